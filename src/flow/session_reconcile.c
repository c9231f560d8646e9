/* Reconciling what is new, in time that does not grow with the case: the claims that wait are
 * compared with the incidents near them. A case of a few claims, or one most of which is new (a
 * first reading), is looked at whole. */
#include "base/limits.h"
#include "flow/session.h"
#include "reconcile/reconcile.h"

/* Is a good part of the case new, or the case small? */
static rc looks_whole(struct op_ctx *c, i64 waiting, bool *whole, struct err *e) {
    i64 most = waiting * 4 > RECONCILE_WHOLE ? waiting * 4 : RECONCILE_WHOLE;
    bool more;
    TRY(records_more_claims(c->session->db, most, &more, e));
    *whole = !more;
    return RC_OK;
}

static i64 most_near(i64 waiting) {
    i64 n = RECONCILE_NEAR_LEAST + 8 * waiting;
    return n < RECONCILE_NEAR_MAX ? n : RECONCILE_NEAR_MAX;
}

/* Over all claims, whoever acts sees or not: an incident must not lose what somebody has no access
 * to. */
static rc load(struct op_ctx *c, const struct slice *w, struct book *b, struct err *e) {
    return records_load_slice(c->session->db, c->session->store, c->perm, w, b, e);
}

/* Two slices: what waits with its reports; then also their incidents, and those near it. */
static rc near_book(struct op_ctx *c, struct str *claims, i64 n, struct book *out, struct err *e) {
    struct str *found, *incidents;
    struct near *near;
    i64 nnear, nfound, m = 0;
    struct slice w = {.claims = claims,
                      .nclaims = n,
                      .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS,
                      .reach = -1};
    TRY(load(c, &w, out, e));
    reconcile_near(c->perm, c->scratch, out, &near, &nnear);
    TRY(records_near(c->session->db, c->perm, near, nnear, most_near(n), &found, &nfound, e));
    incidents = NEWN(c->perm, struct str, nfound + n);
    for (i64 i = 0; i < nfound; i++)
        incidents[m++] = found[i];
    for (i64 i = 0; i < n; i++)
        incidents[m++] = reconcile_founded(c->perm, claims[i], 0);
    w.with |= SLICE_INCIDENTS;
    w.incidents = incidents;
    w.nincidents = m;
    return load(c, &w, out, e);
}

static rc commit(struct op_ctx *c, struct json **parts, i64 n, struct err *e) {
    if (n) {
        TRY(session_entry(c, "reconciled", parts, n, NULL, e));
        return session_commit(c, e);
    }
    store_abandon(c->session->txn);
    c->session->txn = NULL;
    return RC_OK;
}

/* One entry with the whole new state of each incident that changed. */
rc session_reconcile(struct op_ctx *c, struct err *e) {
    struct str *claims;
    struct json **parts;
    struct book b;
    i64 n;
    bool whole;
    TRY(session_open(c, e));
    TRY(records_pending(c->session->db, c->perm, &claims, &n, e));
    if (n == 0) return RC_OK;
    TRY(session_begin(c, e));
    TRY(records_pending(c->session->db, c->perm, &claims, &n, e)); /* now under the lock */
    TRY(looks_whole(c, n, &whole, e));
    if (whole)
        TRY(records_load(c->session->db, c->session->store, c->perm, true, &b, e));
    else
        TRY(near_book(c, claims, n, &b, e));
    reconcile_changes(c->perm, c->scratch, &b, &parts, &n);
    return commit(c, parts, n, e);
}
