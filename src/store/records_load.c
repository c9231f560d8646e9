/* Loading a case into memory: rows to nouns, sorted as records.h says, with the map of ids. */
#include "store/erasure.h"
#include "store/records_rows.h"
#include "store/records_sql.h"
#include "store/setting.h"
#include "store/work.h"

static struct str col(struct load *x, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(x->a, q, c);
}

static struct date_range date_col(struct load *x, struct stmt *q, int c) {
    struct date_range r = {0};
    struct str s = col(x, q, c);
    if (s.n && !date_parse(s, &r)) r = (struct date_range){0};
    return r;
}

static void remember(struct load *x, struct str id, i64 index) {
    map_put(&x->b->by_id, x->a, id, NULL)->value = index;
}

void load_begin(struct load *x, struct db *d, struct arena *a, struct book *b) {
    *x = (struct load){.d = d, .a = a, .b = b, .end = a->end, .reach = -1};
    i64 quarter = (i64)(a->end - a->beg) / 4;
    x->tmp = arena_split(a, quarter < LOAD_SCRATCH_BYTES ? quarter : LOAD_SCRATCH_BYTES);
}

void load_end(struct load *x) {
    x->a->end = x->end;
}

rc load_each(struct load *x, struct stmt *q, row_fn *fn, struct err *e) {
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        TRY(fn(x, q, e));
    }
}

rc load_item(struct load *x, struct stmt *q, struct err *e) {
    (void)e;
    i64 at = x->b->nitems;
    struct item *it = PUSH(x->a, x->b->items, x->b->nitems, x->cap.items);
    *it = (struct item){
        .outside = col(x, q, 0),
        .id = col(x, q, 1),
        .name = col(x, q, 2),
        .size = db_i64(q, 3),
        .publication = col(x, q, 4),
        .publication_by_recorder = !db_is_null(q, 5),
        .published = {.range = date_col(x, q, 6), .anchor = col(x, q, 7)},
        .lang = col(x, q, 8),
        .url = col(x, q, 9),
        .from = col(x, q, 10),
        .state = (enum item_state)db_i64(q, 11),
        .reason = col(x, q, 12),
        .title = col(x, q, 13),
        .received_at = db_i64(q, 14),
        .entry = db_i64(q, 15),
        .part = db_i64(q, 16),
        .object_name = col(x, q, 17),
        .text_entry = db_is_null(q, 18) ? -1 : db_i64(q, 18),
        .text_part = db_i64(q, 19),
        .text_ordinal = db_i64(q, 20),
        .reach = db_i64(q, 21),
    };
    if (it->id.n) remember(x, it->id, at); /* an erased one has none */
    remember(x, it->outside, at);
    map_put(&x->outside, x->a, it->outside, NULL)->value = at;
    return RC_OK;
}

rc load_texts(struct load *x, struct err *e) {
    for (i64 i = 0; i < x->b->nitems; i++) {
        struct stmt *q = db_stmt(x->d, &Q_TEXT_GET);
        db_bind_text(q, 1, x->b->items[i].outside);
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) continue;
        struct item *it = &x->b->items[i];
        it->text = str_dup(x->a, db_blob(q, 0));
        TRY(text_marks_parse(x->a, col(x, q, 1), it->text.n, &it->marks, e));
        TRY(db_run(q, e));
    }
    return RC_OK;
}

