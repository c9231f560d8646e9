/* Applies what is recorded of lists of names and of persons. See docs/formats/ for the parts. */
#include "store/person.h"
#include "store/list_index.h"
#include "store/records_person_sql.h"
#include "text/fold.h"
#include "text/sound.h"

#define PERSON_NUMBER ((i64)LISTED_PERSON << 56)
enum { KEYS_MAX = 8 }; /* names of one person that are compared by sound */

static void bind(struct stmt *q, int at, struct str s) {
    db_bind_text(q, at, s.p ? s : S(""));
}

static rc run_on(struct db *d, const struct sql *sql, struct str id, struct err *e) {
    struct stmt *q = db_stmt(d, sql);
    db_bind_text(q, 1, id);
    return db_run(q, e);
}

/* What a list of persons shows and is filtered by, from the fields as they stand. */
struct thin {
    struct str name, sort, sex, happened, outcome, place;
    i64 age_min, age_max;
    struct date_range when;
    struct str keys[KEYS_MAX];
    i64 nkeys;
    struct str folded; /* all names, for the search */
};

static void add_key(struct apply *x, struct thin *t, struct str name) {
    char *room = NEWN(&x->a, char, SOUND_MAX);
    struct str folded = text_fold_name(&x->a, name);
    struct str sound = folded.n ? text_sound(folded, room) : folded;
    if (!folded.n || t->nkeys == KEYS_MAX) return;
    struct str key = sound.n ? str_cat(&x->a, S("s:"), sound) : str_cat(&x->a, S("f:"), folded);
    for (i64 i = 0; i < t->nkeys; i++)
        if (str_eq(t->keys[i], key)) return;
    t->keys[t->nkeys++] = key;
}

static bool is_name(struct str field) {
    return person_field_group(field) == FIELD_NAMES && !str_eqc(field, "note") &&
           !str_eqc(field, "other");
}

static void thin_field(struct thin *t, const struct person_field *f) {
    struct str v = f->value;
    if (str_eqc(f->field, "sex")) t->sex = v;
    if (str_eqc(f->field, "outcome")) t->outcome = v;
    if (str_eqc(f->field, "event_place")) t->place = v;
    if (str_eqc(f->field, "event_date") && date_parse(v, &t->when)) t->happened = v;
    if (str_eqc(f->field, "age") && !person_age(v, &t->age_min, &t->age_max))
        t->age_min = t->age_max = -1;
}

static struct thin thin_of(struct apply *x, const struct person *p) {
    struct thin t = {.age_min = -1, .age_max = -1, .name = person_name(&x->a, p)};
    struct buf all = buf_make(&x->a, 64 * NAME_BYTES_MAX);
    struct person_field *f;
    i64 n;
    t.sort = text_fold_name(&x->a, t.name);
    add_key(x, &t, t.name);
    buf_put(&all, t.sort);
    person_fields(&x->a, p, &f, &n);
    for (i64 i = 0; i < n; i++) {
        thin_field(&t, &f[i]);
        if (!is_name(f[i].field) || str_eq(f[i].value, t.name)) continue;
        if (str_eqc(f[i].field, "full")) add_key(x, &t, f[i].value);
        buf_c(&all, ' ');
        buf_put(&all, text_fold_name(&x->a, f[i].value));
    }
    t.folded = buf_str(&all);
    return t;
}

static void bind_n(struct stmt *q, int at, bool known, i64 n) {
    if (known)
        db_bind_i64(q, at, n);
    else
        db_bind_null(q, at);
}

static void bind_ages_days(struct stmt *q, int at, const struct thin *t) {
    bind_n(q, at, t->age_min >= 0, t->age_min);
    bind_n(q, at + 1, t->age_min >= 0, t->age_max);
    bind_n(q, at + 2, t->when.precision, t->when.from);
    bind_n(q, at + 3, t->when.precision, t->when.to);
}

