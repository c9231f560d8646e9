/* Lists of names and persons, read by queries. */
#include "store/person.h"
#include "store/list_index.h"
#include "store/records_person_sql.h"

static struct str col(struct arena *a, struct stmt *q, int c) {
    return db_is_null(q, c) ? (struct str){0} : db_text_dup(a, q, c);
}

static struct str key_part(struct str s) {
    return s.p ? s : S("");
}

static void bind(struct stmt *q, int at, struct str s) {
    db_bind_text(q, at, key_part(s));
}

/* ---- lines ---- */

/* Columns as LINE_COLUMNS names them. */
static struct person_line line_of(struct arena *a, struct stmt *q) {
    struct person_line l = {.id = col(a, q, 0),
                            .list = col(a, q, 1),
                            .item = col(a, q, 2),
                            .name = col(a, q, 3),
                            .sex = col(a, q, 4),
                            .outcome = col(a, q, 5),
                            .place = col(a, q, 6),
                            .key = col(a, q, 7),
                            .age_min = db_is_null(q, 8) ? -1 : db_i64(q, 8),
                            .age_max = db_is_null(q, 9) ? -1 : db_i64(q, 9),
                            .version = db_i64(q, 11),
                            .line = db_i64(q, 12),
                            .flags = db_i64(q, 13),
                            .gone = db_i64(q, 14),
                            .suspect = db_i64(q, 15),
                            .list_name = col(a, q, 16)};
    struct str when = col(a, q, 10);
    if (!when.n || !date_parse(when, &l.when)) l.when = (struct date_range){0};
    l.name_withdrawn = str_eqc(col(a, q, 17), "withdraw");
    return l;
}

static void bind_filter(struct stmt *q, const struct person_filter *f) {
    db_bind_i64(q, 1, f->reach);
    db_bind_i64(q, 2, f->gone);
    bind(q, 3, f->sex);
    bind(q, 4, f->outcome);
    db_bind_i64(q, 5, f->dirty);
    db_bind_i64(q, 6, f->suspects);
}

static rc take_lines(struct arena *a, struct stmt *q, i64 most, bool by_row,
                     struct person_page *out, struct err *e) {
    i64 cap = 0;
    for (;;) {
        bool row;
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        if (out->n == most) {
            struct person_line *last = &out->lines[most - 1];
            if (by_row) out->after = str_fmt(a, "%lld\x1f", (long long)last->line);
            out->after = str_cat(a, out->after, last->id);
            return db_run(q, e);
        }
        struct str sort = by_row ? (struct str){0} : col(a, q, 18);
        *PUSH(a, out->lines, out->n, cap) = line_of(a, q);
        if (!by_row) out->after = str_cat(a, sort, S("\x1f"));
    }
}

static const struct sql *counting(const struct person_filter *f) {
    return f->list.n     ? &P_LIST_COUNT
           : f->suspects ? &P_DOUBLES_COUNT
           : f->dirty    ? &P_FLAGGED_COUNT
                         : &P_COUNT;
}

static rc count_lines(struct db *d, const struct person_filter *f, struct person_page *out,
                      struct err *e) {
    bool row;
    if (f->list.n && f->gone) {
        out->count = out->n;
        out->count_more = out->after.n > 0;
        return RC_OK;
    }
    struct stmt *q = db_stmt(d, counting(f));
    bind_filter(q, f);
    bind(q, 7, f->list);
    db_bind_i64(q, 8, LIST_COUNT_MAX + 1);
    TRY(db_step(q, &row, e));
    out->count = db_i64(q, 0);
    out->count_more = out->count > LIST_COUNT_MAX;
    if (out->count_more) out->count = LIST_COUNT_MAX;
    return db_run(q, e);
}

static bool passes(const struct person_filter *f, const struct person_line *l) {
    return (!f->list.n || str_eq(l->list, f->list)) && (!f->sex.n || str_eq(l->sex, f->sex)) &&
           (!f->outcome.n || str_eq(l->outcome, f->outcome)) && (!f->dirty || l->flags) &&
           (!f->suspects || l->suspect) && l->gone == f->gone;
}

