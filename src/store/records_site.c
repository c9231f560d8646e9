/* Applies what is recorded of sites and remains. See docs/formats/ for the parts. */
#include "proof/hash.h"
#include "store/records_site_sql.h"
#include "store/site.h"
#include "text/fold.h"

static struct str id_of(struct arena *a, const char *prefix, struct str text) {
    u8 h[32];
    sha256(text, h);
    return str_cat(a, str_c(prefix), hex_encode(a, (struct str){(char *)h, 8}));
}

struct str site_id(struct arena *a, struct str name) {
    struct str f = text_fold_name(a, name);
    return id_of(a, "g-", f.n ? f : name);
}

struct str remains_id(struct arena *a, struct str number) {
    return id_of(a, "b-", number);
}

/* Keys of `now` stand in place of those of `old`; an empty word takes one away. */
static struct str merged(struct apply *x, const struct json *old, const struct json *now) {
    struct json *o = json_obj(&x->a);
    JSON_EACH(f, old)
    if (!json_get(now, cstr(&x->a, f->key))) json_set(o, f->key, json_copy(&x->a, f));
    JSON_EACH(f, now)
    if (f->type != JSON_STRING || f->s.n) json_set(o, f->key, json_copy(&x->a, f));
    return json_canon(&x->a, o);
}

static rc old_body(struct apply *x, const struct sql *sql, struct str id, struct json **body,
                   struct str *of, struct err *e) {
    bool row;
    struct stmt *q = db_stmt(x->d, sql);
    db_bind_text(q, 1, id);
    TRY(db_step(q, &row, e));
    if (!row) return fail(e, RC_INTEGRITY, "a change names what is not in the log before it");
    struct str text = db_text_dup(&x->a, q, 0);
    if (of && !db_is_null(q, 1)) *of = db_text_dup(&x->a, q, 1);
    TRY(db_run(q, e));
    return json_read(&x->a, text, body, e);
}

static rc apply_site(struct apply *x, const struct json *p, struct err *e) {
    struct str id = site_id(&x->a, json_get_str(p, "name"));
    struct stmt *q = db_stmt(x->d, &G_SITE_PUT);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, json_get_str(p, "name"));
    bind_known(q, 3, json_get_str(p, "item"));
    db_bind_text(q, 4, json_canon(&x->a, json_get(p, "about")));
    db_bind_i64(q, 5, x->en->index);
    TRY(db_run(q, e));
    return apply_touch(x, id, e);
}

static rc apply_site_set(struct apply *x, const struct json *p, struct err *e) {
    struct str id = json_get_str(p, "site");
    struct json *old;
    TRY(old_body(x, &G_BODY, id, &old, NULL, e));
    struct stmt *q = db_stmt(x->d, &G_SITE_SET);
    db_bind_text(q, 1, id);
    db_bind_text(q, 2, merged(x, old, json_get(p, "about")));
    db_bind_i64(q, 3, x->en->index);
    TRY(db_run(q, e));
    return apply_touch(x, id, e);
}

static rc put_movement(struct apply *x, struct str number, struct str from, struct str to,
                       struct str storage, struct str day, struct str reason, struct err *e) {
    struct stmt *q = db_stmt(x->d, &G_MOVE_PUT);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, number);
    bind_known(q, 4, from);
    bind_known(q, 5, to);
    bind_known(q, 6, storage);
    bind_known(q, 7, day);
    bind_known(q, 8, reason);
    db_bind_text(q, 9, x->actor);
    db_bind_i64(q, 10, x->at);
    return db_run(q, e);
}

/* Custody begins where it was found: the first movement has nobody before it. */
static rc apply_remains(struct apply *x, const struct json *p, struct err *e) {
    struct str number = json_get_str(p, "number"), holder = json_get_str(p, "holder"),
               storage = json_get_str(p, "storage"), day = json_get_str(p, "date");
    struct stmt *q = db_stmt(x->d, &G_REMAINS_PUT);
    struct str id = remains_id(&x->a, number);
    db_bind_text(q, 1, number);
    db_bind_text(q, 2, id);
    db_bind_text(q, 3, json_get_str(p, "site"));
    bind_known(q, 4, json_get_str(p, "of"));
    bind_known(q, 5, json_get_str(p, "item"));
    bind_known(q, 6, holder);
    bind_known(q, 7, storage);
    bind_known(q, 8, day);
    db_bind_text(q, 9, json_canon(&x->a, json_get(p, "about")));
    db_bind_i64(q, 10, x->en->index);
    TRY(db_run(q, e));
    TRY(put_movement(x, number, S(""), holder, storage, day, S(""), e));
    return apply_touch(x, id, e);
}

