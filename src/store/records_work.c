/* What people add around claims and incidents: the parts, and reading them back. */
#include "store/records_work_sql.h"
#include "store/work.h"

/* ---- the parts ---- */

static void bind_who_when(struct apply *x, struct stmt *q, int at) {
    db_bind_text(q, at, x->actor);
    db_bind_i64(q, at + 1, x->at);
}

static rc apply_comment(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_COMMENT_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "object"));
    db_bind_text(q, 4, json_get_str(p, "words"));
    bind_who_when(x, q, 5);
    return db_run(q, e); /* says something about the object, changes nothing of it: not touched */
}

static rc apply_searched(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_SEARCHED_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "incident"));
    db_bind_text(q, 4, json_get_str(p, "where"));
    bind_known(q, 5, json_get_str(p, "on"));
    db_bind_text(q, 6, json_get_str(p, "found"));
    bind_who_when(x, q, 7);
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "incident"), e);
}

static rc apply_reply(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_REPLY_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "incident"));
    db_bind_text(q, 4, json_get_str(p, "party"));
    db_bind_text(q, 5, json_get_str(p, "words"));
    bind_known(q, 6, json_get_str(p, "on"));
    bind_known(q, 7, json_get_str(p, "source"));
    bind_who_when(x, q, 8);
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "incident"), e);
}

static rc drop_overlap(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_OVERLAP_DROP);
    db_bind_text(q, 1, json_get_str(p, "aggregate"));
    db_bind_text(q, 2, json_get_str(p, "incident"));
    return db_run(q, e);
}

static rc put_overlap(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_OVERLAP_PUT);
    db_bind_text(q, 1, json_get_str(p, "aggregate"));
    db_bind_text(q, 2, json_get_str(p, "incident"));
    db_bind_text(q, 3, json_get_str(p, "reason"));
    bind_who_when(x, q, 4);
    db_bind_i64(q, 6, x->en->index);
    db_bind_i64(q, 7, x->part);
    return db_run(q, e);
}

static rc apply_overlap(struct apply *x, const struct json *p, struct err *e) {
    if (json_get_bool(p, "apart"))
        TRY(drop_overlap(x, p, e));
    else
        TRY(put_overlap(x, p, e));
    TRY(apply_touch(x, json_get_str(p, "aggregate"), e));
    return apply_touch(x, json_get_str(p, "incident"), e);
}

rc apply_incident_overlay(struct apply *x, struct str incident, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_SET_OVERLAY);
    db_bind_text(q, 1, incident);
    TRY(db_run(q, e));
    return apply_incident_near(x, incident, e);
}

static rc drop_set(struct apply *x, struct str incident, struct err *e) {
    struct stmt *q = db_stmt(x->d, &Q_SET_DROP);
    db_bind_text(q, 1, incident);
    TRY(db_run(q, e));
    return apply_touch(x, incident, e);
}

static rc bind_kind(struct apply *x, struct stmt *q, int at, struct str name, struct err *e) {
    enum kind kind;
    if (!name.n) return db_bind_null(q, at), RC_OK;
    if (!kind_parse(name, &kind))
        return fail(e, RC_UNSUPPORTED,
                    "entry %lld names a kind of incident that this cairn does not know",
                    (long long)x->en->index);
    return db_bind_i64(q, at, kind), RC_OK;
}

static rc apply_incident_set(struct apply *x, const struct json *p, struct err *e) {
    struct str id = json_get_str(p, "incident"), precision = json_get_str(p, "precision");
    int grain = PRECISION_UNKNOWN;
    if (json_get_bool(p, "reset")) return drop_set(x, id, e);
    (void)word_parse("precision", precision, &grain);
    struct stmt *q = db_stmt(x->d, &Q_SET_PUT);
    db_bind_text(q, 1, id);
    bind_known(q, 2, json_get_str(p, "title"));
    TRY(bind_kind(x, q, 3, json_get_str(p, "as"), e));
    bind_known(q, 4, json_get_str(p, "place"));
    if (precision.n)
        db_bind_i64(q, 5, grain);
    else
        db_bind_null(q, 5);
    bind_known(q, 6, json_get_str(p, "place_words"));
    bind_known(q, 7, json_get_str(p, "when"));
    db_bind_i64(q, 8, x->en->index);
    TRY(db_run(q, e));
    TRY(apply_incident_overlay(x, id, e));
    return apply_touch(x, id, e);
}

