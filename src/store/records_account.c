#include "store/records_account.h"

static rc apply_account(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ACCOUNT_TOLD);
    struct str name = json_get_str(p, "name");
    db_bind_text(q, 1, name);
    db_bind_text(q, 2, json_get_str(p, "roles"));
    db_bind_text(q, 3, json_get_str(p, "state"));
    db_bind_i64(q, 4, x->at);
    db_bind_i64(q, 5, x->en->index);
    TRY(db_run(q, e));
    return apply_touch(x, name, e);
}

static rc apply_audit(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_AUDIT_HEAD_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, json_get_i(p, "n", 0));
    db_bind_text(q, 3, json_get_str(p, "head"));
    return db_run(q, e);
}

/* What held for the whole desk, or was decided about an export: told in the log, needed by no
 * table. */
static rc apply_told(struct apply *x, const struct json *p, struct err *e) {
    (void)x, (void)p, (void)e;
    return RC_OK;
}

static const struct sql *const STATEMENTS[] = {&Q_ACCOUNT_TOLD, &Q_AUDIT_HEAD_PUT, &Q_AUDIT_HEADS,
                                               &Q_TEAM_NAMES,   &Q_REACH_OF,       NULL};
static const struct table_rows TABLES[] = {
    {"account", &Q_ACCOUNTS_TOLD}, {"audit_head", &Q_AUDIT_HEADS}, {0}};
static const struct part_kind PARTS[] = {{"account", apply_account},
                                         {"audit", apply_audit},
                                         {"desk_mode", apply_told},
                                         {"export", apply_told},
                                         {0}};

extern const struct noun NOUN_ACCOUNT;
const struct noun NOUN_ACCOUNT = {.name = "account",
                                  .create = &Q_ACCOUNT_CREATE,
                                  .tables = TABLES,
                                  .statements = STATEMENTS,
                                  .parts = PARTS};

rc records_teams(struct db *d, struct arena *a, struct team **out, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_TEAM_NAMES);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct team){db_i64(q, 0), db_text_dup(a, q, 1)};
    }
}

rc records_reach(struct db *d, struct str outside, i64 *reach, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_REACH_OF);
    bool row;
    db_bind_text(q, 1, outside);
    *reach = 0;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *reach = db_i64(q, 0);
    return db_run(q, e);
}

rc records_audit_marks(struct db *d, struct arena *a, struct audit_mark **out, i64 *n,
                       struct err *e) {
    struct stmt *q = db_stmt(d, &Q_AUDIT_HEADS);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) =
            (struct audit_mark){db_i64(q, 0), db_i64(q, 1), db_text_dup(a, q, 2)};
    }
}
