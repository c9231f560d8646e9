/* Full-text search by FTS5 over folded text. A document has one row in search_doc (its name) and
 * one in search_text. */
#include "db/db_impl.h"

static rc id_of(struct db *d, const struct sql *q, struct str doc, i64 *id, bool *found,
                struct err *e) {
    struct stmt *s = db_stmt(d, q);
    if (doc.p) db_bind_text(s, 1, doc);
    TRY(db_step(s, found, e));
    if (*found) *id = db_i64(s, 0);
    bool more = false;
    if (*found) TRY(db_step(s, &more, e));
    return RC_OK;
}

rc db_search_del(struct db *d, struct str doc, struct err *e) {
    i64 id = 0;
    bool found;
    TRY(id_of(d, &SEARCH_ID, doc, &id, &found, e));
    if (!found) return RC_OK;
    struct stmt *s = db_stmt(d, &SEARCH_DEL);
    db_bind_i64(s, 1, id);
    TRY(db_run(s, e));
    s = db_stmt(d, &SEARCH_UNMAP);
    db_bind_text(s, 1, doc);
    return db_run(s, e);
}

rc db_search_put(struct db *d, struct str doc, struct str folded, struct err *e) {
    i64 id = 0;
    bool found;
    TRY(db_search_del(d, doc, e));
    TRY(id_of(d, &SEARCH_NEXT, (struct str){0}, &id, &found, e));
    struct stmt *s = db_stmt(d, &SEARCH_MAP);
    db_bind_text(s, 1, doc);
    db_bind_i64(s, 2, id);
    TRY(db_run(s, e));
    s = db_stmt(d, &SEARCH_PUT);
    db_bind_i64(s, 1, id);
    db_bind_text(s, 2, folded);
    return db_run(s, e);
}

/* Each word in quotes: FTS5's own query language (AND, NEAR, *, ^, column names) is out of reach of
 * whoever asks. */
static struct str match_of(struct arena *a, struct str words) {
    struct buf b = buf_make(a, words.n * 4 + 16);
    while (words.p) {
        struct str w = str_cut(&words, ' ');
        if (w.n == 0) continue;
        buf_puts(&b, b.n ? " \"" : "\"");
        for (i64 i = 0; i < w.n; i++) {
            if (w.p[i] == '"') buf_c(&b, '"');
            buf_c(&b, w.p[i] ? w.p[i] : ' ');
        }
        buf_c(&b, '"');
    }
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

rc db_search(struct db *d, struct arena *a, struct str words, i64 max, struct str **docs, i64 *n,
             struct err *e) {
    *docs = NULL;
    *n = 0;
    if (words.n > NAME_BYTES_MAX)
        return fail(e, RC_LIMIT, "a search has at most %d bytes", NAME_BYTES_MAX);
    struct str match = match_of(a, words);
    i64 cap = 0;
    bool row = match.n > 0;
    if (!row) return db_stuck(d, e);
    struct stmt *s = db_stmt(d, &SEARCH_FIND);
    db_bind_text(s, 1, match);
    db_bind_i64(s, 2, max);
    for (;;) {
        TRY(db_step(s, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *docs, *n, cap) = db_text_dup(a, s, 0);
    }
}