static const struct part_kind PARTS[] = {{"comment", apply_comment},
                                         {"searched", apply_searched},
                                         {"reply", apply_reply},
                                         {"overlap", apply_overlap},
                                         {"incident_set", apply_incident_set},
                                         {0}};

const struct noun NOUN_WORK = {.name = "work",
                               .create = &Q_WORK_CREATE,
                               .tables = WORK_TABLES,
                               .statements = WORK_STATEMENTS,
                               .parts = PARTS};

/* ---- reading ---- */

static struct str col(struct arena *a, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(a, q, c);
}

static struct date_range date_col(struct arena *a, struct stmt *q, int c) {
    struct date_range r = {0};
    struct str s = col(a, q, c);
    return s.n && date_parse(s, &r) ? r : (struct date_range){0};
}

rc records_comments(struct db *d, struct arena *a, struct str object, struct comment **out, i64 *n,
                    struct err *e) {
    struct stmt *q = db_stmt(d, &Q_COMMENTS_OF);
    db_bind_text(q, 1, object);
    db_bind_i64(q, 2, WORK_ROWS_MAX);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct comment){.object = col(a, q, 0),
                                                   .words = col(a, q, 1),
                                                   .by = col(a, q, 2),
                                                   .at = db_i64(q, 3),
                                                   .entry = db_i64(q, 4),
                                                   .part = db_i64(q, 5)};
    }
}

static rc versions(struct stmt *q, struct arena *a, struct str claim, struct claim_version **out,
                   i64 *n, struct err *e) {
    db_bind_text(q, 1, claim);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        struct json *body;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        TRY(json_read(a, db_text(q, 5), &body, e));
        *PUSH(a, *out, *n, cap) = (struct claim_version){.version = db_i64(q, 0),
                                                         .entry = db_i64(q, 1),
                                                         .part = db_i64(q, 2),
                                                         .at = db_i64(q, 3),
                                                         .by = col(a, q, 4),
                                                         .body = body};
    }
}

rc records_versions(struct db *d, struct arena *a, struct str claim, struct claim_version **out,
                    i64 *n, struct err *e) {
    return versions(db_stmt(d, &Q_VERSIONS_OF), a, claim, out, n, e);
}

rc records_proposed(struct db *d, struct arena *a, struct str claim, struct claim_version **out,
                    i64 *n, struct err *e) {
    return versions(db_stmt(d, &Q_PROPOSED_OF), a, claim, out, n, e);
}

rc records_decisions(struct db *d, struct arena *a, struct str claim, struct review **out, i64 *n,
                     struct err *e) {
    struct stmt *q = db_stmt(d, &Q_DECISIONS_OF);
    db_bind_text(q, 1, claim);
    *out = NULL;
    for (i64 cap = *n = 0;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct review){.entry = db_i64(q, 0),
                                                  .claim = col(a, q, 1),
                                                  .act = col(a, q, 2),
                                                  .by = col(a, q, 3),
                                                  .at = db_i64(q, 4),
                                                  .reason = col(a, q, 5),
                                                  .part = db_i64(q, 6),
                                                  .undone = db_i64(q, 7) == 1};
    }
}

static rc ids_of(struct stmt *q, struct arena *a, struct str key, int column, struct str **ids,
                 i64 *n, i64 *cap, struct err *e) {
    db_bind_text(q, 1, key);
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *ids, *n, *cap) = col(a, q, column);
    }
}

rc records_overlaps(struct db *d, struct arena *a, struct str incident, struct str **ids, i64 *n,
                    struct err *e) {
    i64 cap = *n = 0;
    *ids = NULL;
    TRY(ids_of(db_stmt(d, &Q_OVERLAPS_OF), a, incident, 1, ids, n, &cap, e));
    return ids_of(db_stmt(d, &Q_OVERLAPS_ON), a, incident, 0, ids, n, &cap, e);
}

