/* Sites and remains, read by queries. */
#include "store/records_site_sql.h"
#include "store/site.h"

static struct str col(struct arena *a, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(a, q, c);
}

static void bind(struct stmt *q, int at, struct str s) {
    db_bind_text(q, at, s.p ? s : S(""));
}

static rc read_body(struct arena *a, struct str text, const struct json **out, struct err *e) {
    struct json *j;
    TRY(json_read(a, text, &j, e));
    *out = j;
    return RC_OK;
}

static rc take_site(struct arena *a, struct stmt *q, struct site *s, struct err *e) {
    *s = (struct site){.id = col(a, q, 0),
                       .name = col(a, q, 1),
                       .item = col(a, q, 2),
                       .entry = db_i64(q, 4),
                       .remains = db_i64(q, 5)};
    return read_body(a, col(a, q, 3), &s->body, e);
}

rc records_sites(struct db *d, struct arena *a, i64 reach, struct str after, i64 most,
                 struct site **out, i64 *n, struct str *next, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &G_SITES);
    db_bind_i64(q, 1, reach);
    bind(q, 2, after);
    db_bind_i64(q, 3, most + 1);
    *out = NULL;
    *n = 0;
    *next = (struct str){0};
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        if (*n == most) *next = (*out)[most - 1].name;
        if (*n < most) TRY(take_site(a, q, PUSH(a, *out, *n, cap), e));
    }
}

static bool is_id(struct str s, const char *prefix) {
    return s.n == 18 && str_starts(s, str_c(prefix));
}

rc records_site(struct db *d, struct arena *a, struct str name, i64 reach, bool *found,
                struct site *out, struct err *e) {
    struct stmt *q = db_stmt(d, &G_SITE);
    db_bind_i64(q, 1, reach);
    db_bind_text(q, 2, is_id(name, "g-") ? name : site_id(a, name));
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    TRY(take_site(a, q, out, e));
    return db_run(q, e);
}

static rc take_remains(struct arena *a, struct stmt *q, struct remains *r, struct err *e) {
    *r = (struct remains){.number = col(a, q, 0),
                          .id = col(a, q, 1),
                          .of = col(a, q, 2),
                          .site = col(a, q, 3),
                          .site_name = col(a, q, 4),
                          .item = col(a, q, 5),
                          .holder = col(a, q, 6),
                          .storage = col(a, q, 7),
                          .since = col(a, q, 8),
                          .entry = db_i64(q, 10)};
    return read_body(a, col(a, q, 9), &r->body, e);
}

rc records_remains_list(struct db *d, struct arena *a, struct str site, i64 reach, struct str after,
                        i64 most, struct remains **out, i64 *n, struct str *next, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, site.n ? &G_REMAINS_OF : &G_REMAINS_ALL);
    db_bind_i64(q, 1, reach);
    bind(q, 2, after);
    db_bind_i64(q, 3, most + 1);
    if (site.n) db_bind_text(q, 4, site);
    *out = NULL;
    *n = 0;
    *next = (struct str){0};
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        if (*n == most) *next = (*out)[most - 1].number;
        if (*n < most) TRY(take_remains(a, q, PUSH(a, *out, *n, cap), e));
    }
}

rc records_remains(struct db *d, struct arena *a, struct str number, i64 reach, bool *found,
                   struct remains *out, struct err *e) {
    struct stmt *q = db_stmt(d, &G_REMAINS);
    db_bind_i64(q, 1, reach);
    db_bind_text(q, 2, is_id(number, "b-") ? number : remains_id(a, number));
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    TRY(take_remains(a, q, out, e));
    return db_run(q, e);
}

rc records_movements(struct db *d, struct arena *a, struct str number, struct movement **out,
                     i64 *n, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &G_MOVES);
    db_bind_text(q, 1, number);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct movement){.from = col(a, q, 0),
                                                    .to = col(a, q, 1),
                                                    .storage = col(a, q, 2),
                                                    .date = col(a, q, 3),
                                                    .reason = col(a, q, 4),
                                                    .actor = col(a, q, 5),
                                                    .at = db_i64(q, 6),
                                                    .entry = db_i64(q, 7)};
    }
}

rc records_findings(struct db *d, struct arena *a, struct str number, struct examined **out, i64 *n,
                    struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &G_FINDINGS);
    db_bind_text(q, 1, number);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct examined){.what = col(a, q, 0),
                                                   .words = col(a, q, 1),
                                                   .examiner = col(a, q, 2),
                                                   .method = col(a, q, 3),
                                                   .date = col(a, q, 4),
                                                   .item = col(a, q, 5),
                                                   .actor = col(a, q, 6),
                                                   .at = db_i64(q, 7),
                                                   .entry = db_i64(q, 8)};
    }
}

rc records_conclusions(struct db *d, struct arena *a, struct str number, struct conclusion **out,
                       i64 *n, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &G_CONCLUSIONS);
    db_bind_text(q, 1, number);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct conclusion){.cause = col(a, q, 0),
                                                      .manner = col(a, q, 1),
                                                      .words = col(a, q, 2),
                                                      .by = col(a, q, 3),
                                                      .date = col(a, q, 4),
                                                      .actor = col(a, q, 5),
                                                      .at = db_i64(q, 6),
                                                      .entry = db_i64(q, 7)};
    }
}

rc records_tags(struct db *d, struct arena *a, struct str number, struct tag **out, i64 *n,
                struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &G_TAGS);
    db_bind_text(q, 1, number);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) =
            (struct tag){col(a, q, 0), col(a, q, 1), col(a, q, 2), col(a, q, 3)};
    }
}

rc records_orphans(struct db *d, struct arena *a, i64 reach, struct orphan **out, i64 *n,
                   struct err *e) {
    static const struct {
        const char *what;
        const struct sql *sql;
    } LOST[] = {{"tag_without_remains", &G_LOST_TAGS},
                {"part_without_body", &G_LOST_PARTS},
                {"no_photo", &G_NO_PHOTO}};
    i64 cap = 0;
    *out = NULL;
    *n = 0;
    for (i64 i = 0; i < LEN(LOST); i++) {
        struct stmt *q = db_stmt(d, LOST[i].sql);
        db_bind_i64(q, 1, reach);
        db_bind_i64(q, 2, LIST_COUNT_MAX);
        for (bool row = true;;) {
            TRY(db_step(q, &row, e));
            if (!row) break;
            *PUSH(a, *out, *n, cap) =
                (struct orphan){str_c(LOST[i].what), col(a, q, 0), col(a, q, 1), col(a, q, 2)};
        }
    }
    return RC_OK;
}
