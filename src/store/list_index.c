/* Keeping the index of lists right: what changed is noted while entries are applied, and indexed
 * once before the transaction commits, in the order of numbers, which is how the index likes it. */
#include "store/list_index.h"

#include "store/list_sql.h"
#include "text/fold.h"

static i64 number_of(const struct apply *x, enum listed noun) {
    CHECK(x->en->index < (i64)1 << 32 && x->part < 1 << 24);
    return (i64)noun << 56 | x->en->index << 24 | x->part;
}

static rc note(struct apply *x, const struct sql *what, struct str object, struct err *e) {
    struct stmt *q = db_stmt(x->d, what);
    db_bind_text(q, 1, object);
    return db_run(q, e);
}

static rc number(struct apply *x, const struct sql *what, enum listed noun, struct str object,
                 struct err *e) {
    struct stmt *q = db_stmt(x->d, what);
    db_bind_i64(q, 1, number_of(x, noun));
    db_bind_text(q, 2, object);
    TRY(db_run(q, e));
    return note(x, &L_STALE, object, e);
}

rc list_touch(struct apply *x, struct str object, struct err *e) {
    if (str_starts(object, S("c-"))) {
        TRY(number(x, &L_NUMBER, LISTED_CLAIM, object, e));
        return note(x, &L_STALE_INCIDENT, object, e);
    }
    if (str_starts(object, S("i-"))) return number(x, &L_NUMBER, LISTED_INCIDENT, object, e);
    /* persons and lists of names (person.h), sites and remains (site.h) */
    if (object.n > 1 && object.p[1] == '-' && strchr("nlgb", object.p[0])) return RC_OK;
    TRY(number(x, &L_NUMBER_ITEM, LISTED_ITEM, object, e));
    TRY(note(x, &L_STALE_CLAIMS, object, e));
    return note(x, &L_STALE_INCIDENTS, object, e);
}

void list_say(struct list_doc *x, struct str words) {
    if (words.n)
        x->words = x->words.n ? str_cat(x->a, x->words, str_cat(x->a, S("\n"), words)) : words;
}

static rc index_one(struct list_doc *x, struct err *e) {
    static listed_fn *const NOUN[] = {
        [LISTED_ITEM] = list_item, [LISTED_CLAIM] = list_claim, [LISTED_INCIDENT] = list_incident};
    i64 noun = x->doc >> 56;
    CHECK(noun >= 1 && noun < LEN(NOUN));
    marks_add(&x->marks, S("x_all"));
    TRY(NOUN[noun](x, e));
    if (!x->found) return db_terms_del(x->d, x->doc, e);
    struct str folded = {0};
    if (x->words.n) TRY(text_fold(x->a, x->words, &folded, e));
    return db_terms_put(x->d, x->doc, marks_text(&x->marks), folded, e);
}

static rc index_all(struct db *d, struct arena scratch, struct list_places *places,
                    struct list_text *text, struct err *e) {
    struct stmt *q = db_stmt(d, &L_STALE_ALL);
    for (;;) {
        struct arena a = scratch;
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct list_doc x = {.d = d,
                             .a = &a,
                             .doc = db_i64(q, 0),
                             .id = db_text_dup(&a, q, 1),
                             .marks = {.a = &a},
                             .places = places,
                             .text = text};
        TRY(index_one(&x, e));
    }
}

rc records_index(struct db *d, struct arena scratch, struct err *e) {
    struct stmt *any = db_stmt(d, &L_STALE_ANY);
    bool row;
    TRY(db_step(any, &row, e));
    if (!row) return RC_OK;
    TRY(db_run(any, e));
    struct arena keep = arena_split(&scratch, LIST_PLACES_BYTES);
    struct list_places places = {.d = d, .keep = &keep};
    struct list_text text = {.room = arena_split(&scratch, TEXT_BYTES_MAX + 4096)};
    TRY(index_all(d, scratch, &places, &text, e));
    return db_run(db_stmt(d, &L_STALE_DONE), e);
}