rc records_merged(struct db *d, struct arena *a, struct str incident, struct str **codes, i64 *n,
                  struct err *e) {
    i64 cap = *n = 0;
    *codes = NULL;
    return ids_of(db_stmt(d, &Q_MERGED_INTO), a, incident, 0, codes, n, &cap, e);
}

/* ---- into a book ---- */


static void add_searched(struct arena *a, struct book *b, struct stmt *q, i64 in, i64 *cap) {
    *PUSH(a, b->searched, b->nsearched, *cap) = (struct searched){.incident = in,
                                                                  .where = col(a, q, 1),
                                                                  .on = date_col(a, q, 2),
                                                                  .found = col(a, q, 3),
                                                                  .by = col(a, q, 4),
                                                                  .at = db_i64(q, 5),
                                                                  .entry = db_i64(q, 6),
                                                                  .part = db_i64(q, 7)};
}

static void add_reply(struct arena *a, struct book *b, struct stmt *q, i64 in, i64 *cap) {
    *PUSH(a, b->replies, b->nreplies, *cap) = (struct reply){.incident = in,
                                                             .party = col(a, q, 1),
                                                             .words = col(a, q, 2),
                                                             .on = date_col(a, q, 3),
                                                             .source = col(a, q, 4),
                                                             .by = col(a, q, 5),
                                                             .at = db_i64(q, 6),
                                                             .entry = db_i64(q, 7),
                                                             .part = db_i64(q, 8)};
}

static void add_overlap(struct arena *a, struct book *b, struct stmt *q, i64 in, i64 *cap) {
    i64 other = book_incident(b, db_text(q, 1));
    if (other < 0) return; /* not there for whoever asks */
    *PUSH(a, b->overlaps, b->noverlaps, *cap) = (struct overlap){.aggregate = in,
                                                                 .incident = other,
                                                                 .reason = col(a, q, 2),
                                                                 .by = col(a, q, 3),
                                                                 .at = db_i64(q, 4),
                                                                 .entry = db_i64(q, 5),
                                                                 .part = db_i64(q, 6)};
}

static void add_set(struct arena *a, struct book *b, struct stmt *q, i64 in, i64 *cap) {
    struct incident *to = &b->incidents[in];
    (void)cap;
    to->title = col(a, q, 1);
    to->set_by_person = (to->title.n ? SET_TITLE : 0) | (db_is_null(q, 2) ? 0 : SET_KIND) |
                        (db_is_null(q, 3) ? 0 : SET_PLACE) | (db_is_null(q, 4) ? 0 : SET_WHEN);
}

typedef void add_fn(struct arena *a, struct book *b, struct stmt *q, i64 incident, i64 *cap);

/* Every row whose first column names an incident of the book. */
static rc rows(struct stmt *q, struct arena *a, struct book *b, add_fn *add, i64 *cap,
               struct err *e) {
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        i64 in = book_incident(b, db_text(q, 0));
        if (in >= 0) add(a, b, q, in, cap);
    }
}

static rc load(struct db *d, struct arena *a, struct book *b, bool whole, const struct sql *all,
               const struct sql *of, add_fn *add, struct err *e) {
    i64 cap = 0;
    if (whole) return rows(db_stmt(d, all), a, b, add, &cap, e);
    for (i64 i = 0; i < b->nincidents; i++) {
        struct stmt *q = db_stmt(d, of);
        db_bind_text(q, 1, b->incidents[i].id);
        TRY(rows(q, a, b, add, &cap, e));
    }
    return RC_OK;
}

rc records_work_load(struct db *d, struct arena *a, struct book *b, bool whole, struct err *e) {
    b->searched = NULL, b->replies = NULL, b->overlaps = NULL;
    b->nsearched = b->nreplies = b->noverlaps = 0;
    TRY(load(d, a, b, whole, &Q_SEARCHED_ALL, &Q_SEARCHED_OF, add_searched, e));
    TRY(load(d, a, b, whole, &Q_REPLIES_ALL, &Q_REPLIES_OF, add_reply, e));
    TRY(load(d, a, b, whole, &Q_OVERLAPS_ALL, &Q_OVERLAPS_OF, add_overlap, e));
    return load(d, a, b, whole, &Q_SET_ALL, &Q_SET_OF, add_set, e);
}