static rc get_line(struct db *d, struct arena *a, struct str id, i64 reach, bool *found,
                   struct person_line *out, struct err *e) {
    struct stmt *q = db_stmt(d, &P_LINE);
    db_bind_i64(q, 1, reach);
    db_bind_text(q, 2, id);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = line_of(a, q);
    return db_run(q, e);
}

static rc numbered(struct db *d, struct arena *a, i64 number, struct str *id, struct err *e) {
    bool row;
    struct stmt *q = db_stmt(d, &P_NUMBERED);
    db_bind_i64(q, 1, number);
    TRY(db_step(q, &row, e));
    *id = row ? col(a, q, 0) : (struct str){0};
    return row ? db_run(q, e) : RC_OK;
}

static rc find_words(struct db *d, struct arena *a, struct str words, i64 *docs, i64 *n,
                     struct err *e) {
    struct term_any *all = NULL;
    i64 cap = 0, nall = 0;
    while (words.p && words.n) {
        struct str *w = NEW(a, struct str);
        *w = str_cut(&words, ' ');
        if (w->n) *PUSH(a, all, nall, cap) = (struct term_any){.terms = w, .n = 1};
    }
    struct terms_query q = {.all = all,
                            .n = nall,
                            .from = (i64)LISTED_PERSON << 56,
                            .to = ((i64)LISTED_PERSON + 1) << 56};
    *n = 0;
    return nall ? db_terms_find(d, *a, &q, LIST_COUNT_MAX, docs, n, e) : RC_OK;
}

/* By words: in the order in which they came, then filtered. The cursor is a position. */
static rc by_words(struct db *d, struct arena *a, const struct person_filter *f, struct str after,
                   i64 most, struct person_page *out, struct err *e) {
    i64 *docs = NEWN(a, i64, LIST_COUNT_MAX), n, cap = 0, from = 0;
    TRY(find_words(d, a, f->words, docs, &n, e));
    if (after.n && !str_i64(after, &from)) from = 0;
    for (i64 i = 0; i < n; i++) {
        struct person_line l;
        struct str id;
        bool found;
        TRY(numbered(d, a, docs[i], &id, e));
        TRY(get_line(d, a, id, f->reach, &found, &l, e));
        if (!found || !passes(f, &l)) continue;
        if (out->count >= from && out->n < most) *PUSH(a, out->lines, out->n, cap) = l;
        out->count++;
    }
    out->count_more = n == LIST_COUNT_MAX;
    if (out->count > from + out->n) out->after = str_fmt(a, "%lld", (long long)(from + out->n));
    return RC_OK;
}

static const struct sql *listing(const struct person_filter *f) {
    if (f->list.n) return f->gone ? &P_GONE_LINES : &P_LIST_LINES;
    return f->suspects ? &P_DOUBLES : f->dirty ? &P_FLAGGED : &P_LINES;
}

rc records_persons(struct db *d, struct arena *a, const struct person_filter *f, struct str after,
                   i64 most, struct person_page *out, struct err *e) {
    *out = (struct person_page){0};
    if (f->words.n) return by_words(d, a, f, after, most, out, e);
    struct str id = after, first = str_cut(&id, '\x1f');
    i64 line = -1;
    bool by_row = f->list.n > 0;
    if (by_row && first.n && !str_i64(first, &line)) line = -1;
    struct stmt *q = db_stmt(d, listing(f));
    bind_filter(q, f);
    bind(q, 7, by_row ? f->list : first);
    if (by_row)
        db_bind_i64(q, 8, line);
    else
        bind(q, 8, id);
    db_bind_i64(q, 9, most + 1);
    TRY(take_lines(a, q, most, by_row, out, e));
    if (out->n < most || !str_has(out->after, S("n-"))) out->after = (struct str){0};
    return count_lines(d, f, out, e);
}

rc records_suspects(struct db *d, struct arena *a, struct str id, i64 reach,
                    struct person_line **lines, i64 *n, struct err *e) {
    struct stmt *q = db_stmt(d, &P_SUSPECTS);
    struct person_page p = {0};
    db_bind_i64(q, 1, reach);
    db_bind_text(q, 2, id);
    TRY(take_lines(a, q, LIST_COUNT_MAX, true, &p, e));
    *lines = p.lines;
    *n = p.n;
    return RC_OK;
}

/* ---- one person ---- */

