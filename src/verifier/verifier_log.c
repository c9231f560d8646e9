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
        verifier_say(f->v, "not checked", "file", str_dup(f->v->a, rel));
        return;
    }
    if (f->n++ == 0) fail(&f->first, RC_INTEGRITY, "%.*s: %s", SARG(rel), what);
}

/* A verifier key that came with the log. */
static bool own_key(struct verifier *v, const char *dir, struct note_key *out) {
    static const char *const NAMES[] = {"log.vkey", "vkey", "key"};
    for (i64 i = 0; i < LEN(NAMES); i++) {
        struct str text;
        struct err why = {0};
        const char *path = cstr(v->a, str_fmt(v->a, "%s/%s", dir, NAMES[i]));
        if (os_read(v->a, path, NAME_BYTES_MAX, &text, &why) == RC_OK &&
            note_vkey_parse(v->a, str_trim(text), out, &why) == RC_OK)
            return true;
    }
    return false;
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
    h->log = NEW(v->a, struct log);
    struct err why = {0};
    struct arena work = arena_split(v->a, VERIFIER_LOG_BYTES);
    rc r = log_open(h->log, v->a, dir, h->key.pub, work, &why);
    if (r != RC_OK) return fail(e, why.code, "%s", why.msg);
    return check_all(v, h->log, e);
}
