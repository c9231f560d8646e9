#include "flow/signed.h"

#include "base/limits.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "proof/note.h"
#include "proof/sshsig.h"
#include "store/signer.h"
#include "sys/os.h"
#include "sys/run.h"

#include <unistd.h>

enum { CLOCKS_APART = 300 }; /* seconds that the clock of another machine may be ahead */

/* ---- the text ---- */

/* "sigsum.org/v1/tree/…": the name of the log's key, which no other case has. */
static struct str case_name(const struct op_ctx *c) {
    struct str rest = store_vkey(c->session->store);
    return str_cut(&rest, '+');
}

/* The root of the first `size` entries, base64: each entry holds the one before it. */
static rc root_at(struct op_ctx *c, i64 size, struct str *root, struct err *e) {
    struct store *s = c->session->store;
    struct arena a = c->scratch;
    struct entry en;
    struct checkpoint now;
    struct note *n = NEW(&a, struct note);
    if (size > store_size(s) || size < 0)
        return fail(e, RC_INTEGRITY,
                    "the act was signed over a log of %lld entries; this one has "
                    "%lld",
                    (long long)size, (long long)store_size(s));
    if (size < store_size(s)) {
        TRY(store_entry(s, &a, size, &en, e));
        return *root = str_dup(c->perm, json_get_str(en.json, "prev")), RC_OK;
    }
    TRY(note_parse(&a, store_checkpoint(s), n, e));
    TRY(checkpoint_parse(&a, n->text, &now, e));
    return *root = b64_encode(c->perm, bytes_str(now.root, 32), true), RC_OK;
}

static rc compose(struct op_ctx *c, const struct json *act, struct str *text, struct err *e) {
    struct json *all = json_copy(c->perm, act), *log = json_obj(c->perm);
    struct str root;
    i64 size = store_size(c->session->store);
    TRY(root_at(c, size, &root, e));
    json_set_i(c->perm, log, "size", size);
    json_set_str(c->perm, log, "root", root);
    json_set_str(c->perm, all, "case", case_name(c));
    json_set(all, S("log"), log);
    json_set_str(c->perm, all, "at", instant_text(c->perm, os_now()));
    json_set_str(c->perm, all, "by", session_pseudonym(c));
    *text = json_canon(c->perm, all);
    return text->n <= SIGNED_TEXT_MAX ? RC_OK : fail(e, RC_LIMIT, "the act is too long to sign");
}

static bool is_any(struct str key, const char *const *names) {
    for (; *names; names++)
        if (str_eqc(key, *names)) return true;
    return false;
}

/* The act itself, without what signing adds on either side. */
static struct str bare(struct arena *a, const struct json *v, const char *const *without) {
    struct json *o = json_obj(a);
    JSON_EACH(m, v)
    if (!is_any(m->key, without)) json_set(o, m->key, json_copy(a, m));
    return json_canon(a, o);
}

static const char *const ADDED[] = {"case", "log", "at", "by", NULL};
static const char *const KEPT[] = {"signed", "signature", "key", NULL};

static rc other(struct err *e, const char *what) {
    return fail(e, RC_INTEGRITY, "the signed text %s", what);
}

/* Does the signed text say this act, in this log, by them? `entry`: where it is logged, -1: now. */
static rc check_text(struct op_ctx *c, const struct json *act, struct str text, struct str by,
                     i64 entry, struct err *e) {
    struct json *j;
    struct str root;
    i64 at;
    if (text.n > SIGNED_TEXT_MAX) return fail(e, RC_LIMIT, "the signed text is too long");
    TRY(json_read(c->perm, text, &j, e));
    if (!str_eq(json_canon(c->perm, j), text)) return other(e, "is not as --to-sign printed it");
    if (!str_eq(bare(c->perm, j, ADDED), bare(c->perm, act, KEPT)))
        return other(e, "is of another act");
    if (!str_eq(json_get_str(j, "case"), case_name(c))) return other(e, "is of another case");
    if (!str_eq(json_get_str(j, "by"), by)) return other(e, "is by somebody else");
    if (!instant_parse(json_get_str(j, "at"), &at)) return other(e, "has no time");
    if (entry < 0 && at > os_now() + CLOCKS_APART) return other(e, "is of a time to come");
    i64 size = json_get_i(json_get(j, "log"), "size", -1);
    if (entry >= 0 && size > entry) return other(e, "names a log longer than where it stands");
    TRY(root_at(c, size, &root, e));
    return str_eq(json_get_str(json_get(j, "log"), "root"), root)
               ? RC_OK
               : other(e, "names another log, or one that was changed since");
}

