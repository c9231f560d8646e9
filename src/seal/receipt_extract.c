/* A receipt's proofs as files that programs of others read: Sigsum, C2SP, OpenSSH. */
#include "proof/hash.h"
#include "proof/sigsum.h"
#include "seal/receipt_inner.h"

struct extract {
    struct check *k;
    receipt_file_fn *file;
    void *ctx;
    struct sigsum_proof head;
    struct str note;
    i64 first; /* an entry for the examples of the README; -1 = none */
};

static void no_line(void *ctx, const char *state, const char *what, struct str words) {
    (void)ctx, (void)state, (void)what, (void)words;
}

static rc put(struct extract *x, const char *name, struct str bytes, struct err *e) {
    return x->file(x->ctx, str_c(name), bytes, e);
}

static rc put_of(struct extract *x, i64 index, const char *what, struct str bytes, struct err *e) {
    struct arena a = x->k->scratch;
    return put(x, cstr(&a, str_fmt(&a, "%lld.%s", (long long)index, what)), bytes, e);
}

static struct str preimage(struct arena *a, const struct json *o, struct arena scratch) {
    u8 salt[32] = {0}, sha[32];
    CHECK(receipt_hex(scratch, json_get_str(o, "salt"), salt, 32)); /* proven before */
    sha256(json_get_str(o, "entry"), sha);
    return str_cat(a, S("cairn/entry/v1"), str_cat(a, bytes_str(salt, 32), bytes_str(sha, 32)));
}

static rc put_entry(struct extract *x, const struct json *o, struct err *e) {
    struct check *k = x->k;
    struct sigsum_proof p = x->head;
    u8 path[MERKLE_PATH_MAX][32];
    p.index = json_get_i(o, "index", -1);
    p.npath = receipt_path(k->scratch, o, path);
    p.path = (const u8(*)[32])path;
    CHECK(p.npath >= 0 && receipt_hex(k->scratch, json_get_str(o, "leaf"), p.leaf, SIGSUM_LEAF));
    if (x->first < 0) x->first = p.index;
    TRY(put_of(x, p.index, "entry", json_get_str(o, "entry"), e));
    TRY(put_of(x, p.index, "message", preimage(k->a, o, k->scratch), e));
    TRY(put_of(x, p.index, "leaf", bytes_str(p.leaf, SIGSUM_LEAF), e));
    TRY(put_of(x, p.index, "sigsum-proof", sigsum_proof_text(k->a, &p), e));
    return put_of(x, p.index, "tlog-proof",
                  tlog_proof_text(k->a, p.index, p.path, p.npath, S(""), x->note), e);
}

/* RFC 8709: string "ssh-ed25519", string key. */
static struct str openssh_key(struct arena *a, const u8 pub[32], struct str name) {
    struct str wire =
        str_cat(a, (struct str){"\0\0\0\x0bssh-ed25519\0\0\0\x20", 19}, bytes_str(pub, 32));
    return str_fmt(a, "ssh-ed25519 %.*s %.*s\n", SARG(b64_encode(a, wire, true)), SARG(name));
}

static rc put_keys(struct extract *x, struct err *e) {
    struct check *k = x->k;
    struct str hex = hex_encode(k->a, bytes_str(k->key.pub, 32));
    TRY(put(x, "log.pub", openssh_key(k->a, k->key.pub, k->key.name), e));
    TRY(put(x, "log.hex", str_cat(k->a, hex, S("\n")), e));
    TRY(put(x, "log.vkey", str_cat(k->a, note_vkey(k->a, &k->key), S("\n")), e));
    TRY(put(x, "policy", str_fmt(k->a, "log %.*s\nquorum none\n", SARG(hex)), e));
    return put(x, "checkpoint", x->note, e);
}

static rc put_readme(struct extract *x, struct err *e) {
    struct arena *a = x->k->a;
    if (x->first < 0) return RC_OK;
    struct str n = str_fmt(a, "%lld", (long long)x->first);
    struct buf b = buf_make(a, PROOF_TEXT_MAX);
    buf_puts(&b,
             "Each entry N that the receipt opens, for programs that did not come with it.\n\n");
    buf_puts(&b, "Is the entry in the log? (Debian: sigsum-go; the policy asks for no witness)\n");
    buf_fmt(&b, "    sigsum-verify -k log.pub -p policy %.*s.sigsum-proof < %.*s.message\n\n",
            SARG(n), SARG(n));
    buf_puts(&b, "Is the message that entry? Its last 32 bytes are the entry's hash:\n");
    buf_fmt(&b, "    tail -c 32 %.*s.message | od -An -tx1 | tr -d ' \\n'\n", SARG(n));
    buf_fmt(&b, "    openssl dgst -sha256 %.*s.entry\n\n", SARG(n));
    buf_puts(&b, "N.tlog-proof is the same as c2sp.org/tlog-proof@v1; the bytes in the log are "
                 "N.leaf,\nthe log's key for it is log.vkey.\n\n");
    buf_puts(&b, "log.pub and policy come out of the receipt: compare log.hex with a copy of the "
                 "log's key\nfrom elsewhere. What is shown is when and unchanged, never true.\n");
    CHECK(buf_ok(&b));
    return put(x, "README", buf_str(&b), e);
}

rc receipt_extract(struct arena *a, struct arena scratch, struct str text,
                   const struct receipt_trust *trust, receipt_file_fn *file, void *ctx,
                   struct err *e) {
    struct check k = {.a = a, .scratch = scratch, .line = no_line};
    if (trust) k.trust = *trust;
    TRY(receipt_prove(&k, text, e));
    struct extract x = {.k = &k, .file = file, .ctx = ctx, .first = -1};
    x.note = json_get_str(k.r, "checkpoint");
    struct err why = {0};
    if (sigsum_proof_head(a, x.note, k.key.pub, &x.head, &why) != RC_OK)
        return receipt_bad(e, "its checkpoint is not that of a Sigsum log");
    JSON_EACH(o, json_get(k.r, "entries")) TRY(put_entry(&x, o, e));
    TRY(put_keys(&x, e));
    return put_readme(&x, e);
}