rc load_claim(struct load *x, struct stmt *q, struct err *e) {
    i64 at = x->b->nclaims;
    struct claim_row *r = PUSH(x->a, x->b->claims, x->b->nclaims, x->cap.claims);
    struct json *j;
    struct arena tmp = x->tmp; /* the tree is dropped: claim_from_json copies what it keeps */
    TRY(json_read(&tmp, db_text(q, 7), &j, e));
    TRY(claim_from_json(x->a, j, (struct str){0}, &r->c, e));
    struct map_entry *item = map_get(&x->outside, db_text(q, 1));
    if (!item) return fail(e, RC_INTEGRITY, "projection: a claim without its item");
    r->item = item->value;
    r->c.doc = x->b->items[r->item].id;
    r->c.status = (enum claim_status)db_i64(q, 2);
    r->reviewers = db_i64(q, 3);
    r->version = db_i64(q, 4);
    r->others = db_i64(q, 9);
    r->entry = db_i64(q, 5);
    r->part = db_i64(q, 6);
    r->actor = col(x, q, 8);
    r->incident = -1;
    remember(x, r->c.id, at);
    return RC_OK;
}

static rc publication_row(struct load *x, struct stmt *q, struct err *e) {
    (void)e;
    i64 at = x->b->npublications;
    struct publication *p =
        PUSH(x->a, x->b->publications, x->b->npublications, x->cap.publications);
    *p = (struct publication){.id = col(x, q, 0),
                              .name = col(x, q, 1),
                              .owner = col(x, q, 2),
                              .side = col(x, q, 3),
                              .country = col(x, q, 4),
                              .from = date_col(x, q, 5),
                              .source = col(x, q, 6),
                              .registered = db_i64(q, 7) == 1,
                              .entry = db_i64(q, 8)};
    remember(x, p->id, at);
    return RC_OK;
}

/* Rows of one owner follow each other: its list grows alone. */
static rc owned_by(struct load *x, i64 at, const char *what, struct err *e) {
    if (at < 0) return fail(e, RC_INTEGRITY, "projection: %s without its owner", what);
    if (at != x->owner) x->cap.list = 0;
    x->owner = at;
    return RC_OK;
}

static rc feed_row(struct load *x, struct stmt *q, struct err *e) {
    TRY(owned_by(x, book_publication(x->b, db_text(q, 0)), "a feed", e));
    struct publication *p = &x->b->publications[x->owner];
    *PUSH(x->a, p->feeds, p->nfeeds, x->cap.list) = col(x, q, 1);
    return RC_OK;
}

static rc alias_row(struct load *x, struct stmt *q, struct err *e) {
    TRY(owned_by(x, book_party(x->b, db_text(q, 0)), "an alias", e));
    struct party *p = &x->b->parties[x->owner];
    *PUSH(x->a, p->aliases, p->naliases, x->cap.list) =
        (struct party_alias){.name = col(x, q, 1),
                             .from = date_col(x, q, 2),
                             .former = db_i64(q, 3) == 1,
                             .source = col(x, q, 4),
                             .entry = db_i64(q, 5)};
    return RC_OK;
}

static rc ally_row(struct load *x, struct stmt *q, struct err *e) {
    TRY(owned_by(x, book_party(x->b, db_text(q, 0)), "an ally", e));
    struct party *p = &x->b->parties[x->owner];
    *PUSH(x->a, p->allies, p->nallies, x->cap.list) = (struct party_ally){.party = col(x, q, 1),
                                                                          .from = date_col(x, q, 2),
                                                                          .source = col(x, q, 3),
                                                                          .entry = db_i64(q, 4)};
    return RC_OK;
}

static rc party_row(struct load *x, struct stmt *q, struct err *e) {
    (void)e;
    i64 at = x->b->nparties;
    struct party *p = PUSH(x->a, x->b->parties, x->b->nparties, x->cap.parties);
    *p = (struct party){.id = col(x, q, 0),
                        .name = col(x, q, 1),
                        .source = col(x, q, 2),
                        .entry = db_i64(q, 3)};
    remember(x, p->id, at);
    return RC_OK;
}

