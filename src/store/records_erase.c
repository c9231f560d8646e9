/* Erasures and holds: the parts, and reading them back. */
#include "base/date.h"
#include "store/erasure.h"
#include "store/records_erase_sql.h"
#include "store/records_sql.h"
#include "store/slice.h"

/* ---- the parts ---- */

static rc apply_order(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ORDER_PUT);
    db_bind_text(q, 1, json_get_str(p, "order"));
    db_bind_text(q, 2, json_get_str(p, "item"));
    db_bind_text(q, 3, json_get_str(p, "basis"));
    db_bind_text(q, 4, json_get_str(p, "reason"));
    db_bind_text(q, 5, x->actor);
    db_bind_i64(q, 6, x->at);
    db_bind_i64(q, 7, x->en->index);
    db_bind_i64(q, 8, x->part);
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "order"), e);
}

static rc answer(struct apply *x, const struct json *p, enum erasure_state state, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ORDER_ANSWER);
    db_bind_text(q, 1, json_get_str(p, "order"));
    db_bind_i64(q, 2, state);
    db_bind_text(q, 3, x->actor);
    db_bind_i64(q, 4, x->at);
    db_bind_i64(q, 5, x->en->index);
    bind_known(q, 6, json_get_str(p, "reason"));
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "order"), e);
}

static rc apply_refusal(struct apply *x, const struct json *p, struct err *e) {
    return answer(x, p, ERASURE_REFUSED, e);
}

static rc apply_erased(struct apply *x, const struct json *p, struct err *e) {
    return answer(x, p, ERASURE_DONE, e);
}

static i64 reach_of(const struct json *p) {
    i64 reach = REACH_KEY;
    JSON_EACH(g, json_get(p, "groups"))
    if (g->is_int && g->i >= 0 && g->i < REACH_BITS) reach |= (i64)1 << g->i;
    return reach;
}

/* The item stays in the lists, as what it is: its outside name, when it came, that it was erased.
 */
static rc apply_erased_item(struct apply *x, const struct json *p, struct err *e) {
    const struct json *n = json_get(p, "counts");
    static const char *const COUNTS[] = {"parts", "objects", "claims", "persons", "incidents"};
    i64 entry = json_get_i(p, "entry", 0), part = json_get_i(p, "part", 0);
    if (entry < 0 || entry >= x->en->index || part < 0 || part >= ENTRY_PARTS_MAX)
        return fail(e, RC_INTEGRITY, "entry %lld erases an item that never came",
                    (long long)x->en->index);
    struct stmt *q = db_stmt(x->d, &Q_ORDER_COUNTS);
    db_bind_text(q, 1, json_get_str(p, "order"));
    for (int i = 0; i < LEN(COUNTS); i++)
        db_bind_i64(q, 2 + i, json_get_i(n, COUNTS[i], 0));
    TRY(db_run(q, e));
    q = db_stmt(x->d, &Q_ERASED_ITEM);
    db_bind_text(q, 1, json_get_str(p, "item"));
    db_bind_i64(q, 2, entry << 24 | part);
    db_bind_i64(q, 3, entry);
    db_bind_i64(q, 4, part);
    db_bind_i64(q, 5, reach_of(p));
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "item"), e);
}

/* An incident that lost claims; one that lost all is there by its code and kind alone. */
static rc put_bare_incident(struct apply *x, const struct json *p, struct err *e) {
    enum kind kind;
    i64 number = 0;
    struct str code = json_get_str(p, "code"), rest = code;
    if (!kind_parse(json_get_str(p, "as"), &kind))
        return fail(e, RC_UNSUPPORTED, "an incident has a kind that this cairn does not know");
    str_cut(&rest, '-');
    if (!rest.n || !str_i64(rest, &number) || number < 0) number = 0;
    struct stmt *q = db_stmt(x->d, &Q_INCIDENT_PUT);
    db_bind_text(q, 1, json_get_str(p, "incident"));
    db_bind_text(q, 2, code);
    db_bind_i64(q, 3, kind);
    db_bind_null(q, 4);
    db_bind_i64(q, 5, PRECISION_UNKNOWN);
    db_bind_null(q, 6);
    db_bind_null(q, 7);
    db_bind_null(q, 8);
    db_bind_i64(q, 9, x->en->index);
    db_bind_i64(q, 10, number);
    TRY(db_run(q, e));
    return apply_incident_near(x, json_get_str(p, "incident"), e);
}

