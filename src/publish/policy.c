#include "publish/policy.h"

#include <stddef.h>

#define PRECISIONS                                                                                 \
    {                                                                                              \
        SI("unknown"), SI("exact"), SI("facility"), SI("neighbourhood"), SI("city"), SI("region"), \
            SI("country")                                                                          \
    }

/* The one table: order is that of the page that shows it. */
static const struct policy_row ROWS[] = {
    {SI("names"),
     SI("Names of persons. mask: all but officials and spokespersons speaking in office are "
        "withheld, inside "
        "quotations too; mask_all: theirs too; show: none is withheld."),
     offsetof(struct publish_policy, names),
     NAMES_MASK,
     NAMES_MASK,
     NAMES_SHOW,
     {SI("mask"), SI("mask_all"), SI("show")}},
    {SI("place_precision"),
     SI("Places finer than this are shown, on map and in data, as the place they lie in."),
     offsetof(struct publish_policy, place_precision), 4, 1, 6, PRECISIONS},
    {SI("place_words"),
     SI("Words of a quotation that name a place this exact, or more so, are withheld."),
     offsetof(struct publish_policy, place_words), 1, 0, 6, PRECISIONS},
    {SI("excerpt_bytes"),
     SI("The longest passage shown of one document at a time, in bytes: excerpts, never whole "
        "articles."),
     offsetof(struct publish_policy, excerpt_bytes),
     600,
     80,
     EXCERPT_BYTES_MAX,
     {{0}}},
    {SI("min_reviewers"),
     SI("How many persons must have accepted a claim before it is published."),
     offsetof(struct publish_policy, min_reviewers),
     1,
     1,
     9,
     {{0}}},
    {SI("urls"),
     SI("Addresses of documents. full: shown, unless a withheld name stands in them; host: only "
        "the site's name; "
        "none."),
     offsetof(struct publish_policy, urls),
     URLS_FULL,
     URLS_HOST,
     URLS_NONE,
     {SI("host"), SI("full"), SI("none")}},
};

const struct policy_row *policy_rows(i64 *n) {
    *n = LEN(ROWS);
    return ROWS;
}

static i64 *field(struct publish_policy *p, const struct policy_row *row) {
    return (i64 *)((char *)p + row->at);
}

struct publish_policy publish_policy_default(void) {
    struct publish_policy p;
    for (i64 i = 0; i < LEN(ROWS); i++)
        *field(&p, &ROWS[i]) = ROWS[i].dflt;
    return p;
}

static rc bad(const struct policy_row *row, struct err *e) {
    rc r = fail(e, RC_USAGE, "policy: \"%.*s\" has a value that it cannot have", SARG(row->name));
    if (row->values[0].n) {
        return err_hint(e, "values: %.*s … %.*s; src/publish/README.md lists them",
                        SARG(row->values[row->min]), SARG(row->values[row->max]));
    }
    err_hint(e, "a whole number from %lld to %lld", (long long)row->min, (long long)row->max);
    return r;
}

static rc read_one(const struct json *v, struct publish_policy *p, struct err *e) {
    for (i64 i = 0; i < LEN(ROWS); i++) {
        const struct policy_row *row = &ROWS[i];
        if (!str_eq(v->key, row->name)) continue;
        i64 value = -1;
        if (!row->values[0].n && v->is_int) value = v->i;
        for (i64 k = 0; row->values[0].n && k < LEN(row->values); k++)
            if (v->type == JSON_STRING && v->s.n && str_eq(v->s, row->values[k])) value = k;
        if (value < row->min || value > row->max) return bad(row, e);
        *field(p, row) = value;
        return RC_OK;
    }
    rc r = fail(e, RC_USAGE, "policy: there is no setting \"%.*s\"", SARG(str_sub(v->key, 0, 60)));
    err_hint(e,
             "settings: names, place_precision, place_words, excerpt_bytes, min_reviewers, urls");
    return r;
}

rc publish_policy_from_json(struct arena *a, struct str text, struct publish_policy *out,
                            struct err *e) {
    *out = publish_policy_default();
    if (text.n > POLICY_BYTES_MAX) return fail(e, RC_LIMIT, "policy: longer than 1 MiB");
    struct json *j;
    TRY(json_read(a, text, &j, e));
    if (j->type != JSON_OBJECT) return fail(e, RC_USAGE, "policy: not a JSON object");
    JSON_EACH(v, j) TRY(read_one(v, out, e));
    return RC_OK;
}

struct str policy_value(struct arena *a, const struct publish_policy *p,
                        const struct policy_row *row) {
    i64 v = *field((struct publish_policy *)p, row);
    CHECK(v >= row->min && v <= row->max);
    return row->values[0].n ? row->values[v] : str_fmt(a, "%lld", (long long)v);
}

struct json *publish_policy_to_json(struct arena *a, const struct publish_policy *p) {
    struct json *j = json_obj(a);
    for (i64 i = 0; i < LEN(ROWS); i++) {
        if (ROWS[i].values[0].n)
            json_set(j, ROWS[i].name, json_str(a, policy_value(a, p, &ROWS[i])));
        else
            json_set(j, ROWS[i].name, json_i(a, *field((struct publish_policy *)p, &ROWS[i])));
    }
    return j;
}
