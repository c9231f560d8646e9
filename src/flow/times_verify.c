/* What `verify` says about time: every kept cosignature and stamp again, against the log as it is;
 * claimed times against them. */
#include "base/date.h"
#include "flow/times.h"
#include "proof/checkpoint.h"
#include "proof/hash.h"
#include "proof/stamp.h"
#include "sys/os.h"

struct checking {
    struct op_ctx *c;
    const struct times *t;
    time_finding_fn *found;
    void *ctx;
    i64 back, noted, bare; /* clocks set back; owned up to; stamps without lists */
};

static void find(struct checking *k, i64 entry, const char *what, struct str words) {
    struct arena *a = k->c->perm;
    k->found(k->ctx, cstr(a, str_fmt(a, "entry %lld", (long long)entry)),
             cstr(a, str_fmt(a, "%s%.*s", what, SARG(words))));
}

/* Is the log as it is one that this checkpoint was of? */
static bool extends(struct checking *k, i64 entry, struct str note) {
    struct err why = {0};
    if (store_extends(k->c->session->store, note, &why) == RC_OK) return true;
    find(k, entry, "a checkpoint that others have seen is not of this log: ", str_c(why.msg));
    return false;
}

static void check_cosigned(struct checking *k, const struct cosigned *s) {
    struct arena a = k->c->scratch;
    struct note *n = NEW(&a, struct note);
    struct err why = {0};
    if (!extends(k, s->entry, s->note)) return;
    rc r = note_parse(&a, s->note, n, &why);
    for (i64 i = 0; r == RC_OK && i < s->nby; i++) {
        struct note_key key;
        i64 at = 0;
        r = note_vkey_parse(&a, s->by[i].vkey, &key, &why);
        if (r == RC_OK) r = note_verify(n, &key, 1, NULL, &at, &why);
        if (r == RC_OK && at != s->by[i].time)
            r = fail(&why, RC_INTEGRITY, "another time than the witness signed");
    }
    if (r != RC_OK) find(k, s->entry, "a cosignature does not check: ", str_c(why.msg));
}

static rc object(struct checking *k, struct arena *a, const struct stamped *s, const char *tail,
                 struct str *out, struct err *e) {
    return store_object(k->c->session->store, a, s->entry, str_cat(a, s->object, str_c(tail)),
                        CRL_BYTES_MAX, out, e);
}

static rc verify_stamp(struct checking *k, struct arena *a, const struct stamped *s,
                       struct stamp *out, struct err *e) {
    struct str token, roots, crl = {0};
    u8 sha[32];
    TRY(object(k, a, s, ".tsr", &token, e));
    TRY(object(k, a, s, ".roots.pem", &roots, e));
    if (s->crl) TRY(object(k, a, s, ".crl.pem", &crl, e));
    sha256(token, sha);
    if (memcmp(sha, s->token, 32) != 0)
        return fail(e, RC_INTEGRITY, "another token than the entry says");
    TRY(stamp_verify(a, token, s->note, roots, crl, out, e));
    if (out->time != s->time)
        return fail(e, RC_INTEGRITY, "another time than the authority stamped");
    return RC_OK;
}

static void check_stamped(struct checking *k, const struct stamped *s) {
    struct arena a = k->c->scratch;
    struct stamp facts = {0};
    struct err why = {0};
    if (!extends(k, s->entry, s->note)) return;
    if (verify_stamp(k, &a, s, &facts, &why) != RC_OK)
        find(k, s->entry, "a time stamp does not check: ", str_c(why.msg));
    else if (facts.revocation == STAMP_NO_LISTS)
        k->bare++;
}

static void clock_row(void *ctx, enum clock_kind kind, i64 entry, i64 claimed, i64 bound) {
    struct checking *k = ctx;
    struct arena *a = k->c->perm;
    if (kind == CLOCK_BACK) {
        k->back++;
        return;
    }
    if (times_clock_noted(k->t, entry)) {
        k->noted++;
        return;
    }
    struct str at = instant_text(a, claimed), to = instant_text(a, bound);
    const char *but = kind == CLOCK_TOO_LATE
                          ? "but was seen on "
                          : "but what stands before it in the log was not there before ";
    find(k, entry, "claims to be of ",
         str_fmt(a, "%.*s, %s%.*s: the claimed time is wrong", SARG(at), but, SARG(to)));
}

/* Whether all of the log is covered, and for how long. */
static void coverage(struct checking *k) {
    struct op_ctx *c = k->c;
    i64 size = store_size(c->session->store), ends = time_first_end(k->t), covered = 0;
    for (i64 i = 0; i < k->t->nstamped; i++)
        if (k->t->stamped[i].size > covered) covered = k->t->stamped[i].size;
    for (i64 i = 0; i < k->t->ncosigned; i++)
        if (k->t->cosigned[i].size > covered) covered = k->t->cosigned[i].size;
    if (!covered)
        op_say(c, "not shown: when. No witness and no time authority has seen this log; its dates "
                  "are this machine's clock");
    else
        op_say(c, "when: %lld of %lld entries are under a stamp or cosignature (`cairn stamps`)",
               (long long)covered, (long long)size);
    if (ends && ends - os_now() < TIME_WARN_DAYS * 86400LL)
        op_say(c,
               "a time stamp's certificate ends on %.*s: renew it with `cairn log stamp --renew "
               "%d`",
               SARG(str_sub(instant_text(c->perm, ends), 0, 10)), TIME_WARN_DAYS);
    if (k->bare)
        op_say(c, "not shown for %lld stamps: whether their certificates had been revoked",
               (long long)k->bare);
    if (k->back)
        op_say(c, "a clock was set back before %lld entries; nobody else's word contradicts them",
               (long long)k->back);
    if (k->noted)
        op_say(c, "%lld entries claim a time that is known to be wrong (`log clock`)",
               (long long)k->noted);
}

rc time_verify(struct op_ctx *c, time_finding_fn *found, void *ctx, struct err *e) {
    struct times t;
    struct checking k = {.c = c, .t = &t, .found = found, .ctx = ctx};
    TRY(flow_times(c, &t, e));
    for (i64 i = 0; i < t.ncosigned; i++)
        check_cosigned(&k, &t.cosigned[i]);
    for (i64 i = 0; i < t.nstamped; i++)
        check_stamped(&k, &t.stamped[i]);
    TRY(times_clocks(c->session->db, c->scratch, &t, clock_row, &k, e));
    coverage(&k);
    return RC_OK;
}
