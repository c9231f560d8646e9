/* By what items, claims and incidents are found in lists. */
#include "store/claim.h"
#include "store/list_index.h"
#include "store/list_sql.h"
#include "store/records_sql.h"
#include "text/fold.h"

static struct str col(struct list_doc *x, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(x->a, q, c);
}

static struct date_range date_col(struct list_doc *x, struct stmt *q, int c) {
    struct date_range r = {0};
    struct str s = col(x, q, c);
    if (s.n && !date_parse(s, &r)) r = (struct date_range){0};
    return r;
}

struct str list_item_mark(struct arena *a, struct str outside) {
    return mark_of(a, 'i', str_sub(outside, 0, 24));
}

static void mark_place_words(struct list_doc *x, struct str words) {
    struct str folded = text_fold_name(x->a, words);
    if (folded.n) marks_add(&x->marks, mark_name(x->a, folded));
}

/* ---- items ---- */

rc list_item(struct list_doc *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &L_ITEM);
    db_bind_text(q, 1, x->id);
    TRY(db_step(q, &x->found, e));
    if (!x->found) return RC_OK;
    marks_add(&x->marks, S("x_live"));
    marks_num(&x->marks, 's', db_i64(q, 0));
    marks_put(&x->marks, 'b', col(x, q, 1));
    marks_put(&x->marks, 'g', col(x, q, 2));
    marks_reach(&x->marks, db_i64(q, 3));
    marks_days(&x->marks, date_col(x, q, 4));
    marks_add(&x->marks, list_item_mark(x->a, x->id));
    struct str text = db_is_null(q, 8) ? (struct str){0} : db_blob(q, 8);
    struct buf words = buf_make(x->a, text.n + 4 * NAME_BYTES_MAX);
    for (int c = 5; c <= 7; c++) {
        buf_put(&words, str_sub(col(x, q, c), 0, NAME_BYTES_MAX));
        buf_c(&words, '\n');
    }
    buf_put(&words, text);
    list_say(x, buf_str(&words));
    return db_run(q, e);
}

/* ---- claims ---- */

/* The words of the text, read once for all claims of an item. */
static rc text_of(struct list_doc *x, struct str outside, struct str *out, struct err *e) {
    struct list_text *t = x->text;
    if (!str_eq(t->outside, outside)) {
        struct arena room = t->room;
        bool row;
        struct stmt *q = db_stmt(x->d, &Q_TEXT_GET);
        db_bind_text(q, 1, outside);
        TRY(db_step(q, &row, e));
        t->outside = str_dup(&room, outside);
        t->text = row ? str_dup(&room, db_blob(q, 0)) : (struct str){0};
        if (row) TRY(db_run(q, e));
    }
    *out = t->text;
    return RC_OK;
}

/* others: persons who accepted it and did not write it. */
static void mark_status(struct marks *m, i64 status, i64 others) {
    marks_num(m, 's', status);
    if (status != STATUS_WITHDRAWN) marks_add(m, S("x_live"));
    if (status == STATUS_ACCEPTED && others < 2) marks_add(m, S("q_second"));
}

/* Who decided on it, and who entered it. */
static rc mark_actors(struct list_doc *x, bool entered, struct err *e) {
    struct stmt *q = db_stmt(x->d, &L_ACTORS);
    db_bind_text(q, 1, x->id);
    bool row;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) break;
        marks_add(&x->marks, mark_actor(x->a, db_text(q, 0)));
    }
    if (!entered) return RC_OK;
    q = db_stmt(x->d, &Q_ENTRY_BY);
    db_bind_i64(q, 1, x->doc >> 24 & 0xffffffff);
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    marks_add(&x->marks, mark_actor(x->a, db_text(q, 0)));
    return db_run(q, e);
}

