#include "proof/hash.h"
#include "store/records_signer_sql.h"
#include "store/signer.h"

/* ---- the parts ---- */

static rc apply_signer(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_SIGNER_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "fingerprint"));
    db_bind_text(q, 4, json_get_str(p, "name"));
    db_bind_text(q, 5, json_get_str(p, "signer"));
    db_bind_text(q, 6, json_get_str(p, "public"));
    db_bind_text(q, 7, json_get_str(p, "reason"));
    db_bind_text(q, 8, x->actor);
    db_bind_i64(q, 9, x->at);
    return db_run(q, e);
}

static rc apply_closed(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_SIGNER_CLOSE);
    db_bind_text(q, 1, json_get_str(p, "fingerprint"));
    db_bind_i64(q, 2, x->en->index);
    db_bind_i64(q, 3, x->at);
    db_bind_text(q, 4, json_get_str(p, "reason"));
    return db_run(q, e);
}

rc apply_signed(struct apply *x, const struct json *part, struct err *e) {
    struct str text = json_get_str(part, "signed");
    u8 h[32];
    if (!text.n) return RC_OK;
    sha256(text, h);
    struct stmt *q = db_stmt(x->d, &Q_SIGNED_PUT);
    db_bind_text(q, 1, hex_encode(&x->a, bytes_str(h, 32)));
    db_bind_i64(q, 2, x->en->index);
    db_bind_i64(q, 3, x->part);
    return db_run(q, e);
}

static const struct sql *const STATEMENTS[] = {
    &Q_SIGNER_PUT, &Q_SIGNER_CLOSE, &Q_SIGNERS, &Q_SIGNED_PUT, &Q_SIGNED_AT, &Q_SIGNED_ALL, NULL};
static const struct table_rows TABLES[] = {{"signer", &Q_SIGNERS}, {"signed", &Q_SIGNED_ALL}, {0}};
static const struct part_kind PARTS[] = {
    {"signer", apply_signer}, {"signer_closed", apply_closed}, {0}};

extern const struct noun NOUN_SIGNER;
const struct noun NOUN_SIGNER = {.name = "signer",
                                 .create = &Q_SIGNER_CREATE,
                                 .tables = TABLES,
                                 .statements = STATEMENTS,
                                 .parts = PARTS};

/* ---- reading ---- */

static struct signer read_signer(struct arena *a, struct stmt *q) {
    bool closed = !db_is_null(q, 9);
    struct signer s = {.entry = db_i64(q, 0), .at = db_i64(q, 8)};
    s.fingerprint = db_text_dup(a, q, 2);
    s.name = db_text_dup(a, q, 3);
    s.by = db_text_dup(a, q, 4);
    s.key = db_text_dup(a, q, 5);
    s.reason = db_text_dup(a, q, 6);
    s.actor = db_text_dup(a, q, 7);
    s.closed = closed ? db_i64(q, 9) : -1;
    s.closed_at = closed ? db_i64(q, 10) : -1;
    if (closed) s.closed_reason = db_text_dup(a, q, 11);
    return s;
}

rc records_signers(struct db *d, struct arena *a, struct signer **out, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_SIGNERS);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = read_signer(a, q);
    }
}

bool signer_counts(const struct signer *s, i64 entry) {
    if (entry < 0) return s->closed < 0;
    return s->entry < entry && (s->closed < 0 || s->closed > entry);
}

rc records_signed_at(struct db *d, struct str hash, i64 *entry, i64 *part, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_SIGNED_AT);
    bool row;
    db_bind_text(q, 1, hash);
    *entry = *part = -1;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *entry = db_i64(q, 0);
    *part = db_i64(q, 1);
    return db_run(q, e);
}

rc records_signed_parts(struct db *d, struct arena *a, struct signed_part **out, i64 *n,
                        struct err *e) {
    struct stmt *q = db_stmt(d, &Q_SIGNED_ALL);
    i64 cap = 0;
    bool row;
    *out = NULL;
    *n = 0;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct signed_part){db_i64(q, 0), db_i64(q, 1)};
    }
}
