/* The audit trail: each line holds the hash of itself and the one before, so that none can be
 * changed, dropped or put in between without all later ones failing to follow. */
#include "people/people_inner.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "proof/hash.h"

/* chain = SHA-256("cairn/audit/v1\n" ‖ chain before ‖ JCS of the line). */
static void link_line(struct arena a, const struct audit_line *l, const u8 before[32], u8 out[32]) {
    struct json *j = json_obj(&a);
    json_set_i(&a, j, "n", l->n);
    json_set_i(&a, j, "at", l->at);
    json_set_str(&a, j, "account", l->account);
    json_set_str(&a, j, "act", l->act);
    json_set_str(&a, j, "object", l->object);
    struct str pieces[] = {S("cairn/audit/v1\n"), bytes_str(before, 32), json_canon(&a, j)};
    sha256_of(pieces, LEN(pieces), out);
}

static rc head(struct people *p, i64 *last, u8 out[32], struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_AUDIT_LAST);
    bool row;
    *last = 0;
    memset(out, 0, 32);
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *last = db_i64(q, 0);
    struct str chain = db_blob(q, 1);
    if (chain.n == 32) memcpy(out, chain.p, 32);
    return db_run(q, e);
}

rc people_audit_head(struct people *p, i64 *last, u8 out[32], struct err *e) {
    return people_done(p, head(p, last, out, e));
}

/* Valid text of a length that a table can hold. */
static struct str shorten(struct arena *a, struct str s, i64 most) {
    i64 n = s.n < most ? s.n : most;
    while (n > 0 && n < s.n && !utf8_boundary(s, n))
        n--;
    i64 replaced;
    return utf8_clean(a, str_sub(s, 0, n), &replaced);
}

rc audit_put(struct people *p, i64 now, struct str account, struct str act, struct str object,
             struct err *e) {
    struct arena whole = arena_make("an audit line", 256 << 10), a = whole;
    u8 before[32], chain[32];
    struct audit_line l = {.at = now,
                           .account = shorten(&a, account, ACCOUNT_NAME_MAX),
                           .act = shorten(&a, act, AUDIT_ACT_MAX),
                           .object = shorten(&a, object, AUDIT_OBJECT_MAX)};
    rc r = head(p, &l.n, before, e);
    l.n++;
    link_line(a, &l, before, chain);
    struct stmt *q = db_stmt(p->d, &PQ_AUDIT_PUT);
    db_bind_i64(q, 1, l.n);
    db_bind_i64(q, 2, l.at);
    db_bind_text(q, 3, l.account);
    db_bind_text(q, 4, l.act);
    db_bind_text(q, 5, l.object);
    db_bind_blob(q, 6, bytes_str(chain, 32));
    if (r == RC_OK) r = db_run(q, e);
    arena_drop(whole);
    return r;
}

rc people_audit(struct people *p, i64 now, struct str account, const char *act, struct str object,
                struct err *e) {
    TRY(people_begin(p, e));
    TRY(people_done(p, audit_put(p, now, account, str_c(act), object, e)));
    return people_commit(p, e);
}

static rc broken(i64 n, struct err *e) {
    fail(e, RC_INTEGRITY, "audit trail: line %lld does not follow from the one before it",
         (long long)n);
    return err_hint(e, "somebody changed desk.db: keep it as it is and compare with a backup");
}

static rc walk(struct people *p, struct arena scratch,
               void (*each)(void *, const struct audit_line *, const u8 chain[32]), void *ctx,
               i64 *last, u8 chain[32], struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_AUDIT_ALL);
    bool row;
    u8 next[32];
    *last = 0;
    memset(chain, 0, 32);
    db_bind_i64(q, 1, 0);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct audit_line l = {db_i64(q, 0), db_i64(q, 1), db_text(q, 2), db_text(q, 3),
                               db_text(q, 4)};
        link_line(scratch, &l, chain, next);
        if (l.n != *last + 1 || !str_eq(db_blob(q, 5), bytes_str(next, 32)))
            return broken(*last + 1, e);
        memcpy(chain, next, 32);
        *last = l.n;
        if (each) each(ctx, &l, chain);
    }
}

rc people_audit_walk(struct people *p, struct arena scratch,
                     void (*each)(void *, const struct audit_line *, const u8 chain[32]), void *ctx,
                     i64 *last, u8 chain[32], struct err *e) {
    return people_done(p, walk(p, scratch, each, ctx, last, chain, e));
}

static bool fits(struct arena scratch, const struct audit_filter *f, const struct audit_line *l) {
    if (f->from && l->at < f->from) return false;
    if (f->to && l->at >= f->to) return false;
    if (f->object.n && !str_has(l->object, f->object)) return false;
    return !f->account.n ||
           str_eq(account_fold(&scratch, l->account), account_fold(&scratch, f->account));
}

static rc page(struct people *p, struct arena *a, const struct audit_filter *f, i64 before,
               i64 most, struct audit_line **out, i64 *n, i64 *next, struct err *e) {
    struct stmt *q = db_stmt(p->d, &PQ_AUDIT_BACK);
    i64 cap = 0, looked = 0;
    bool row;
    *out = NULL;
    *n = *next = 0;
    db_bind_i64(q, 1, before > 0 ? before : INT64_MAX);
    db_bind_i64(q, 2, AUDIT_SCAN_MAX);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct audit_line l = {db_i64(q, 0), db_i64(q, 1), db_text(q, 2), db_text(q, 3),
                               db_text(q, 4)};
        bool fit = fits(*a, f, &l);
        if (fit && *n < most) {
            l.account = str_dup(a, l.account);
            l.act = str_dup(a, l.act);
            l.object = str_dup(a, l.object);
            *PUSH(a, *out, *n, cap) = l;
        }
        if (++looked < AUDIT_SCAN_MAX && *n < most) continue;
        *next = l.n > 1 ? l.n : 0;
        return db_run(q, e);
    }
}

rc people_audit_page(struct people *p, struct arena *a, const struct audit_filter *f, i64 before,
                     i64 most, struct audit_line **out, i64 *n, i64 *next, struct err *e) {
    return people_done(p, page(p, a, f, before, most, out, n, next, e));
}