static rc whole_id(struct db *d, struct arena *a, struct str id, i64 reach, struct str *out,
                   struct err *e) {
    bool row;
    *out = id;
    if (id.n < 8 || id.n >= 34) return RC_OK;
    struct stmt *q = db_stmt(d, &P_FROM);
    db_bind_text(q, 1, id);
    struct str end = str_cat(a, id, S("g")); /* ids are hex */
    db_bind_text(q, 2, end);
    db_bind_i64(q, 3, reach);
    TRY(db_step(q, &row, e));
    if (!row) return RC_OK;
    *out = col(a, q, 0);
    TRY(db_step(q, &row, e));
    if (row) *out = id;
    return row ? db_run(q, e) : RC_OK;
}

static void read_flags(struct arena *a, const struct json *flags, struct person *p) {
    p->flags = NEWN(a, struct person_flag, flags ? flags->n : 0);
    JSON_EACH(f, flags)
    p->flags[p->nflags++] = (struct person_flag){json_get_str(f, "r"), json_get_str(f, "c")};
}

static rc kept_withdrawn(struct db *d, struct str id, bool *yes, struct err *e) {
    bool row;
    struct stmt *q = db_stmt(d, &P_CONSENT_LAST);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, S("store"));
    TRY(db_step(q, &row, e));
    *yes = row && str_eqc(db_text(q, 0), "withdraw");
    return row ? db_run(q, e) : RC_OK;
}

rc records_person(struct db *d, struct arena *a, struct str id, i64 reach, bool *found,
                  struct person *out, struct err *e) {
    struct str whole, body, edit;
    struct json *doc;
    TRY(whole_id(d, a, id, reach, &whole, e));
    struct stmt *q = db_stmt(d, &P_GET);
    db_bind_text(q, 1, whole);
    db_bind_i64(q, 2, reach);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = (struct person){.id = col(a, q, 0),
                           .list = col(a, q, 1),
                           .item = col(a, q, 2),
                           .version = db_i64(q, 3),
                           .line = db_i64(q, 4),
                           .key = col(a, q, 5),
                           .gone = db_i64(q, 6),
                           .entry = db_i64(q, 7),
                           .part = db_i64(q, 8)};
    body = col(a, q, 9);
    edit = col(a, q, 10);
    out->sheet = col(a, q, 11);
    TRY(db_run(q, e));
    TRY(json_read(a, body, &doc, e));
    person_fields_read(a, json_get(doc, "fields"), &out->fields, &out->nfields);
    read_flags(a, json_get(doc, "flags"), out);
    TRY(kept_withdrawn(d, out->id, &out->name_withdrawn, e));
    if (!edit.n) return RC_OK;
    TRY(json_read(a, edit, &doc, e));
    person_fields_read(a, doc, &out->edits, &out->nedits);
    return RC_OK;
}

/* ---- judgements and consent ---- */

rc records_judgements(struct db *d, struct arena *a, struct str id, i64 reach,
                      struct judgement **out, i64 *n, struct err *e) {
    struct judgement *all = NULL;
    i64 cap = 0, nall = 0;
    struct stmt *q = db_stmt(d, &P_JUDGEMENTS);
    db_bind_text(q, 1, id);
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) break;
        *PUSH(a, all, nall, cap) = (struct judgement){.a = col(a, q, 0),
                                                      .b = col(a, q, 1),
                                                      .verdict = col(a, q, 2),
                                                      .actor = col(a, q, 3),
                                                      .reason = col(a, q, 4),
                                                      .at = db_i64(q, 5),
                                                      .entry = db_i64(q, 6)};
    }
    *out = all;
    *n = 0;
    for (i64 i = 0; i < nall; i++) {
        struct person_line other;
        bool seen;
        TRY(get_line(d, a, str_eq(all[i].a, id) ? all[i].b : all[i].a, reach, &seen, &other, e));
        if (seen) all[(*n)++] = all[i];
    }
    return RC_OK;
}

rc records_consents(struct db *d, struct arena *a, struct str id, struct consent **out, i64 *n,
                    struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &P_CONSENTS);
    db_bind_text(q, 1, id);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct consent){.purpose = col(a, q, 0),
                                                   .act = col(a, q, 1),
                                                   .how = col(a, q, 2),
                                                   .by = col(a, q, 3),
                                                   .relation = col(a, q, 4),
                                                   .risks = col(a, q, 5),
                                                   .date = col(a, q, 6),
                                                   .expires = col(a, q, 7),
                                                   .item = col(a, q, 8),
                                                   .words = col(a, q, 9),
                                                   .actor = col(a, q, 10),
                                                   .at = db_i64(q, 11),
                                                   .entry = db_i64(q, 12)};
    }
}