/* What the case had of a person before this part. */
struct known {
    bool yes;
    struct str list, keys;
    i64 version, line, number;
};

static rc known_before(struct apply *x, struct str id, struct known *k, struct err *e) {
    struct stmt *q = db_stmt(x->d, &P_KNOWN);
    *k = (struct known){.number = PERSON_NUMBER | x->en->index << 24 | x->part};
    db_bind_text(q, 1, id);
    TRY(db_step(q, &k->yes, e));
    if (!k->yes) return RC_OK;
    k->list = db_text_dup(&x->a, q, 0);
    k->version = db_i64(q, 1);
    k->line = db_i64(q, 2);
    k->number = db_i64(q, 3);
    if (!db_is_null(q, 4)) k->keys = db_text_dup(&x->a, q, 4);
    return db_run(q, e);
}

static rc two(struct db *d, const struct sql *sql, struct str a, struct str b, struct err *e) {
    struct stmt *q = db_stmt(d, sql);
    db_bind_text(q, 1, a);
    db_bind_text(q, 2, b);
    return db_run(q, e);
}

/* Whom this person may be: rows with a name of the same sound and nothing against it. */
static rc put_suspects(struct apply *x, struct str id, struct str key, const struct thin *t,
                       struct err *e) {
    struct str others[8];
    i64 n = 0;
    struct stmt *q = db_stmt(x->d, &P_SUSPECT_FIND);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, key);
    bind_ages_days(q, 3, t);
    bind_known(q, 7, t->sex);
    for (bool row = true;;) {
        TRY(db_step(q, &row, e));
        if (!row) break;
        CHECK(n < LEN(others));
        others[n++] = db_text_dup(&x->a, q, 0);
    }
    for (i64 i = 0; i < n; i++)
        TRY(two(x->d, &P_SUSPECT_PUT, id, others[i], e));
    return RC_OK;
}

static struct str joined_keys(struct apply *x, const struct thin *t) {
    struct buf b = buf_make(&x->a, (i64)KEYS_MAX * NAME_BYTES_MAX * 2);
    for (i64 i = 0; i < t->nkeys; i++) {
        if (i) buf_c(&b, '\n');
        buf_put(&b, t->keys[i]);
    }
    return buf_str(&b);
}

static rc put_keys(struct apply *x, struct str id, const struct thin *t, const struct known *k,
                   struct err *e) {
    if (k->yes) TRY(run_on(x->d, &P_SUSPECT_CLEAR, id, e));
    if (k->yes) TRY(run_on(x->d, &P_SUSPECT_CLEAR_BACK, id, e));
    for (struct str old = k->keys; old.p && old.n;)
        TRY(two(x->d, &P_KEY_DEL, str_cut(&old, '\n'), id, e));
    for (i64 i = 0; i < t->nkeys; i++) {
        TRY(put_suspects(x, id, t->keys[i], t, e));
        TRY(two(x->d, &P_KEY_PUT, t->keys[i], id, e));
    }
    return db_terms_put(x->d, k->number, S(""), t->folded, e);
}

static rc text_of(struct apply *x, const struct sql *sql, struct str id, struct str *out,
                  struct err *e) {
    struct stmt *q = db_stmt(x->d, sql);
    bool row;
    db_bind_text(q, 1, id);
    TRY(db_step(q, &row, e));
    *out = row ? db_text_dup(&x->a, q, 0) : (struct str){0};
    return row ? db_run(q, e) : RC_OK;
}

static rc read_edits(struct apply *x, struct str id, struct json **doc, struct person *p,
                     struct err *e) {
    struct str body;
    TRY(text_of(x, &P_EDIT_GET, id, &body, e));
    *doc = json_arr(&x->a);
    if (!body.n) return RC_OK;
    TRY(json_read(&x->a, body, doc, e));
    person_fields_read(&x->a, *doc, &p->edits, &p->nedits);
    return RC_OK;
}