/* ---- the key ---- */

static rc check_key(struct op_ctx *c, struct str fingerprint, struct str by, i64 entry,
                    struct err *e) {
    struct signer *all;
    i64 n;
    TRY(records_signers(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        if (str_eq(all[i].fingerprint, fingerprint) && signer_counts(&all[i], entry) &&
            (str_eq(all[i].by, by) || str_eq(all[i].name, by)))
            return RC_OK;
    fail(e, RC_DENIED, "the key %.*s %s registered for whoever acts", SARG(fingerprint),
         entry < 0 ? "is not" : "was not then");
    return err_hint(e, "a custodian registers it: cairn -C DIR signer add NAME --key FILE.pub");
}

static rc check_signature(struct op_ctx *c, struct str text, struct str armored,
                          struct str *fingerprint, struct err *e) {
    struct sshsig s;
    TRY(sshsig_parse(c->perm, armored, &s, e));
    TRY(sshsig_verify(c->scratch, &s, S(SIGNED_NAMESPACE), text, e));
    *fingerprint = ssh_fingerprint(c->perm, &s.key);
    return RC_OK;
}

static rc first_use(struct op_ctx *c, struct str text, i64 entry, i64 at, struct err *e) {
    u8 h[32];
    i64 in, part;
    sha256(text, h);
    struct str hash = hex_encode(c->perm, bytes_str(h, 32));
    TRY(records_signed_at(c->session->db, hash, &in, &part, e));
    if (in < 0 || (in == entry && part == at)) return RC_OK;
    rc r = fail(e, entry < 0 ? RC_CONFLICT : RC_INTEGRITY,
                "this signed text stands in entry %lld already", (long long)in);
    err_hint(e, "a signature counts once: sign the act anew");
    return r;
}

rc signed_check(struct op_ctx *c, const struct json *part, struct str by, i64 entry, i64 at,
                struct err *e) {
    struct str text = json_get_str(part, "signed"), who, fingerprint;
    struct json *j;
    TRY(session_open(c, e));
    if (!text.n) return fail(e, RC_INTEGRITY, "the act is not signed");
    TRY(check_signature(c, text, json_get_str(part, "signature"), &fingerprint, e));
    if (!str_eq(json_get_str(part, "key"), fingerprint))
        return fail(e, RC_INTEGRITY, "the act names another key than the one that signed it");
    TRY(json_read(c->perm, text, &j, e));
    who = json_get_str(j, "by");
    TRY(check_text(c, part, text, who, entry, e));
    TRY(check_key(c, fingerprint, who, entry, e));
    TRY(check_key(c, fingerprint, by, entry, e));
    return first_use(c, text, entry, at, e);
}

/* ---- how the signature comes ---- */

static rc by_ssh_keygen(struct op_ctx *c, struct str text, struct str *armored, struct err *e) {
    struct arena *a = c->perm;
    const char *key = cstr(a, op_str(c, "sign-with")), *dir, *file;
    int fd, status = 0;
    TRY(os_memory_file(a, text, &fd, &file, e));
    rc r = os_private_dir(a, &dir, e);
    if (r != RC_OK) return close(fd), r;
    const char *act = cstr(a, str_fmt(a, "%s/act", dir));
    const char *const argv[] = {"ssh-keygen",     "-Y", "sign", "-q", "-n",
                                SIGNED_NAMESPACE, "-f", key,    act,  NULL};
    if (symlink(file, act) != 0) r = fail(e, RC_IO, "no folder for a moment can be used");
    if (r == RC_OK) r = os_run(argv, fd, &status, e);
    if (r == RC_UNSUPPORTED) err_hint(e, "install openssh-client, or sign elsewhere: --to-sign");
    if (r == RC_OK && status != 0) {
        r = fail(e, RC_DENIED, "ssh-keygen did not sign (status %d)", status);
        err_hint(e, "what it said stands above: the key file, its passphrase, the agent or token");
    }
    if (r == RC_OK)
        r = os_read(a, cstr(a, str_fmt(a, "%s.sig", act)), SSHSIG_BYTES_MAX, armored, e);
    close(fd);
    os_private_drop(c->scratch, dir);
    return r;
}

/* As ssh-keygen wrote it, whatever a form or a mail made of its line ends. */
static struct str tidy(struct arena *a, struct str armored) {
    struct buf b = buf_make(a, SSHSIG_BYTES_MAX + 1);
    armored = str_trim(armored);
    for (i64 i = 0; i < armored.n; i++)
        if (armored.p[i] != '\r') buf_c(&b, armored.p[i]);
    buf_c(&b, '\n');
    return buf_str(&b);
}

static rc from_elsewhere(struct op_ctx *c, struct str *text, struct str *armored, struct err *e) {
    if (!op_given(c, "signature") || !op_given(c, "signed"))
        return fail(e, RC_USAGE, "--signature and --signed go together");
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "signature")), SSHSIG_BYTES_MAX, armored, e));
    *armored = tidy(c->perm, *armored);
    return os_read(c->perm, cstr(c->perm, op_str(c, "signed")), SIGNED_TEXT_MAX, text, e);
}