static rc mark_body(struct list_doc *x, const struct claim *c, struct str text, struct err *e) {
    marks_num(&x->marks, 'k', c->kind);
    marks_days(&x->marks, c->when.range);
    for (i64 i = 0; i < c->nwhere; i++) {
        struct span s = c->where[i].span;
        TRY(marks_place(&x->marks, x->places, c->where[i].place, e));
        if (span_some(s) && s.end <= text.n) mark_place_words(x, span_words(text, s));
    }
    const struct said *s = &c->said;
    if (s->nchain) marks_put(&x->marks, 'r', word_name("role", s->chain[0].role));
    for (i64 i = 0; i < s->nchain; i++)
        if (str_starts(s->chain[i].publication, S("s-")))
            marks_put(&x->marks, 'b', s->chain[i].publication);
    return mark_actors(x, c->by_person.n > 0, e);
}

rc list_claim(struct list_doc *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &L_CLAIM);
    db_bind_text(q, 1, x->id);
    TRY(db_step(q, &x->found, e));
    if (!x->found) return RC_OK;
    struct str outside = col(x, q, 2), body = col(x, q, 3), text;
    mark_status(&x->marks, db_i64(q, 0), db_i64(q, 1));
    marks_add(&x->marks, list_item_mark(x->a, outside));
    marks_put(&x->marks, 'b', col(x, q, 4));
    marks_put(&x->marks, 'g', col(x, q, 5));
    marks_reach(&x->marks, db_i64(q, 6));
    TRY(db_run(q, e));
    struct json *j;
    struct claim c;
    TRY(json_read(x->a, body, &j, e));
    TRY(claim_from_json(x->a, j, (struct str){0}, &c, e));
    TRY(text_of(x, outside, &text, e));
    TRY(mark_body(x, &c, text, e));
    struct span s = span_some(c.sentence) ? c.sentence : c.said.content;
    if (span_some(s) && s.end <= text.n) list_say(x, span_words(text, s));
    return RC_OK;
}

/* ---- incidents ---- */

static rc say_place(struct list_doc *x, struct str id, struct err *e) {
    if (!id.n) return RC_OK;
    struct stmt *q = db_stmt(x->d, &L_PLACE_NAMES);
    db_bind_text(q, 1, id);
    bool row;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    for (int c = 0; c < 3; c++)
        list_say(x, col(x, q, c));
    return db_run(q, e);
}

/* What an incident has from its living claims, each for those who may see that claim. */
static rc mark_members(struct list_doc *x, bool *live, struct err *e) {
    struct stmt *q = db_stmt(x->d, &L_MEMBERS);
    db_bind_text(q, 1, x->id);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 status = db_i64(q, 0), reach = db_i64(q, 5);
        marks_reach(&x->marks, reach);
        if (status == STATUS_WITHDRAWN) continue;
        *live = true;
        marks_apart(&x->marks, mark_num(x->a, 's', status), reach);
        if (status == STATUS_ACCEPTED && db_i64(q, 1) == 1)
            marks_apart(&x->marks, S("q_second"), reach);
        marks_apart(&x->marks, list_item_mark(x->a, db_text(q, 2)), reach);
        if (!db_is_null(q, 3)) marks_apart(&x->marks, mark_of(x->a, 'b', db_text(q, 3)), reach);
        if (!db_is_null(q, 4)) marks_apart(&x->marks, mark_of(x->a, 'g', db_text(q, 4)), reach);
    }
}

rc list_incident(struct list_doc *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &L_INCIDENT);
    db_bind_text(q, 1, x->id);
    TRY(db_step(q, &x->found, e));
    if (!x->found) return RC_OK;
    struct str place = col(x, q, 2);
    bool merged = !db_is_null(q, 5), live = false;
    marks_num(&x->marks, 'k', db_i64(q, 1));
    marks_days(&x->marks, date_col(x, q, 4));
    list_say(x, col(x, q, 0));
    list_say(x, col(x, q, 3));
    mark_place_words(x, col(x, q, 3));
    list_say(x, col(x, q, 6));
    list_say(x, kind_phrase((enum kind)db_i64(q, 1)));
    if (!db_is_null(q, 7)) { /* all of its claims were erased: it is shown, as that */
        live = true;
        marks_reach(&x->marks, db_i64(q, 7));
    }
    TRY(db_run(q, e));
    TRY(marks_place(&x->marks, x->places, place, e));
    TRY(say_place(x, place, e));
    TRY(mark_members(x, &live, e));
    if (live && !merged) marks_add(&x->marks, S("x_live"));
    return RC_OK;
}