static rc put_row(struct apply *x, const struct json *p, const struct person *n, struct err *e) {
    struct json *body = json_obj(&x->a);
    json_set(body, S("fields"), json_copy(&x->a, json_get(p, "fields")));
    if (json_get(p, "flags")) json_set(body, S("flags"), json_copy(&x->a, json_get(p, "flags")));
    struct stmt *q = db_stmt(x->d, &P_ROW_PUT);
    db_bind_text(q, 1, n->list);
    db_bind_i64(q, 2, n->version);
    db_bind_i64(q, 3, n->line);
    bind_known(q, 4, n->key);
    db_bind_text(q, 5, n->id);
    db_bind_i64(q, 6, person_digest(json_get(p, "fields")));
    db_bind_text(q, 7, json_text(&x->a, body));
    return db_run(q, e);
}

static rc put_thin(struct apply *x, const struct person *n, const struct thin *t, i64 number,
                   struct err *e) {
    struct stmt *q = db_stmt(x->d, &P_PUT);
    db_bind_text(q, 1, n->id);
    db_bind_text(q, 2, n->list);
    db_bind_i64(q, 3, n->version);
    db_bind_i64(q, 4, n->line);
    db_bind_text(q, 5, n->item);
    db_bind_text(q, 6, t->sort.n ? t->sort : S(""));
    bind_known(q, 7, t->name);
    bind_known(q, 8, n->key);
    bind_known(q, 9, t->sex);
    bind_ages_days(q, 10, t);
    bind_known(q, 14, t->happened);
    bind_known(q, 15, t->outcome);
    bind_known(q, 16, t->place);
    db_bind_i64(q, 17, n->nflags);
    bind_known(q, 18, joined_keys(x, t));
    db_bind_i64(q, 19, number);
    db_bind_i64(q, 20, x->en->index);
    db_bind_i64(q, 21, x->part);
    return db_run(q, e);
}

static rc put_same(struct apply *x, const struct person *n, struct err *e) {
    struct stmt *q = db_stmt(x->d, &P_MOVE);
    db_bind_text(q, 1, n->id);
    db_bind_i64(q, 2, n->version);
    db_bind_i64(q, 3, n->line);
    db_bind_text(q, 4, n->item);
    db_bind_i64(q, 5, n->nflags);
    db_bind_i64(q, 6, x->en->index);
    db_bind_i64(q, 7, x->part);
    return db_run(q, e);
}

static rc put_change(struct apply *x, const struct json *p, const struct person *n,
                     const struct known *k, struct err *e) {
    struct str change = json_get_str(p, "change");
    if (!change.n || (n->version <= 1 && str_eqc(change, "added"))) return RC_OK;
    struct stmt *q = db_stmt(x->d, &P_CHANGE_PUT);
    db_bind_text(q, 1, n->list);
    db_bind_i64(q, 2, n->version);
    db_bind_text(q, 3, change);
    db_bind_i64(q, 4, n->line);
    db_bind_text(q, 5, n->id);
    bind_known(q, 6, n->key);
    bind_known(q, 7, json_get_str(p, "was"));
    bind_n(q, 8, k->yes, k->line);
    return db_run(q, e);
}

/* One row of a list, or a person entered by hand (no list; then its place in the log stands for
 * version and line). */