bool signed_asked(const struct op_ctx *c) {
    return op_given(c, "sign-with") || op_given(c, "signature") || op_given(c, "signed") ||
           op_flag(c, "to-sign");
}

static rc no_way(struct err *e) {
    fail(e, RC_USAGE, "this act has to be signed by whoever does it");
    return err_hint(e, "--sign-with KEY, or --to-sign and then --signature FILE --signed FILE");
}

/* text and armored; nothing when it is printed only. */
static rc obtain(struct op_ctx *c, const struct json *act, struct str *text, struct str *armored,
                 enum signed_end *end, struct err *e) {
    *end = SIGNED_DONE;
    if (op_given(c, "signature") || op_given(c, "signed"))
        return from_elsewhere(c, text, armored, e);
    if (!signed_asked(c)) return no_way(e);
    if (op_given(c, "sign-with") && !c->may_ask)
        return fail(e, RC_USAGE,
                    "--sign-with is for the machine where the key is; elsewhere "
                    "--signature and --signed");
    TRY(compose(c, act, text, e));
    if (op_given(c, "sign-with")) return by_ssh_keygen(c, *text, armored, e);
    c->face->raw(c->face->self, *text);
    op_say(c, "sign exactly this text: ssh-keygen -Y sign -n %s -f KEY FILE", SIGNED_NAMESPACE);
    *end = SIGNED_PRINTED;
    return RC_OK;
}

rc signed_act(struct op_ctx *c, struct json *act, enum signed_end *end, struct err *e) {
    struct str text, armored, fingerprint;
    TRY(session_open(c, e));
    TRY(obtain(c, act, &text, &armored, end, e));
    if (*end == SIGNED_PRINTED) return RC_OK;
    TRY(check_signature(c, text, armored, &fingerprint, e));
    TRY(check_text(c, act, text, session_pseudonym(c), -1, e));
    TRY(check_key(c, fingerprint, session_pseudonym(c), -1, e));
    TRY(first_use(c, text, -1, -1, e));
    json_set_str(c->perm, act, "signed", text);
    json_set_str(c->perm, act, "signature", armored);
    json_set_str(c->perm, act, "key", fingerprint);
    return RC_OK;
}

rc signed_has_signers(struct op_ctx *c, bool *has, struct err *e) {
    struct signer *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_signers(c->session->db, c->perm, &all, &n, e));
    *has = false;
    for (i64 i = 0; i < n; i++)
        *has |= signer_counts(&all[i], -1);
    return RC_OK;
}

rc signed_if_able(struct op_ctx *c, struct json *act, enum signed_end *end, struct err *e) {
    bool has;
    TRY(signed_has_signers(c, &has, e));
    if (has || signed_asked(c)) return signed_act(c, act, end, e);
    op_say(c, "recorded without a signature: this case has no registered signers (cairn signer "
              "add)");
    *end = SIGNED_NOT;
    return RC_OK;
}

/* ---- all of them ---- */

rc signed_check_all(struct op_ctx *c, void (*found)(void *, const char *what, const char *why),
                    void *ctx, i64 *checked, struct err *e) {
    struct signed_part *all;
    i64 n;
    TRY(session_open(c, e));
    TRY(records_signed_parts(c->session->db, c->perm, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        struct op_ctx one = *c;
        struct arena perm = arena_split(&one.scratch, SIGNED_SCRATCH_BYTES);
        struct entry en;
        struct json *part;
        struct err why = {0};
        one.perm = &perm;
        TRY(store_entry(c->session->store, &perm, all[i].entry, &en, e));
        if (en.parts[all[i].part].n == 0) continue; /* erased: the tombstone tells */
        TRY(json_read(&perm, en.parts[all[i].part], &part, e));
        rc r =
            signed_check(&one, part, json_get_str(en.json, "by"), all[i].entry, all[i].part, &why);
        if (r != RC_OK)
            found(ctx, cstr(&perm, str_fmt(&perm, "entry %lld", (long long)all[i].entry)), why.msg);
    }
    *checked = n;
    return RC_OK;
}
