/* C2SP tlog-proof@v1 text. */
#include "proof/merkle.h"
#include "proof/sigsum.h"

#define HEAD "c2sp.org/tlog-proof@v1\n"

struct str tlog_proof_text(struct arena *a, i64 index, const u8 (*path)[32], i64 npath,
                           struct str extra, struct str checkpoint_note) {
    struct buf b = buf_make(a, PROOF_TEXT_MAX);
    buf_puts(&b, HEAD);
    if (extra.n > 0) {
        buf_puts(&b, "extra ");
        buf_put(&b, b64_encode(a, extra, true));
        buf_c(&b, '\n');
    }
    buf_fmt(&b, "index %lld\n", (long long)index);
    for (i64 i = 0; i < npath; i++) {
        buf_put(&b, b64_encode(a, bytes_str(path[i], 32), true));
        buf_c(&b, '\n');
    }
    buf_c(&b, '\n');
    buf_put(&b, checkpoint_note);
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_INTEGRITY, "not a tlog proof: %s", why);
}

rc tlog_proof_parse(struct arena *a, struct str text, struct tlog_proof *out, struct err *e) {
    *out = (struct tlog_proof){0};
    if (text.n > PROOF_TEXT_MAX)
        return fail(e, RC_LIMIT, "a proof of %lld bytes", (long long)text.n);
    if (!str_starts(text, S(HEAD))) return bad(e, "it has no header");
    struct str rest = str_sub(text, S(HEAD).n, text.n);
    if (str_starts(rest, S("extra "))) {
        struct str line = str_cut(&rest, '\n');
        out->extra = b64_decode(a, str_sub(line, 6, line.n), true);
        if (!out->extra.p) return bad(e, "its extra data is not base64");
    }
    if (!str_starts(rest, S("index "))) return bad(e, "it has no index");
    struct str line = str_cut(&rest, '\n'), num = str_sub(line, 6, line.n);
    if (!str_i64(num, &out->index) || num.p[0] == '-' || (num.n > 1 && num.p[0] == '0'))
        return bad(e, "its index is not a number");
    u8(*path)[32] = NEWN(a, digest, MERKLE_PATH_MAX);
    while (rest.p && (line = str_cut(&rest, '\n')).n > 0) {
        struct str hash = b64_decode(a, line, true);
        if (out->npath == MERKLE_PATH_MAX || !hash.p || hash.n != 32)
            return bad(e, "a line of its path is not a hash");
        memcpy(path[out->npath++], hash.p, 32);
    }
    out->path = (const u8(*)[32])path;
    out->checkpoint_note = rest;
    return rest.p ? RC_OK : bad(e, "it has no checkpoint");
}

rc tlog_proof_verify(struct arena *scratch, const struct tlog_proof *p, struct str leaf,
                     const struct note_key *key, struct err *e) {
    struct note *n = NEW(scratch, struct note);
    struct checkpoint c;
    u8 hash[32];
    TRY(note_parse(scratch, p->checkpoint_note, n, e));
    TRY(note_verify(n, key, 1, NULL, NULL, e));
    TRY(checkpoint_parse(scratch, n->text, &c, e));
    if (!str_eq(c.origin, key->name)) return fail(e, RC_INTEGRITY, "the proof is of another log");
    merkle_leaf(leaf, hash);
    if (!merkle_inclusion_ok(p->index, c.size, hash, p->path, p->npath, c.root))
        return fail(e, RC_INTEGRITY, "the leaf is not under the checkpoint");
    return RC_OK;
}
