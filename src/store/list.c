/* Lists, one screen at a time. A cursor is the number of the document at an end of the screen: "a"
 * and 16 hex for what comes after it, "b" for what comes before. */
#include "store/list_ask.h"
#include "store/list_sql.h"

struct cursor {
    bool set, back;
    i64 doc;
};

static rc read_cursor(struct arena scratch, struct str s, enum listed noun, struct cursor *c,
                      struct err *e) {
    *c = (struct cursor){0};
    if (!s.n) return RC_OK;
    struct str b = s.n == 17 ? hex_decode(&scratch, str_sub(s, 1, 17)) : (struct str){0};
    for (i64 i = 0; i < b.n; i++)
        c->doc = c->doc << 8 | (u8)b.p[i];
    if (b.n != 8 || (s.p[0] != 'a' && s.p[0] != 'b') || c->doc >> 56 != (i64)noun)
        return fail(e, RC_USAGE, "this is no place in the list: begin at its first screen");
    c->set = true;
    c->back = s.p[0] == 'b';
    return RC_OK;
}

static struct str write_cursor(struct arena *a, char which, i64 doc) {
    return str_fmt(a, "%c%016llx", which, (unsigned long long)doc);
}

static rc put_ids(struct db *d, struct arena *a, const i64 *docs, i64 n, struct list_page *out,
                  struct err *e) {
    out->ids = NEWN(a, struct str, n);
    for (i64 i = 0; i < n; i++) {
        struct stmt *q = db_stmt(d, &L_ID);
        db_bind_i64(q, 1, docs[i]);
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return fail(e, RC_INTEGRITY, "projection: the index of lists names nothing");
        out->ids[out->n++] = db_text_dup(a, q, 0);
        TRY(db_run(q, e));
    }
    return RC_OK;
}

/* The first screen finds as many as are counted, so that one walk does for both. */
static rc first_docs(const struct ask *x, struct arena scratch, i64 from, i64 to, i64 most,
                     i64 **docs, i64 *n, struct list_page *out, struct err *e) {
    i64 reach = most > LIST_COUNT_MAX ? most : LIST_COUNT_MAX;
    TRY(ask_docs(x, scratch, from, to, false, reach + 1, docs, n, e));
    out->count_more = *n > LIST_COUNT_MAX;
    out->count = out->count_more ? LIST_COUNT_MAX : *n;
    return RC_OK;
}

static rc further_docs(const struct ask *x, struct arena scratch, struct cursor c, i64 from, i64 to,
                       i64 most, i64 **docs, i64 *n, struct list_page *out, struct err *e) {
    bool above = x->down == c.back; /* what is asked for has higher numbers */
    if (above)
        from = c.doc + 1;
    else
        to = c.doc - 1;
    TRY(ask_docs(x, scratch, from, to, c.back, most + 1, docs, n, e));
    TRY(ask_count(x, scratch, LIST_COUNT_MAX + 1, &out->count, e));
    out->count_more = out->count > LIST_COUNT_MAX;
    if (out->count_more) out->count = LIST_COUNT_MAX;
    return RC_OK;
}

/* Found against the order of the list: nearest to the cursor first. */
static void put_in_order(i64 *docs, i64 n) {
    for (i64 i = 0; i < n / 2; i++) {
        i64 t = docs[i];
        docs[i] = docs[n - 1 - i];
        docs[n - 1 - i] = t;
    }
}

static rc screen(struct db *d, struct arena *a, struct arena scratch, enum listed noun,
                 const struct list_filter *f, struct str after, i64 most, struct list_page *out,
                 struct err *e) {
    struct ask *x = NEW(a, struct ask);
    struct cursor c;
    i64 from = (i64)noun << 56, to = from | (((i64)1 << 56) - 1), *docs, n;
    CHECK(most > 0 && most <= LIST_MOST_MAX);
    TRY(read_cursor(scratch, after, noun, &c, e));
    TRY(list_ask(d, a, noun, f, x, e));
    if (c.set)
        TRY(further_docs(x, scratch, c, from, to, most, &docs, &n, out, e));
    else
        TRY(first_docs(x, scratch, from, to, most, &docs, &n, out, e));
    bool more = n > most;
    if (more) n = most;
    if (c.back) put_in_order(docs, n);
    if (n && (c.back || more)) out->after = write_cursor(a, 'a', docs[n - 1]);
    if (n && (c.back ? more : c.set)) out->before = write_cursor(a, 'b', docs[0]);
    return put_ids(d, a, docs, n, out, e);
}

/* The end of the arena is lent for the while. */
static rc list(struct db *d, struct arena *a, enum listed noun, const struct list_filter *f,
               struct str after, i64 most, struct list_page *out, struct err *e) {
    *out = (struct list_page){0};
    char *end = a->end;
    struct arena scratch = arena_split(a, LIST_SCRATCH_BYTES);
    rc r = screen(d, a, scratch, noun, f, after, most, out, e);
    a->end = end;
    return r;
}

rc records_list_items(struct db *d, struct arena *a, const struct list_filter *f, struct str after,
                      i64 most, struct list_page *out, struct err *e) {
    return list(d, a, LISTED_ITEM, f, after, most, out, e);
}
rc records_list_claims(struct db *d, struct arena *a, const struct list_filter *f, struct str after,
                       i64 most, struct list_page *out, struct err *e) {
    return list(d, a, LISTED_CLAIM, f, after, most, out, e);
}
rc records_list_incidents(struct db *d, struct arena *a, const struct list_filter *f,
                          struct str after, i64 most, struct list_page *out, struct err *e) {
    return list(d, a, LISTED_INCIDENT, f, after, most, out, e);
}

rc records_claim_count(struct db *d, struct str outside, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &L_CLAIM_COUNT);
    db_bind_text(q, 1, outside);
    bool row;
    TRY(db_step(q, &row, e));
    *n = row ? db_i64(q, 0) : 0;
    return row ? db_run(q, e) : RC_OK;
}