static rc apply_person(struct apply *x, const struct json *p, struct err *e) {
    struct json *doc;
    struct known k;
    struct person n = {.id = json_get_str(p, "person"),
                       .list = json_get_str(p, "list"),
                       .item = json_get_str(p, "item"),
                       .sheet = json_get_str(p, "sheet"),
                       .key = json_get_str(p, "key"),
                       .version = json_get_i(p, "version", x->en->index),
                       .line = json_get_i(p, "row", x->part)};
    if (!n.list.n) n.list = S("");
    const struct json *flags = json_get(p, "flags");
    n.nflags = flags ? flags->n : 0;
    person_fields_read(&x->a, json_get(p, "fields"), &n.fields, &n.nfields);
    TRY(known_before(x, n.id, &k, e));
    if (k.yes && !str_eq(k.list, n.list))
        return fail(e, RC_INTEGRITY, "a person of one list stands in another");
    TRY(put_row(x, p, &n, e));
    if (k.yes && !json_get_str(p, "change").n) {
        TRY(put_same(x, &n, e));
        return apply_touch(x, n.id, e);
    }
    if (k.yes) TRY(read_edits(x, n.id, &doc, &n, e));
    struct thin t = thin_of(x, &n);
    TRY(put_thin(x, &n, &t, k.number, e));
    TRY(put_change(x, p, &n, &k, e));
    TRY(put_keys(x, n.id, &t, &k, e));
    return apply_touch(x, n.id, e);
}

/* ---- corrections ---- */

static rc row_of(struct apply *x, struct person *n, struct known *k, struct err *e) {
    struct json *doc;
    bool row;
    TRY(known_before(x, n->id, k, e));
    struct stmt *q = db_stmt(x->d, &P_ROW_GET);
    bind(q, 1, k->list);
    db_bind_i64(q, 2, k->version);
    db_bind_i64(q, 3, k->line);
    TRY(db_step(q, &row, e));
    if (!row) return fail(e, RC_INTEGRITY, "a correction names a person that is not in the log");
    struct str body = db_text_dup(&x->a, q, 0);
    TRY(db_run(q, e));
    TRY(json_read(&x->a, body, &doc, e));
    person_fields_read(&x->a, json_get(doc, "fields"), &n->fields, &n->nfields);
    return RC_OK;
}

/* Corrections of the same field replace the one before; all of them are in the log. */
static struct json *edits_with(struct apply *x, const struct json *old, const struct json *p) {
    struct json *all = json_arr(&x->a);
    const struct json *fresh = json_get(p, "fields");
    JSON_EACH(o, old) {
        bool again = false;
        JSON_EACH(f, fresh) again |= str_eq(json_get_str(f, "f"), json_get_str(o, "f"));
        if (!again) json_add(all, json_copy(&x->a, o));
    }
    JSON_EACH(f, fresh) {
        struct json *c = json_add(all, json_copy(&x->a, f));
        json_set_i(&x->a, c, "entry", x->en->index);
        json_set_str(&x->a, c, "source", json_get_str(p, "source"));
    }
    return all;
}

static rc apply_person_set(struct apply *x, const struct json *p, struct err *e) {
    struct person n = {.id = json_get_str(p, "person")};
    struct json *old;
    struct known k;
    TRY(row_of(x, &n, &k, e));
    TRY(read_edits(x, n.id, &old, &n, e));
    struct json *now = edits_with(x, old, p);
    struct stmt *q = db_stmt(x->d, &P_EDIT_PUT);
    db_bind_text(q, 1, n.id);
    db_bind_text(q, 2, json_text(&x->a, now));
    TRY(db_run(q, e));
    person_fields_read(&x->a, now, &n.edits, &n.nedits);
    struct thin t = thin_of(x, &n);
    q = db_stmt(x->d, &P_THIN);
    db_bind_text(q, 1, n.id);
    db_bind_text(q, 2, t.sort.n ? t.sort : S(""));
    bind_known(q, 3, t.name);
    bind_known(q, 4, t.sex);
    bind_ages_days(q, 5, &t);
    bind_known(q, 9, t.happened);
    bind_known(q, 10, t.outcome);
    bind_known(q, 11, t.place);
    bind_known(q, 12, joined_keys(x, &t));
    TRY(db_run(q, e));
    TRY(put_keys(x, n.id, &t, &k, e));
    return apply_touch(x, n.id, e);
}

/* ---- the list: last in its entry, after its rows ---- */

static rc on_version(struct apply *x, const struct sql *sql, struct str list, i64 version,
                     struct err *e) {
    struct stmt *q = db_stmt(x->d, sql);
    db_bind_text(q, 1, list);
    db_bind_i64(q, 2, version);
    return db_run(q, e);
}

