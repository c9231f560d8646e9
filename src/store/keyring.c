#include "store/keyring.h"

#include "store/keyring_sql.h"

static rc apply_rekeyed(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_KEY_ACT_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_i64(q, 3, x->at);
    db_bind_text(q, 4, x->actor);
    db_bind_text(q, 5, json_canon(&x->a, p));
    return db_run(q, e);
}

const struct part_kind KEYRING_PARTS[] = {{"rekeyed", apply_rekeyed}, {0}};

static rc take(struct stmt *q, struct arena *a, struct key_act *k, struct err *e) {
    struct json *p;
    TRY(json_read(a, db_text(q, 4), &p, e));
    *k = (struct key_act){.entry = db_i64(q, 0),
                          .at = db_i64(q, 2),
                          .by = db_text_dup(a, q, 3),
                          .what = json_get_str(p, "what"),
                          .recipient = json_get_str(p, "recipient"),
                          .name = json_get_str(p, "name"),
                          .reason = json_get_str(p, "reason"),
                          .epoch = json_get_i(p, "epoch", 0),
                          .body = p};
    return RC_OK;
}

rc records_key_acts(struct db *d, struct arena *a, struct key_act **out, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_KEY_ACTS);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct key_act *k = PUSH(a, *out, *n, cap);
        TRY(take(q, a, k, e));
    }
}