rc records_consented(struct db *d, struct arena scratch, struct str id, const char *purpose,
                     i32 day, bool *yes, struct err *e) {
    struct date_range end;
    bool row;
    struct stmt *q = db_stmt(d, &P_CONSENT_LAST);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, str_c(purpose));
    TRY(db_step(q, &row, e));
    *yes = row && str_eqc(db_text(q, 0), "give");
    struct str expires = row ? col(&scratch, q, 1) : (struct str){0};
    if (*yes && expires.n && (!date_parse(expires, &end) || day > end.to)) *yes = false;
    return row ? db_run(q, e) : RC_OK;
}

/* ---- lists ---- */

static struct name_list list_of(struct arena *a, struct stmt *q) {
    return (struct name_list){.id = col(a, q, 0),
                              .name = col(a, q, 1),
                              .item = col(a, q, 2),
                              .item_name = col(a, q, 3),
                              .version = db_i64(q, 4),
                              .rows = db_i64(q, 5),
                              .flagged = db_i64(q, 6),
                              .gone = db_i64(q, 7),
                              .at = db_i64(q, 8)};
}

rc records_name_lists(struct db *d, struct arena *a, i64 reach, struct name_list **out, i64 *n,
                      struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &P_LISTS);
    db_bind_i64(q, 1, reach);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = list_of(a, q);
    }
}

rc records_name_list(struct db *d, struct arena *a, struct str list, i64 reach, bool *found,
                     struct name_list *out, struct err *e) {
    bool by_id = str_starts(list, S("l-")) && list.n == 18;
    struct stmt *q = db_stmt(d, by_id ? &P_LIST_GET : &P_LIST_NAMED);
    db_bind_text(q, 1, list);
    db_bind_i64(q, 2, reach);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = list_of(a, q);
    return db_run(q, e);
}

static rc count_changes(struct db *d, struct str list, struct list_version *v, const char *what,
                        i64 *n, struct err *e) {
    bool row;
    struct stmt *q = db_stmt(d, &P_CHANGE_COUNT);
    db_bind_text(q, 1, list);
    db_bind_i64(q, 2, v->version);
    db_bind_text(q, 3, str_c(what));
    TRY(db_step(q, &row, e));
    *n = db_i64(q, 0);
    return db_run(q, e);
}

rc records_list_versions(struct db *d, struct arena *a, struct str list, struct list_version **out,
                         i64 *n, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &P_VERSIONS);
    db_bind_text(q, 1, list);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) break;
        *PUSH(a, *out, *n, cap) = (struct list_version){.version = db_i64(q, 0),
                                                        .rows = db_i64(q, 1),
                                                        .flagged = db_i64(q, 2),
                                                        .gone = db_i64(q, 3),
                                                        .at = db_i64(q, 4),
                                                        .entry = db_i64(q, 5),
                                                        .item = col(a, q, 6),
                                                        .item_name = col(a, q, 7),
                                                        .sheet = col(a, q, 8),
                                                        .mapping = col(a, q, 9),
                                                        .actor = col(a, q, 10)};
    }
    for (i64 i = 0; i < *n; i++) {
        struct list_version *v = &(*out)[i];
        TRY(count_changes(d, list, v, "added", &v->added, e));
        TRY(count_changes(d, list, v, "changed", &v->changed, e));
        TRY(count_changes(d, list, v, "rekeyed", &v->rekeyed, e));
    }
    return RC_OK;
}

static rc fields_at(struct db *d, struct arena *a, struct str list, i64 version, i64 line,
                    struct person_field **out, i64 *n, struct err *e) {
    bool row;
    struct json *doc;
    struct stmt *q = db_stmt(d, &P_ROW_GET);
    db_bind_text(q, 1, list);
    db_bind_i64(q, 2, version);
    db_bind_i64(q, 3, line);
    TRY(db_step(q, &row, e));
    *n = 0;
    if (!row) return RC_OK;
    struct str body = col(a, q, 0);
    TRY(db_run(q, e));
    TRY(json_read(a, body, &doc, e));
    person_fields_read(a, json_get(doc, "fields"), out, n);
    return RC_OK;
}