static rc apply_list(struct apply *x, const struct json *p, struct err *e) {
    struct str id = json_get_str(p, "list"), item = json_get_str(p, "item");
    i64 version = json_get_i(p, "version", 1);
    struct stmt *q = db_stmt(x->d, &P_LIST_PUT);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, json_get_str(p, "name"));
    db_bind_text(q, 3, item);
    db_bind_i64(q, 4, version);
    db_bind_i64(q, 5, x->en->index);
    TRY(db_run(q, e));
    TRY(on_version(x, &P_GONE_CHANGES, id, version, e));
    TRY(on_version(x, &P_GONE, id, version, e));
    q = db_stmt(x->d, &P_VERSION_PUT);
    db_bind_text(q, 1, id);
    db_bind_i64(q, 2, version);
    db_bind_text(q, 3, item);
    db_bind_text(q, 4, json_get_str(p, "sheet").n ? json_get_str(p, "sheet") : S(""));
    db_bind_text(q, 5, json_canon(&x->a, json_get(p, "mapping")));
    db_bind_i64(q, 6, json_get_i(p, "rows", 0));
    db_bind_i64(q, 7, json_get_i(p, "flagged", 0));
    db_bind_i64(q, 8, x->at);
    db_bind_text(q, 9, x->actor);
    db_bind_i64(q, 10, x->en->index);
    TRY(db_run(q, e));
    return apply_touch(x, id, e);
}

static rc apply_mapping(struct apply *x, const struct json *p, struct err *e) {
    struct stmt *q = db_stmt(x->d, &P_MAPPING_PUT);
    db_bind_text(q, 1, json_get_str(p, "name"));
    db_bind_text(q, 2, json_get_str(p, "signature"));
    db_bind_text(q, 3, json_canon(&x->a, json_get(p, "mapping")));
    db_bind_i64(q, 4, x->en->index);
    return db_run(q, e);
}

/* ---- judgements and consent ---- */

static rc apply_judgement(struct apply *x, const struct json *p, struct err *e) {
    struct str a = json_get_str(p, "a"), b = json_get_str(p, "b");
    struct stmt *q = db_stmt(x->d, &P_JUDGE_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, a);
    db_bind_text(q, 4, b);
    db_bind_text(q, 5, json_get_str(p, "verdict"));
    db_bind_text(q, 6, x->actor);
    db_bind_i64(q, 7, x->at);
    db_bind_text(q, 8, json_get_str(p, "reason"));
    TRY(db_run(q, e));
    q = db_stmt(x->d, &P_SUSPECT_JUDGED);
    db_bind_text(q, 1, a);
    db_bind_text(q, 2, b);
    TRY(db_run(q, e));
    TRY(apply_touch(x, a, e));
    return apply_touch(x, b, e);
}

static rc apply_consent(struct apply *x, const struct json *p, struct err *e) {
    static const char *const KEYS[] = {"how",  "by_whom", "relation", "risks",
                                       "date", "expires", "item",     "words"};
    struct stmt *q = db_stmt(x->d, &P_CONSENT_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "person"));
    db_bind_text(q, 4, json_get_str(p, "purpose"));
    db_bind_text(q, 5, json_get_str(p, "act"));
    for (int i = 0; i < LEN(KEYS); i++)
        bind_known(q, 6 + i, json_get_str(p, KEYS[i]));
    db_bind_text(q, 14, x->actor);
    db_bind_i64(q, 15, x->at);
    TRY(db_run(q, e));
    return apply_touch(x, json_get_str(p, "person"), e);
}

const struct part_kind PERSON_PARTS[] = {{"person", apply_person},
                                         {"person_set", apply_person_set},
                                         {"list", apply_list},
                                         {"mapping", apply_mapping},
                                         {"judgement", apply_judgement},
                                         {"consent", apply_consent},
                                         {0}};