static rc place_row(struct load *x, struct stmt *q, struct err *e) {
    (void)e;
    i64 at = x->b->nplaces;
    struct place *p = PUSH(x->a, x->b->places, x->b->nplaces, x->cap.places);
    *p = (struct place){.id = col(x, q, 0),
                        .name = col(x, q, 1),
                        .name_ar = col(x, q, 2),
                        .name_ru = col(x, q, 3),
                        .parent = col(x, q, 4),
                        .country = col(x, q, 5),
                        .precision = (enum precision)db_i64(q, 6),
                        .lat = (i32)db_i64(q, 7),
                        .lon = (i32)db_i64(q, 8),
                        .entry = db_i64(q, 9)};
    remember(x, p->id, at);
    return RC_OK;
}

rc load_registers(struct load *x, struct err *e) {
    static const struct {
        const struct sql *q;
        row_fn *row;
    } REGISTERS[] = {{&Q_FEEDS, feed_row},
                     {&Q_PARTIES, party_row},
                     {&Q_ALIASES, alias_row},
                     {&Q_ALLIES, ally_row},
                     {&Q_PLACES, place_row}};
    struct stmt *q = db_stmt(x->d, &Q_PUBLICATIONS);
    db_bind_i64(q, 1, x->reach);
    TRY(load_each(x, q, publication_row, e));
    for (i64 i = 0; i < LEN(REGISTERS); i++) {
        x->owner = -1;
        TRY(load_each(x, db_stmt(x->d, REGISTERS[i].q), REGISTERS[i].row, e));
    }
    return RC_OK;
}

rc load_incident(struct load *x, struct stmt *q, struct err *e) {
    (void)e;
    i64 at = x->b->nincidents;
    struct incident *in = PUSH(x->a, x->b->incidents, x->b->nincidents, x->cap.incidents);
    *in = (struct incident){.id = col(x, q, 0),
                            .code = col(x, q, 1),
                            .kind = (enum kind)db_i64(q, 2),
                            .where = {.place = col(x, q, 3),
                                      .precision = (enum precision)db_i64(q, 4)},
                            .place_words = col(x, q, 5),
                            .when = date_col(x, q, 6),
                            .merged_into = col(x, q, 7),
                            .entry = db_i64(q, 8)};
    remember(x, in->id, at);
    remember(x, in->code, at);
    return RC_OK;
}

void load_member(struct load *x, i64 claim, i64 incident) {
    x->b->claims[claim].incident = incident;
    x->b->incidents[incident].nclaims++;
}

/* A second pass over the claims: each incident's list is one exact block in document order. */
void load_members_done(struct load *x) {
    struct book *b = x->b;
    for (i64 i = 0; i < b->nincidents; i++) {
        b->incidents[i].claims = NEWN(x->a, i64, b->incidents[i].nclaims);
        b->incidents[i].nclaims = 0;
    }
    for (i64 i = 0; i < b->nclaims; i++) {
        if (b->claims[i].incident < 0) continue;
        struct incident *in = &b->incidents[b->claims[i].incident];
        in->claims[in->nclaims++] = i;
    }
}

static rc member_row(struct load *x, struct stmt *q, struct err *e) {
    i64 claim = book_claim(x->b, db_text(q, 0)), in = book_incident(x->b, db_text(q, 1));
    if (claim < 0 || in < 0)
        return fail(e, RC_INTEGRITY, "projection: a member without its incident");
    load_member(x, claim, in);
    return RC_OK;
}

rc load_review(struct load *x, struct stmt *q, struct err *e) {
    (void)e;
    *PUSH(x->a, x->b->reviews, x->b->nreviews, x->cap.reviews) =
        (struct review){.entry = db_i64(q, 0),
                        .claim = col(x, q, 1),
                        .act = col(x, q, 2),
                        .by = col(x, q, 3),
                        .at = db_i64(q, 4),
                        .reason = col(x, q, 5),
                        .part = db_i64(q, 6),
                        .undone = db_i64(q, 7) == 1};
    return RC_OK;
}

