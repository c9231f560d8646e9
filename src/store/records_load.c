/* Loading a case into memory: rows to nouns, sorted as records.h says, with the map of ids. */
#include "store/records.h"
#include "store/records_sql.h"

struct load {
    struct db *d;
    struct arena *a;
    struct book *b;
    struct map outside; /* outside name -> item index */
    bool texts;
    struct arena tmp;
};

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

static void read_item(struct load *x, struct stmt *q, struct item *it) {
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
    };
}

static rc load_texts(struct load *x, struct err *e) {
    for (i64 i = 0; i < x->b->nitems; i++) {
        struct stmt *q = db_stmt(x->d, &Q_TEXT_GET);
        db_bind_text(q, 1, x->b->items[i].outside);
        bool row;
        TRY(db_step(q, &row, e));
        if (row) x->b->items[i].text = str_dup(x->a, db_blob(q, 0));
        if (row) TRY(db_run(q, e));
    }
    return RC_OK;
}

static rc load_items(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ITEMS);
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) break;
        i64 at = x->b->nitems;
        struct item *it = PUSH(x->a, x->b->items, x->b->nitems, cap);
        read_item(x, q, it);
        remember(x, it->id, at);
        remember(x, it->outside, at);
        map_put(&x->outside, x->a, it->outside, NULL)->value = at;
    }
    return x->texts ? load_texts(x, e) : RC_OK;
}

static rc read_claim(struct load *x, struct stmt *q, struct claim_row *r, struct err *e) {
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
    r->entry = db_i64(q, 5);
    r->part = db_i64(q, 6);
    r->actor = col(x, q, 8);
    r->incident = -1;
    return RC_OK;
}

static rc load_claims(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_CLAIMS);
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 at = x->b->nclaims;
        struct claim_row *r = PUSH(x->a, x->b->claims, x->b->nclaims, cap);
        TRY(read_claim(x, q, r, e));
        remember(x, r->c.id, at);
    }
}

static rc load_publications(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_PUBLICATIONS);
    i64 cap = 0;
    bool row;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) break;
        i64 at = x->b->npublications;
        struct publication *p = PUSH(x->a, x->b->publications, x->b->npublications, cap);
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
    }
    i64 caps = 0, owner = -1;
    q = db_stmt(x->d, &Q_FEEDS);
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 at = book_publication(x->b, db_text(q, 0));
        if (at < 0) return fail(e, RC_INTEGRITY, "projection: a feed without its publication");
        if (at != owner) caps = 0;
        owner = at;
        struct publication *p = &x->b->publications[at];
        *PUSH(x->a, p->feeds, p->nfeeds, caps) = col(x, q, 1);
    }
}

static rc load_aliases(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ALIASES);
    i64 cap = 0, owner = -1;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 at = book_party(x->b, db_text(q, 0));
        if (at < 0) return fail(e, RC_INTEGRITY, "projection: an alias without its party");
        if (at != owner) cap = 0;
        owner = at;
        struct party *p = &x->b->parties[at];
        *PUSH(x->a, p->aliases, p->naliases, cap) =
            (struct party_alias){.name = col(x, q, 1),
                                 .from = date_col(x, q, 2),
                                 .former = db_i64(q, 3) == 1,
                                 .source = col(x, q, 4),
                                 .entry = db_i64(q, 5)};
    }
}

static rc load_allies(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_ALLIES);
    i64 cap = 0, owner = -1;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 at = book_party(x->b, db_text(q, 0));
        if (at < 0) return fail(e, RC_INTEGRITY, "projection: an ally without its party");
        if (at != owner) cap = 0;
        owner = at;
        struct party *p = &x->b->parties[at];
        *PUSH(x->a, p->allies, p->nallies, cap) = (struct party_ally){.party = col(x, q, 1),
                                                                      .from = date_col(x, q, 2),
                                                                      .source = col(x, q, 3),
                                                                      .entry = db_i64(q, 4)};
    }
}

static rc load_parties(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_PARTIES);
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) break;
        i64 at = x->b->nparties;
        struct party *p = PUSH(x->a, x->b->parties, x->b->nparties, cap);
        *p = (struct party){.id = col(x, q, 0),
                            .name = col(x, q, 1),
                            .source = col(x, q, 2),
                            .entry = db_i64(q, 3)};
        remember(x, p->id, at);
    }
    TRY(load_aliases(x, e));
    return load_allies(x, e);
}

static rc load_places(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_PLACES);
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 at = x->b->nplaces;
        struct place *p = PUSH(x->a, x->b->places, x->b->nplaces, cap);
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
    }
}

static rc load_incidents(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_INCIDENTS);
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 at = x->b->nincidents;
        struct incident *in = PUSH(x->a, x->b->incidents, x->b->nincidents, cap);
        *in = (struct incident){
            .id = col(x, q, 0),
            .code = col(x, q, 1),
            .kind = (enum kind)db_i64(q, 2),
            .where = {.place = col(x, q, 3), .precision = (enum precision)db_i64(q, 4)},
            .place_words = col(x, q, 5),
            .when = date_col(x, q, 6),
            .merged_into = col(x, q, 7),
            .entry = db_i64(q, 8)};
        remember(x, in->id, at);
        remember(x, in->code, at);
    }
}

/* Two passes over the claims, so that each incident's list is one exact block in document order. */
static rc load_members(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_MEMBERS);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) break;
        i64 claim = book_claim(x->b, db_text(q, 0)), in = book_incident(x->b, db_text(q, 1));
        if (claim < 0 || in < 0)
            return fail(e, RC_INTEGRITY, "projection: a member without its incident");
        x->b->claims[claim].incident = in;
        x->b->incidents[in].nclaims++;
    }
    for (i64 i = 0; i < x->b->nincidents; i++) {
        x->b->incidents[i].claims = NEWN(x->a, i64, x->b->incidents[i].nclaims);
        x->b->incidents[i].nclaims = 0;
    }
    for (i64 i = 0; i < x->b->nclaims; i++) {
        if (x->b->claims[i].incident < 0) continue;
        struct incident *in = &x->b->incidents[x->b->claims[i].incident];
        in->claims[in->nclaims++] = i;
    }
    return RC_OK;
}

static rc load_reviews(struct load *x, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_REVIEWS);
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(x->a, x->b->reviews, x->b->nreviews, cap) =
            (struct review){.entry = db_i64(q, 0),
                            .claim = col(x, q, 1),
                            .act = col(x, q, 2),
                            .by = col(x, q, 3),
                            .at = db_i64(q, 4),
                            .reason = col(x, q, 5),
                            .part = db_i64(q, 6),
                            .undone = db_i64(q, 7) == 1};
    }
}

rc records_load(struct db *d, struct store *s, struct arena *a, bool texts, struct book *out,
                struct err *e) {
    *out = (struct book){.case_name = store_name(s), .checkpoint = store_checkpoint(s)};
    struct load x = {
        .d = d, .a = a, .b = out, .texts = texts, .tmp = arena_split(a, LOAD_SCRATCH_BYTES)};
    TRY(records_applied(d, &out->log_size, e));
    TRY(load_items(&x, e));
    TRY(load_publications(&x, e));
    TRY(load_parties(&x, e));
    TRY(load_places(&x, e));
    TRY(load_claims(&x, e));
    TRY(load_incidents(&x, e));
    TRY(load_members(&x, e));
    return load_reviews(&x, e);
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