static rc apply_remains_set(struct apply *x, const struct json *p, struct err *e) {
    struct str number = json_get_str(p, "number"), of = {0};
    struct json *old;
    TRY(old_body(x, &G_REMAINS_BODY, number, &old, &of, e));
    if (json_get(p, "of")) of = json_get_str(p, "of");
    struct stmt *q = db_stmt(x->d, &G_REMAINS_SET);
    db_bind_text(q, 1, number);
    db_bind_text(q, 2, merged(x, old, json_get(p, "about")));
    bind_known(q, 3, of);
    db_bind_i64(q, 4, x->en->index);
    TRY(db_run(q, e));
    return apply_touch(x, remains_id(&x->a, number), e);
}

static rc apply_movement(struct apply *x, const struct json *p, struct err *e) {
    struct str number = json_get_str(p, "number"), to = json_get_str(p, "to"),
               storage = json_get_str(p, "storage"), day = json_get_str(p, "date");
    TRY(put_movement(x, number, json_get_str(p, "from"), to, storage, day,
                     json_get_str(p, "reason"), e));
    struct stmt *q = db_stmt(x->d, &G_REMAINS_MOVED);
    db_bind_text(q, 1, number);
    bind_known(q, 2, to);
    bind_known(q, 3, storage);
    bind_known(q, 4, day);
    TRY(db_run(q, e));
    return apply_touch(x, remains_id(&x->a, number), e);
}

static rc apply_tag(struct apply *x, const struct json *p, struct err *e) {
    struct str number = json_get_str(p, "number");
    struct stmt *q = db_stmt(x->d, &G_TAG_PUT);
    db_bind_text(q, 1, number);
    db_bind_text(q, 2, json_get_str(p, "what"));
    db_bind_text(q, 3, json_get_str(p, "name"));
    bind_known(q, 4, json_get_str(p, "item"));
    TRY(db_run(q, e));
    return apply_touch(x, remains_id(&x->a, number), e);
}

static rc put_seen(struct apply *x, const struct sql *sql, const struct json *p,
                   const char *const *keys, i64 n, struct err *e) {
    struct stmt *q = db_stmt(x->d, sql);
    db_bind_i64(q, 1, x->en->index);
    db_bind_i64(q, 2, x->part);
    db_bind_text(q, 3, json_get_str(p, "number"));
    for (int i = 0; i < n; i++)
        bind_known(q, 4 + i, json_get_str(p, keys[i]));
    db_bind_text(q, 4 + (int)n, x->actor);
    db_bind_i64(q, 5 + (int)n, x->at);
    TRY(db_run(q, e));
    return apply_touch(x, remains_id(&x->a, json_get_str(p, "number")), e);
}

static rc apply_finding(struct apply *x, const struct json *p, struct err *e) {
    static const char *const KEYS[] = {"what", "words", "examiner", "method", "date", "item"};
    return put_seen(x, &G_FINDING_PUT, p, KEYS, LEN(KEYS), e);
}

static rc apply_conclusion(struct apply *x, const struct json *p, struct err *e) {
    static const char *const KEYS[] = {"cause", "manner", "words", "by_whom", "date"};
    return put_seen(x, &G_CONCLUSION_PUT, p, KEYS, LEN(KEYS), e);
}

const struct part_kind SITE_PARTS[] = {{"site", apply_site},
                                       {"site_set", apply_site_set},
                                       {"remains", apply_remains},
                                       {"remains_set", apply_remains_set},
                                       {"movement", apply_movement},
                                       {"tag", apply_tag},
                                       {"finding", apply_finding},
                                       {"conclusion", apply_conclusion},
                                       {0}};