rc load_facts(struct load *x, struct store *s, struct err *e) {
    *x->b = (struct book){.case_name = store_name(s), .checkpoint = store_checkpoint(s)};
    TRY(records_applied(x->d, &x->b->log_size, e));
    struct str two;
    TRY(records_setting(x->d, x->a, "two_person", &two, e));
    x->b->two_person = str_eqc(two, "all");
    struct stmt *q = db_stmt(x->d, &Q_INCIDENT_LAST);
    bool row;
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    x->b->last_number = db_i64(q, 0);
    return db_run(q, e);
}

rc records_load(struct db *d, struct store *s, struct arena *a, bool texts, struct book *out,
                struct err *e) {
    struct load x;
    load_begin(&x, d, a, out);
    TRY(load_facts(&x, s, e));
    TRY(load_each(&x, db_stmt(d, &Q_ITEMS), load_item, e));
    if (texts) TRY(load_texts(&x, e));
    TRY(load_registers(&x, e));
    TRY(load_each(&x, db_stmt(d, &Q_CLAIMS), load_claim, e));
    TRY(load_each(&x, db_stmt(d, &Q_INCIDENTS), load_incident, e));
    TRY(load_each(&x, db_stmt(d, &Q_MEMBERS), member_row, e));
    load_members_done(&x);
    TRY(load_each(&x, db_stmt(d, &Q_REVIEWS), load_review, e));
    load_end(&x);
    TRY(records_mark_erased(d, a, out, e));
    return records_work_load(d, a, out, true, e);
}

/* One map holds every id; the prefix tells the noun, so that a claim's id never finds an item. */
static i64 find(const struct book *b, struct str id, const char *prefix) {
    if (!str_starts(id, str_c(prefix))) return -1;
    struct map_entry *m = map_get(&b->by_id, id);
    return m ? m->value : -1;
}

i64 book_item(const struct book *b, struct str id) {
    struct map_entry *m = map_get(&b->by_id, id);
    return m && m->value < b->nitems &&
                   (str_eq(b->items[m->value].id, id) || str_eq(b->items[m->value].outside, id))
               ? m->value
               : -1;
}
i64 book_claim(const struct book *b, struct str id) {
    return find(b, id, "c-");
}
i64 book_publication(const struct book *b, struct str id) {
    return find(b, id, "s-");
}
i64 book_party(const struct book *b, struct str id) {
    return find(b, id, "a-");
}
i64 book_place(const struct book *b, struct str id) {
    return find(b, id, "p-");
}

i64 book_incident(const struct book *b, struct str id) {
    struct map_entry *m = map_get(&b->by_id, id);
    return m && m->value < b->nincidents &&
                   (str_eq(b->incidents[m->value].id, id) ||
                    str_eq(b->incidents[m->value].code, id))
               ? m->value
               : -1;
}

bool book_reviewed(const struct book *b, const struct claim_row *r) {
    if (r->c.status != STATUS_ACCEPTED) return false;
    return b->two_person ? r->others >= 2 : r->reviewers > 0;
}

struct str book_words(const struct book *b, const struct claim_row *r, struct span s) {
    struct str text = b->items[r->item].text;
    return span_some(s) && s.end <= text.n ? span_words(text, s) : (struct str){0};
}

rc records_digests(struct db *d, void (*each)(void *, const char *, const u8[32]), void *ctx,
                   struct err *e) {
    for (i64 n = 0; NOUNS[n]; n++)
        for (const struct table_rows *t = NOUNS[n]->tables; t->table; t++) {
            u8 digest[32];
            TRY(db_digest(d, t->rows, digest, e));
            each(ctx, t->table, digest);
        }
    return RC_OK;
}

rc records_proposals(struct db *d, struct arena scratch, struct str claim,
                     void (*each)(void *, const struct json *, i64), void *ctx, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_PROPOSALS);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        struct arena a = scratch;
        struct json *j;
        if (claim.n && !str_eq(db_text(q, 0), claim)) continue;
        TRY(json_read(&a, db_text_dup(&a, q, 4), &j, e));
        each(ctx, j, db_i64(q, 1));
    }
}
