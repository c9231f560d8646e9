/* Transcripts, translations and corrected statements of the recorder: the parts, and reading them
 * back. */
#include "store/copy.h"
#include "store/records_copy_sql.h"
#include "store/records_sql.h"

/* ---- the parts ---- */

static rc next_version(struct apply *x, struct str item, const char *what, struct str lang,
                       i64 *version, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_COPY_LAST);
    db_bind_text(q, 1, item);
    db_bind_text(q, 2, str_c(what));
    db_bind_text(q, 3, lang);
    bool row;
    TRY(db_step(q, &row, e));
    *version = 1 + (row ? db_i64(q, 0) : 0);
    return row ? db_run(q, e) : RC_OK;
}

static rc put_copy(struct apply *x, const struct json *p, const char *what, struct str body,
                   struct err *e) {
    struct str item = json_get_str(p, "item"), lang = json_get_str(p, "lang");
    i64 version;
    if (!lang.n) lang = S("und");
    TRY(next_version(x, item, what, lang, &version, e));
    struct stmt *q = db_stmt(x->d, &Q_COPY_PUT);
    db_bind_text(q, 1, item);
    db_bind_text(q, 2, str_c(what));
    db_bind_text(q, 3, lang);
    db_bind_i64(q, 4, version);
    db_bind_text(q, 5, x->actor);
    db_bind_i64(q, 6, x->at);
    db_bind_i64(q, 7, x->en->index);
    if (body.p)
        db_bind_blob(q, 8, body);
    else
        db_bind_null(q, 8);
    TRY(db_run(q, e));
    return apply_touch(x, item, e);
}

/* Stands beside the reading part that holds the text: says who typed it. */
static rc apply_transcript(struct apply *x, const struct json *p, struct err *e) {
    return put_copy(x, p, "transcript", (struct str){0}, e);
}

static rc apply_translation(struct apply *x, const struct json *p, struct err *e) {
    struct str body;
    TRY(store_object(x->s, &x->a, x->en->index, json_get_str(p, "object"), TEXT_BYTES_MAX, &body,
                     e));
    return put_copy(x, p, "translation", body, e);
}

/* What the recorder says of an item: field of the part, column of Q_ITEM_SAID, its update. */
static const struct {
    const char *field;
    int column;
    const struct sql *say;
} SAID[] = {{"publication", 0, &Q_ITEM_SAY_PUBLICATION},
            {"published", 1, &Q_ITEM_SAY_PUBLISHED},
            {"lang", 2, &Q_ITEM_SAY_LANG},
            {"url", 3, &Q_ITEM_SAY_URL},
            {"from", 4, &Q_ITEM_SAY_FROM}};

static rc said_before(struct apply *x, struct str item, int column, struct str *was,
                      struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ITEM_SAID);
    db_bind_text(q, 1, item);
    bool row;
    TRY(db_step(q, &row, e));
    *was = (struct str){0};
    if (!row) return fail(e, RC_INTEGRITY, "a statement names an item that is not in the log");
    if (!db_is_null(q, column)) *was = db_text_dup(&x->a, q, column);
    return db_run(q, e);
}

static rc say(struct apply *x, struct str item, i64 which, struct str now, struct err *e) {
    struct str value = now;
    if (which == 0 && now.n) {
        value = publication_id(&x->a, now);
        struct stmt *seen = db_stmt(x->d, &Q_PUBLICATION_SEEN);
        db_bind_text(seen, 1, value);
        db_bind_text(seen, 2, now);
        db_bind_i64(seen, 3, x->en->index);
        TRY(db_run(seen, e));
    }
    struct stmt *q = db_stmt(x->d, SAID[which].say);
    db_bind_text(q, 1, item);
    bind_known(q, 2, value);
    return db_run(q, e);
}

static rc put_restated(struct apply *x, struct str item, i64 which, struct str now, struct err *e) {
    struct str was;
    TRY(said_before(x, item, SAID[which].column, &was, e));
    struct stmt *q = db_stmt(x->d, &Q_RESTATED_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, str_c(SAID[which].field));
    db_bind_text(q, 4, item);
    bind_known(q, 5, was);
    bind_known(q, 6, now);
    db_bind_text(q, 7, x->actor);
    db_bind_i64(q, 8, x->at);
    TRY(db_run(q, e));
    return say(x, item, which, now, e);
}

/* A field that is there is said anew; "" takes it back. */
static rc apply_restated(struct apply *x, const struct json *p, struct err *e) {
    struct str item = json_get_str(p, "item");
    for (i64 i = 0; i < LEN(SAID); i++)
        if (json_get(p, SAID[i].field))
            TRY(put_restated(x, item, i, json_get_str(p, SAID[i].field), e));
    return apply_touch(x, item, e);
}

rc apply_statement(struct apply *x, struct str object, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_STATEMENT_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, object);
    db_bind_text(q, 4, x->actor);
    db_bind_i64(q, 5, x->at);
    db_bind_text(q, 6, json_canon(&x->a, p));
    return db_run(q, e);
}

static const struct part_kind PARTS[] = {{"transcript", apply_transcript},
                                         {"translation", apply_translation},
                                         {"restated", apply_restated},
                                         {"restated_source", apply_restated},
                                         {0}};

const struct noun NOUN_COPY = {.name = "copy",
                               .create = &Q_COPY_CREATE,
                               .tables = COPY_TABLES,
                               .statements = COPY_STATEMENTS,
                               .parts = PARTS};

/* ---- reading ---- */

static struct str col(struct arena *a, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(a, q, c);
}

rc records_copies(struct db *d, struct arena *a, struct str outside, struct copy **out, i64 *n,
                  struct err *e) {
    struct stmt *q = db_stmt(d, &Q_COPIES_OF);
    db_bind_text(q, 1, outside);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct copy){.what = col(a, q, 0),
                                                .lang = col(a, q, 1),
                                                .version = db_i64(q, 2),
                                                .by = col(a, q, 3),
                                                .at = db_i64(q, 4),
                                                .entry = db_i64(q, 5)};
    }
}

rc records_copy_text(struct db *d, struct arena *a, struct str outside, struct str lang,
                     i64 version, struct str *out, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_COPY_TEXT);
    db_bind_text(q, 1, outside);
    db_bind_text(q, 2, lang);
    db_bind_i64(q, 3, version);
    bool row;
    TRY(db_step(q, &row, e));
    *out = (struct str){0};
    if (!row) return RC_OK;
    *out = str_dup(a, db_blob(q, 0));
    return db_run(q, e);
}

rc records_typed(struct db *d, struct str outside, bool *typed, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_COPY_TYPED);
    db_bind_text(q, 1, outside);
    TRY(db_step(q, typed, e));
    return *typed ? db_run(q, e) : RC_OK;
}

rc records_restated(struct db *d, struct arena *a, struct str outside, struct restated **out,
                    i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_RESTATED_OF);
    db_bind_text(q, 1, outside);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct restated){.field = col(a, q, 0),
                                                    .was = col(a, q, 1),
                                                    .now = col(a, q, 2),
                                                    .by = col(a, q, 3),
                                                    .at = db_i64(q, 4),
                                                    .entry = db_i64(q, 5)};
    }
}

rc records_statements(struct db *d, struct arena *a, struct str object, struct statement **out,
                      i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_STATEMENTS_OF);
    db_bind_text(q, 1, object);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct statement *s = PUSH(a, *out, *n, cap);
        TRY(json_read(a, db_text(q, 0), &s->said, e));
        s->by = col(a, q, 1);
        s->at = db_i64(q, 2);
        s->entry = db_i64(q, 3);
    }
}
