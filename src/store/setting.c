#include "store/setting.h"

#include "base/limits.h"
#include "store/noun.h"
#include "store/setting_sql.h"

const struct setting_def SETTINGS[] = {
    {"two_person", "off|all", "off",
     "all: a claim counts as reviewed when two persons accepted it who did not write the version "
     "that stands; and nobody accepts what they wrote"},
    {"sensitive_fields", NULL, "off",
     "religion and ethnicity of persons: off, or why they are needed and how they are protected"},
    {"grave_definition", "more_than_one|three_or_more", "more_than_one",
     "how many persons a grave holds that is called a mass grave here"},
    {"codebook", NULL, "", "what the words of this case mean, for those who work on it"},
    {0}};

const struct setting_def *setting_find(struct str name) {
    for (const struct setting_def *s = SETTINGS; s->name; s++)
        if (str_eqc(name, s->name)) return s;
    return NULL;
}

static bool listed(struct str values, struct str value) {
    while (values.n)
        if (str_eq(str_cut(&values, '|'), value)) return true;
    return false;
}

rc setting_check(struct str name, struct str value, struct err *e) {
    const struct setting_def *s = setting_find(name);
    if (!s)
        return fail(e, RC_NOTFOUND, "there is no setting \"%.*s\"", SARG(str_sub(name, 0, 60)));
    if (s->values && !listed(str_c(s->values), value))
        return fail(e, RC_USAGE, "%s is one of %s", s->name, s->values);
    if (!s->values && (value.n == 0 || value.n > SETTING_BYTES_MAX))
        return fail(e, RC_USAGE, "%s takes 1 to %d bytes of words", s->name, SETTING_BYTES_MAX);
    return RC_OK;
}

static rc get(struct db *d, const char *name, struct stmt **q, bool *row, struct err *e) {
    *q = db_stmt(d, &Q_SETTING_GET);
    db_bind_text(*q, 1, str_c(name));
    return db_step(*q, row, e);
}

rc records_setting(struct db *d, struct arena *a, const char *name, struct str *value,
                   struct err *e) {
    const struct setting_def *s = setting_find(str_c(name));
    struct stmt *q;
    bool row;
    *value = s ? str_c(s->unset) : (struct str){0};
    TRY(get(d, name, &q, &row, e));
    if (!row) return RC_OK;
    *value = db_text_dup(a, q, 0);
    return db_run(q, e);
}

rc records_setting_entry(struct db *d, const char *name, i64 *entry, struct err *e) {
    struct stmt *q;
    bool row;
    *entry = -1;
    TRY(get(d, name, &q, &row, e));
    if (!row) return RC_OK;
    *entry = db_i64(q, 1);
    return db_run(q, e);
}

/* Settings of a newer cairn are kept: it knows what they mean. */
static rc apply_setting(struct apply *x, const struct json *p, struct err *e) {
    struct str name = json_get_str(p, "name");
    struct stmt *q = db_stmt(x->d, &Q_SETTING_PUT);
    db_bind_text(q, 1, name);
    db_bind_text(q, 2, json_get_str(p, "value"));
    db_bind_i64(q, 3, x->en->index);
    TRY(db_run(q, e));
    return apply_touch(x, str_cat(&x->a, S("setting "), name), e);
}

const struct part_kind SETTING_PARTS[] = {{"setting", apply_setting}, {0}};
