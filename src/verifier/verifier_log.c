/* An exported log: every tile, bundle, leaf and signature against its checkpoint. */
#include "sys/os.h"
#include "verifier/verifier.h"

struct findings {
    struct verifier *v;
    i64 n;
    struct err first;
};

/* What lies beside the log in the folder is no part of it. */
static void finding(void *ctx, const char *object, const char *what) {
    struct findings *f = ctx;
    struct str rel = str_sub(str_c(object), 4, ERR_TEXT); /* "log/" */
    if (!str_starts(rel, S("tile/")) && str_eqc(S("is no file of this log"), what)) {
        if (!str_eqc(rel, "vkey") && !str_eqc(rel, "policy"))
            verifier_say(f->v, "not checked", "file", str_dup(f->v->a, rel));
        return;
    }
    if (f->n++ == 0) fail(&f->first, RC_INTEGRITY, "%.*s: %s", SARG(rel), what);
}

/* A verifier key that came with the log. */
static bool own_key(struct verifier *v, const char *dir, struct note_key *out) {
    struct str text;
    struct err why = {0};
    const char *path = cstr(v->a, str_fmt(v->a, "%s/vkey", dir));
    return os_read(v->a, path, NAME_BYTES_MAX, &text, &why) == RC_OK &&
           note_vkey_parse(v->a, str_trim(text), out, &why) == RC_OK;
}

/* The policy that came with the log counts cosignatures, and no more: who wrote it chose the
 * witnesses. */
static rc own_policy(struct verifier *v, const char *dir, struct str note, struct err *e) {
    struct policy *p = NEW(v->a, struct policy);
    struct policy_seen seen;
    struct str text;
    struct err why = {0};
    const char *path = cstr(v->a, str_fmt(v->a, "%s/policy", dir));
    if (v->policy || os_read(v->a, path, TRUST_BYTES_MAX, &text, &why) != RC_OK ||
        policy_parse(v->a, text, p, &why) != RC_OK)
        return RC_OK;
    TRY(policy_check(v->scratch, p, note, &seen, e));
    verifier_say(v, "attested", "witnesses",
                 str_fmt(v->a,
                         "%d of %d cosigned, by the policy that came with the log (quorum "
                         "%s); bring your own: --policy",
                         seen.cosigned, p->nwitnesses, seen.met ? "met" : "not met"));
    return RC_OK;
}

static rc check_all(struct verifier *v, struct log *l, struct err *e) {
    struct findings f = {.v = v};
    i64 tiles = 0, leftovers = 0;
    TRY(log_verify(l, v->scratch, finding, &f, &tiles, &leftovers, e));
    if (f.n) return fail(e, RC_INTEGRITY, "%s", f.first.msg);
    verifier_say(v, "checked", "log",
                 str_fmt(v->a, "%lld leaves and their signatures, %lld tiles, the root",
                         (long long)l->size, (long long)tiles));
    verifier_say(
        v, "not checked", "entries",
        S("the log holds commitments; what they commit to is in the case and in receipts"));
    return RC_OK;
}

rc verifier_log(struct verifier *v, const char *dir, struct err *e) {
    struct note_key own;
    struct verifier_head *h;
    struct str note;
    const char *path = cstr(v->a, str_fmt(v->a, "%s/checkpoint", dir));
    TRY(os_read(v->a, path, NOTE_BYTES_MAX, &note, e));
    TRY(verifier_note(v, note, own_key(v, dir, &own) ? &own : NULL, &h, e));
    TRY(own_policy(v, dir, note, e));
    h->file = v->file;
    h->log = NEW(v->a, struct log);
    struct err why = {0};
    struct arena work = arena_split(v->a, VERIFIER_LOG_BYTES);
    rc r = log_open(h->log, v->a, dir, h->key.pub, work, &why);
    if (r != RC_OK) return fail(e, why.code, "%s", why.msg);
    return check_all(v, h->log, e);
}