static rc apply_incident_erased(struct apply *x, const struct json *p, struct err *e) {
    bool whole = json_get_bool(p, "whole");
    struct stmt *q = db_stmt(x->d, &Q_ERASED_INCIDENT);
    db_bind_text(q, 1, json_get_str(p, "incident"));
    db_bind_text(q, 2, json_get_str(p, "order"));
    db_bind_i64(q, 3, json_get_i(p, "claims", 0));
    db_bind_i64(q, 4, whole);
    db_bind_i64(q, 5, reach_of(p));
    TRY(db_run(q, e));
    if (whole) TRY(put_bare_incident(x, p, e));
    return apply_touch(x, json_get_str(p, "incident"), e);
}

static rc apply_hold(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_HOLD_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "item"));
    db_bind_text(q, 4, json_get_str(p, "authority"));
    db_bind_text(q, 5, json_get_str(p, "reason"));
    db_bind_text(q, 6, x->actor);
    db_bind_i64(q, 7, x->at);
    return db_run(q, e);
}

static rc apply_release(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_HOLD_RELEASE);
    db_bind_text(q, 1, json_get_str(p, "item"));
    db_bind_i64(q, 2, x->en->index);
    db_bind_text(q, 3, x->actor);
    db_bind_i64(q, 4, x->at);
    db_bind_text(q, 5, json_get_str(p, "reason"));
    return db_run(q, e);
}

static const struct part_kind PARTS[] = {{"erasure_order", apply_order},
                                         {"erasure_refusal", apply_refusal},
                                         {"erased", apply_erased},
                                         {"erased_item", apply_erased_item},
                                         {"incident_erased", apply_incident_erased},
                                         {"hold", apply_hold},
                                         {"hold_release", apply_release},
                                         {0}};
static const struct table_rows TABLES[] = {{"gone", &Q_GONE_ROWS},
                                           {"erasure", &Q_ORDERS},
                                           {"erased_incident", &Q_ERASED_INCIDENTS},
                                           {"hold", &Q_HOLDS},
                                           {0}};
static const struct sql *const STATEMENTS[] = {&Q_GONE_PUT,
                                               &Q_GONE_ANY,
                                               &Q_GONE_ROWS,
                                               &Q_ORDER_PUT,
                                               &Q_ORDER_ANSWER,
                                               &Q_ORDER_COUNTS,
                                               &Q_ORDERS,
                                               &Q_ORDER,
                                               &Q_ORDER_OPEN,
                                               &Q_ERASED_ITEM,
                                               &Q_ERASED_INCIDENT,
                                               &Q_ERASED_INCIDENTS,
                                               &Q_ERASED_OF_ITEM,
                                               &Q_ERASED_OF_INCIDENT,
                                               &Q_ERASED_COUNT,
                                               &Q_HOLD_PUT,
                                               &Q_HOLD_RELEASE,
                                               &Q_HOLDS,
                                               &Q_HELD,
                                               NULL};
extern const struct noun NOUN_ERASE;
const struct noun NOUN_ERASE = {.name = "erase",
                                .create = &Q_ERASE_CREATE,
                                .tables = TABLES,
                                .statements = STATEMENTS,
                                .parts = PARTS};

/* ---- reading ---- */

static struct str col(struct arena *a, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(a, q, c);
}

static struct erasure read_order(struct arena *a, struct stmt *q) {
    struct erasure x = {.asked_at = db_i64(q, 5),
                        .asked_entry = db_i64(q, 6),
                        .asked_part = db_i64(q, 7),
                        .state = (enum erasure_state)db_i64(q, 8),
                        .at = db_is_null(q, 10) ? -1 : db_i64(q, 10),
                        .entry = db_is_null(q, 11) ? -1 : db_i64(q, 11),
                        .parts = db_i64(q, 13),
                        .objects = db_i64(q, 14),
                        .claims = db_i64(q, 15),
                        .persons = db_i64(q, 16),
                        .incidents = db_i64(q, 17)};
    x.id = col(a, q, 0);
    x.item = col(a, q, 1);
    x.basis = col(a, q, 2);
    x.reason = col(a, q, 3);
    x.asked_by = col(a, q, 4);
    x.by = col(a, q, 9);
    x.why = col(a, q, 12);
    return x;
}