static rc change_fields(struct db *d, struct arena *a, struct str list, i64 version,
                        struct list_change *c, struct err *e) {
    if (c->was_line >= 0)
        TRY(fields_at(d, a, list, version - 1, c->was_line, &c->before, &c->nbefore, e));
    if (str_eqc(c->change, "gone")) return RC_OK;
    return fields_at(d, a, list, version, c->line, &c->now, &c->nnow, e);
}

rc records_list_changes(struct db *d, struct arena *a, struct str list, i64 version,
                        struct str after, i64 most, struct list_change **out, i64 *n,
                        struct str *next, struct err *e) {
    struct str person = after, what = str_cut(&person, '\x1f'), line = str_cut(&person, '\x1f');
    i64 cap = 0, at = -1;
    bool more = false;
    if (line.n && !str_i64(line, &at)) at = -1;
    struct stmt *q = db_stmt(d, &P_CHANGES);
    db_bind_text(q, 1, list);
    db_bind_i64(q, 2, version);
    bind(q, 3, what);
    db_bind_i64(q, 4, at);
    bind(q, 5, person);
    db_bind_i64(q, 6, most + 1);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) break;
        more = *n == most;
        if (more) continue;
        *PUSH(a, *out, *n, cap) =
            (struct list_change){.change = col(a, q, 0),
                                 .line = db_i64(q, 1),
                                 .person = col(a, q, 2),
                                 .key = col(a, q, 3),
                                 .was = col(a, q, 4),
                                 .was_line = db_is_null(q, 5) ? -1 : db_i64(q, 5)};
    }
    for (i64 i = 0; i < *n; i++)
        TRY(change_fields(d, a, list, version, &(*out)[i], e));
    struct list_change *last = *n ? &(*out)[*n - 1] : NULL;
    *next = more ? str_fmt(a, "%.*s\x1f%lld\x1f%.*s", SARG(last->change), (long long)last->line,
                           SARG(last->person))
                 : (struct str){0};
    return RC_OK;
}

rc records_list_rows(struct db *d, struct arena *a, struct str list, i64 version,
                     struct list_row **out, i64 *n, struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &P_ROWS);
    db_bind_text(q, 1, list);
    db_bind_i64(q, 2, version);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct list_row){.line = db_i64(q, 0),
                                                    .key = col(a, q, 1),
                                                    .person = col(a, q, 2),
                                                    .digest = db_i64(q, 3)};
    }
}

/* ---- mappings and bytes ---- */

rc records_mapping(struct db *d, struct arena *a, struct str name, struct str signature,
                   struct str *mapping, struct err *e) {
    bool row;
    struct stmt *q = db_stmt(d, name.n ? &P_MAPPING_NAMED : &P_MAPPING_SIGNED);
    bind(q, 1, name.n ? name : signature);
    TRY(db_step(q, &row, e));
    *mapping = row ? col(a, q, 0) : (struct str){0};
    return row ? db_run(q, e) : RC_OK;
}

rc records_mappings(struct db *d, struct arena *a, struct kept_mapping **out, i64 *n,
                    struct err *e) {
    i64 cap = 0;
    struct stmt *q = db_stmt(d, &P_MAPPINGS);
    *out = NULL;
    *n = 0;
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        *PUSH(a, *out, *n, cap) = (struct kept_mapping){col(a, q, 0), col(a, q, 1), col(a, q, 2)};
    }
}

rc records_item_bytes(struct db *d, struct arena *a, struct str outside, i64 reach, bool *found,
                      struct item_bytes *out, struct err *e) {
    struct stmt *q = db_stmt(d, &P_ITEM_BYTES);
    db_bind_text(q, 1, outside);
    db_bind_i64(q, 2, reach);
    TRY(db_step(q, found, e));
    if (!*found) return RC_OK;
    *out = (struct item_bytes){.outside = col(a, q, 0),
                               .name = col(a, q, 1),
                               .object = col(a, q, 2),
                               .entry = db_i64(q, 3),
                               .size = db_i64(q, 4)};
    return db_run(q, e);
}
