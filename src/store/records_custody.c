#include "store/custody.h"
#include "store/records_custody_sql.h"
#include "store/records_sql.h"

const char *const CUSTODY_ACTS[] = {"collected", "transferred", "accessed", "copied",    "shared",
                                    "archived",  "verified",    "returned", "destroyed", NULL};

/* ---- the parts ---- */

static rc put_event(struct apply *x, const struct json *p, struct str item, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_CUSTODY_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, item);
    db_bind_text(q, 4, json_get_str(p, "act"));
    bind_known(q, 5, json_get_str(p, "from"));
    bind_known(q, 6, json_get_str(p, "to"));
    db_bind_text(q, 7, json_get_str(p, "when"));
    bind_known(q, 8, json_get_str(p, "place"));
    bind_known(q, 9, json_get_str(p, "note"));
    db_bind_text(q, 10, x->actor);
    db_bind_i64(q, 11, x->at);
    bind_known(q, 12, json_get_str(p, "key"));
    db_bind_i64(q, 13, json_get_bool(p, "automatic"));
    return db_run(q, e);
}

static rc apply_custody(struct apply *x, const struct json *p, struct err *e) {
    JSON_EACH(item, json_get(p, "items"))
    TRY(put_event(x, p, item->s, e));
    return RC_OK;
}

static rc apply_intake(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_INTAKE_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_text(q, 2, json_canon(&x->a, p));
    return db_run(q, e);
}

/* Comes right after its intake. */
static rc apply_intake_source(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_INTAKE_SOURCE);
    db_bind_i64(q, 1, x->en->index);
    db_bind_text(q, 2, json_canon(&x->a, p));
    return db_run(q, e);
}

rc apply_item_more(struct apply *x, const struct json *p, struct err *e) {
    struct str path = json_get_str(p, "path"), sha512 = json_get_str(p, "sha512");
    if (!path.n && !sha512.n) return RC_OK;
    struct stmt *q = db_stmt(x->d, &Q_ITEM_MORE_PUT);
    db_bind_text(q, 1, json_get_str(p, "item"));
    bind_known(q, 2, path);
    bind_known(q, 3, sha512);
    return db_run(q, e);
}

rc apply_item_less(struct apply *x, struct str item, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ITEM_MORE_DEL);
    db_bind_text(q, 1, item);
    return db_run(q, e);
}

static rc apply_derived(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_DERIVED_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "item"));
    db_bind_text(q, 4, json_canon(&x->a, p));
    return db_run(q, e);
}

static const struct sql *const STATEMENTS[] = {
    &Q_DERIVED_PUT,   &Q_DERIVED_OF,    &Q_DERIVED_ALL,   &Q_CUSTODY_PUT,
    &Q_CUSTODY_OF,    &Q_CUSTODY_ALL,   &Q_CUSTODY_ITEMS, &Q_INTAKE_PUT,
    &Q_INTAKE_SOURCE, &Q_INTAKE_GET,    &Q_INTAKE_ALL,    &Q_ITEM_MORE_PUT,
    &Q_ITEM_MORE_GET, &Q_ITEM_MORE_ALL, &Q_ITEM_MORE_DEL, NULL};
static const struct table_rows TABLES[] = {{"custody", &Q_CUSTODY_ALL},
                                           {"intake", &Q_INTAKE_ALL},
                                           {"item_more", &Q_ITEM_MORE_ALL},
                                           {"derived", &Q_DERIVED_ALL},
                                           {0}};
static const struct part_kind PARTS[] = {{"custody", apply_custody},
                                         {"intake", apply_intake},
                                         {"intake_source", apply_intake_source},
                                         {"derived", apply_derived},
                                         {0}};

extern const struct noun NOUN_CUSTODY;
const struct noun NOUN_CUSTODY = {.name = "custody",
                                  .create = &Q_CUSTODY_CREATE,
                                  .tables = TABLES,
                                  .statements = STATEMENTS,
                                  .parts = PARTS};

/* ---- reading ---- */

static struct str col(struct arena *a, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(a, q, c);
}

rc records_custody(struct db *d, struct arena *a, struct str item, struct custody_event **out,
                   i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_CUSTODY_OF);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    db_bind_text(q, 1, item);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct custody_event){.entry = db_i64(q, 0),
                                                         .part = db_i64(q, 1),
                                                         .act = col(a, q, 2),
                                                         .from = col(a, q, 3),
                                                         .to = col(a, q, 4),
                                                         .happened = col(a, q, 5),
                                                         .place = col(a, q, 6),
                                                         .note = col(a, q, 7),
                                                         .actor = col(a, q, 8),
                                                         .at = db_i64(q, 9),
                                                         .key = col(a, q, 10),
                                                         .automatic = db_i64(q, 11) != 0};
    }
}

rc records_custody_items(struct db *d, struct arena *a, i64 reach, struct str **items, i64 *n,
                         struct err *e) {
    struct stmt *q = db_stmt(d, &Q_CUSTODY_ITEMS);
    i64 cap = 0;
    bool row;
    *items = NULL;
    *n = 0;
    db_bind_i64(q, 1, reach);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *items, *n, cap) = db_text_dup(a, q, 0);
    }
}

rc records_intake(struct db *d, struct arena *a, i64 entry, struct str *open, struct str *source,
                  struct err *e) {
    struct stmt *q = db_stmt(d, &Q_INTAKE_GET);
    bool row;
    db_bind_i64(q, 1, entry);
    *open = *source = (struct str){0};
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *open = col(a, q, 0);
    *source = col(a, q, 1);
    return db_run(q, e);
}

rc records_item_more(struct db *d, struct arena *a, struct str item, struct str *path,
                     struct str *sha512, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ITEM_MORE_GET);
    bool row;
    db_bind_text(q, 1, item);
    *path = *sha512 = (struct str){0};
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *path = col(a, q, 0);
    *sha512 = col(a, q, 1);
    return db_run(q, e);
}

rc records_entry_actor(struct db *d, struct arena *a, i64 entry, struct str *name, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_ENTRY_BY);
    bool row;
    db_bind_i64(q, 1, entry);
    TRY(db_step(q, &row, e));
    if (!row) return fail(e, RC_NOTFOUND, "there is no entry %lld", (long long)entry);
    *name = db_text_dup(a, q, 0);
    return db_run(q, e);
}

rc records_derived(struct db *d, struct arena *a, struct str item, struct derived_copy **out,
                   i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_DERIVED_OF);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    db_bind_text(q, 1, item);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct derived_copy){db_i64(q, 0), db_text_dup(a, q, 1)};
    }
}