rc records_erasures(struct db *d, struct arena *a, struct erasure **out, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ORDERS);
    i64 cap = 0;
    *out = NULL;
    *n = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = read_order(a, q);
    }
}

static rc one_order(struct stmt *q, struct arena *a, struct erasure *out, bool *found,
                    struct err *e) {
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = read_order(a, q);
    return db_run(q, e);
}

rc records_erasure(struct db *d, struct arena *a, struct str id, struct erasure *out, bool *found,
                   struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ORDER);
    db_bind_text(q, 1, id);
    return one_order(q, a, out, found, e);
}

rc records_erasure_open(struct db *d, struct arena *a, struct str item, struct erasure *out,
                        bool *found, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ORDER_OPEN);
    db_bind_text(q, 1, item);
    return one_order(q, a, out, found, e);
}

static struct hold read_hold(struct arena *a, struct stmt *q) {
    struct hold h = {.entry = db_i64(q, 0), .at = db_i64(q, 6), .released = !db_is_null(q, 7)};
    h.item = col(a, q, 2);
    h.authority = col(a, q, 3);
    h.reason = col(a, q, 4);
    h.by = col(a, q, 5);
    if (!h.released) return h;
    h.released_entry = db_i64(q, 7);
    h.released_by = col(a, q, 8);
    h.released_at = db_i64(q, 9);
    h.released_why = col(a, q, 10);
    return h;
}

rc records_holds(struct db *d, struct arena *a, struct hold **out, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_HOLDS);
    i64 cap = 0;
    *out = NULL;
    *n = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = read_hold(a, q);
    }
}

rc records_held(struct db *d, struct arena *a, struct str item, struct hold *out, bool *found,
                struct err *e) {
    struct stmt *q = db_stmt(d, &Q_HELD);
    db_bind_text(q, 1, item);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = read_hold(a, q);
    return db_run(q, e);
}

struct str erased_words(struct arena *a, i64 at, struct str basis) {
    struct str when = str_sub(instant_text(a, at), 0, 10);
    return str_fmt(a, "erased on %.*s, on the basis of %.*s", SARG(when), SARG(basis));
}

rc erased_refused(const struct item *it, struct err *e) {
    if (it->state != ITEM_ERASED) return RC_OK;
    fail(e, RC_CONFLICT, "the item was %.*s", SARG(str_sub(it->reason, 0, 300)));
    return err_hint(e, "nothing of it is left; the same bytes can be sealed again as a new item");
}

bool erased_whole(const struct incident *in) {
    return in->erased_all && in->nclaims == 0 && !in->merged_into.n;
}

static rc mark_item(struct db *d, struct arena *a, struct item *it, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ERASED_OF_ITEM);
    bool row;
    db_bind_text(q, 1, it->outside);
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    it->erased_at = db_i64(q, 0);
    it->erased_basis = db_text_dup(a, q, 1);
    it->reason = erased_words(a, it->erased_at, it->erased_basis);
    return db_run(q, e);
}

static rc mark_incident(struct db *d, struct arena *a, struct incident *in, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ERASED_OF_INCIDENT);
    db_bind_text(q, 1, in->id);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        in->erased_at = db_i64(q, 0);
        in->erased_basis = db_text_dup(a, q, 1);
        in->erased_claims += db_i64(q, 2);
        in->erased_all = db_i64(q, 3) == 1;
    }
}

rc records_mark_erased(struct db *d, struct arena *a, struct book *b, struct err *e) {
    struct stmt *any = db_stmt(d, &Q_ERASED_COUNT);
    bool row;
    TRY(db_step(any, &row, e));
    b->nerased = row ? db_i64(any, 0) : 0;
    TRY(db_run(any, e));
    if (b->nerased == 0) return RC_OK;
    for (i64 i = 0; i < b->nitems; i++)
        if (b->items[i].state == ITEM_ERASED) TRY(mark_item(d, a, &b->items[i], e));
    for (i64 i = 0; i < b->nincidents; i++)
        TRY(mark_incident(d, a, &b->incidents[i], e));
    return RC_OK;
}
