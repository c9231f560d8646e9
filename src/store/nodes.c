#include "store/nodes.h"

#include "store/nodes_sql.h"

static rc apply_capture(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_CAPTURE_PUT);
    db_bind_text(q, 1, json_get_str(p, "node"));
    db_bind_i64(q, 2, json_get_i(p, "number", 0));
    db_bind_i64(q, 3, x->en->index);
    db_bind_text(q, 4, json_get_str(p, "sha256"));
    db_bind_text(q, 5, json_get_str(p, "item"));
    return db_run(q, e);
}

const struct part_kind NODE_PARTS[] = {{"capture", apply_capture}, {0}};

rc records_taken(struct db *d, struct arena *a, struct str node, i64 number, struct taken *out,
                 bool *found, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_CAPTURE_GET);
    db_bind_text(q, 1, node);
    db_bind_i64(q, 2, number);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = (struct taken){db_text_dup(a, q, 0), db_text_dup(a, q, 1), db_i64(q, 2)};
    return db_run(q, e);
}
