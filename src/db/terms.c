/* Documents by their terms, by FTS5: lists of document numbers in order, which AND skips through.
 * The query language is out of reach of whoever asks: every term is quoted. */
#include "db/db_impl.h"

rc db_terms_del(struct db *d, i64 doc, struct err *e) {
    struct stmt *s = db_stmt(d, &TERMS_DEL);
    db_bind_i64(s, 1, doc);
    return db_run(s, e);
}

rc db_terms_put(struct db *d, i64 doc, struct str marks, struct str words, struct err *e) {
    TRY(db_terms_del(d, doc, e));
    struct stmt *s = db_stmt(d, &TERMS_PUT);
    db_bind_i64(s, 1, doc);
    db_bind_text(s, 2, marks.n ? marks : S(""));
    db_bind_text(s, 3, words.n ? words : S(""));
    return db_run(s, e);
}

rc db_terms_get(struct db *d, struct arena *a, i64 doc, struct str *marks, struct str *words,
                bool *found, struct err *e) {
    struct stmt *s = db_stmt(d, &TERMS_GET);
    db_bind_i64(s, 1, doc);
    TRY(db_step(s, found, e));
    if (!*found) return RC_OK;
    *marks = db_text_dup(a, s, 0);
    if (words) *words = db_text_dup(a, s, 1);
    return db_run(s, e);
}

/* One token: what the index would cut at is left out. Nothing left: a term that no document has. */
static void put_term(struct buf *b, struct str t) {
    i64 n = b->n + 1;
    buf_c(b, '"');
    for (i64 i = 0; i < t.n; i++)
        if (is_alnum(t.p[i]) || t.p[i] == '_' || (u8)t.p[i] >= 0x80) buf_c(b, t.p[i]);
    buf_puts(b, b->n == n ? "_\"" : "\"");
}

/* FTS5's NOT binds before AND, so what must not occur stands at the end of it all. */
static void put_groups(struct buf *b, const struct terms_query *q, bool none) {
    bool first = true;
    for (i64 i = 0; i < q->n; i++) {
        const struct term_any *g = &q->all[i];
        if (g->none != none || g->n == 0) continue;
        if (!first) buf_puts(b, none ? " OR " : " AND ");
        first = false;
        buf_c(b, '(');
        for (i64 k = 0; k < g->n; k++) {
            if (k) buf_puts(b, " OR ");
            put_term(b, g->terms[k]);
        }
        buf_c(b, ')');
    }
}

static rc match_of(struct arena *a, const struct terms_query *q, struct str *out, struct err *e) {
    struct buf b = buf_make(a, DB_MATCH_MAX), without = buf_make(a, DB_MATCH_MAX);
    buf_c(&b, '(');
    put_groups(&b, q, false);
    buf_c(&b, ')');
    CHECK(b.n > 2);
    put_groups(&without, q, true);
    if (without.n) {
        buf_puts(&b, " NOT (");
        buf_put(&b, buf_str(&without));
        buf_c(&b, ')');
    }
    if (!buf_ok(&b) || !buf_ok(&without))
        return fail(e, RC_LIMIT, "a search has at most %d bytes of terms", DB_MATCH_MAX);
    *out = buf_str(&b);
    return RC_OK;
}

static struct stmt *bound(struct db *d, const struct sql *sql, const struct terms_query *q,
                          struct str match, i64 most) {
    struct stmt *s = db_stmt(d, sql);
    db_bind_text(s, 1, match);
    db_bind_i64(s, 2, q->from);
    db_bind_i64(s, 3, q->to);
    db_bind_i64(s, 4, most);
    return s;
}

rc db_terms_find(struct db *d, struct arena scratch, const struct terms_query *q, i64 most,
                 i64 *docs, i64 *n, struct err *e) {
    struct str match;
    *n = 0;
    TRY(match_of(&scratch, q, &match, e));
    struct stmt *s = bound(d, q->down ? &TERMS_DOWN : &TERMS_UP, q, match, most);
    for (;;) {
        bool row;
        TRY(db_step(s, &row, e));
        if (!row) return RC_OK;
        docs[(*n)++] = db_i64(s, 0);
    }
}

rc db_terms_count(struct db *d, struct arena scratch, const struct terms_query *q, i64 most, i64 *n,
                  struct err *e) {
    struct str match;
    bool row;
    TRY(match_of(&scratch, q, &match, e));
    struct stmt *s = bound(d, &TERMS_COUNT, q, match, most);
    TRY(db_step(s, &row, e));
    *n = row ? db_i64(s, 0) : 0;
    return row ? db_run(s, e) : RC_OK;
}
