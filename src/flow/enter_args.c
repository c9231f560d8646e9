/* Arguments of an operation → fields of a claim; a claim → the fields that a form shows. */
#include "flow/enter_args.h"

#include "flow/enter.h"

/* A list: its key, and for each key of a row the argument that gives it; the first two tell whether
 * there is a row at all. */
struct column {
    const char *key, *arg;
};
static const struct list {
    const char *key;
    i64 rows;
    struct column columns[6];
} LISTS[] = {
    {"counts",
     ENTER_COUNTS,
     {{"n", "count"}, {"words", "count-words"}, {"what", "what"}, {"who", "who"}, {"of", "of"}}},
    {"where",
     ENTER_LIST,
     {{"words", "where"}, {"place", "place"}, {"precision", "precision"}, {"role", "place-role"}}},
    {"perpetrators", ENTER_LIST, {{"words", "perpetrator"}, {"party", "party"}, {"how", "how"}}},
    {"victims",
     ENTER_LIST,
     {{"words", "victim"},
      {"who", "victim-who"},
      {"age", "victim-age"},
      {"counted", "victim-counted"}}},
    {"findings", ENTER_LIST, {{"kind", "finding"}, {"words", "finding-words"}}},
    {"names", ENTER_LIST, {{"words", "name"}, {"other", "other-name"}, {"former", "former"}}},
    {"chain", ENTER_CHAIN, {{"words", "who-says"}, {"role", "role"}}},
};
static const char *const ONES[] = {"kind",    "quote",    "trigger",  "cue",     "knows",
                                   "setting", "polarity", "modality", "repeats", "part-of"};

static bool declared(const struct op_ctx *c, const char *name) {
    for (i64 i = 0; c->op->args[i].name; i++)
        if (strcmp(c->op->args[i].name, name) == 0) return true;
    return false;
}

static struct str arg(struct op_ctx *c, const char *name, i64 row) {
    return declared(c, name) ? op_row_str(c, name, row) : (struct str){0};
}

static struct json *row_given(struct op_ctx *c, const struct list *l, i64 row) {
    struct json *v = json_obj(c->perm);
    for (i64 k = 0; l->columns[k].key; k++) {
        struct str s = arg(c, l->columns[k].arg, row);
        if (s.n) json_set_str(c->perm, v, l->columns[k].key, s);
    }
    return v;
}

/* A row whose "of" names another is moved into that one's parts. */
static rc nest(struct op_ctx *c, struct json **rows, i64 n, struct err *e) {
    for (i64 i = 0; i < n; i++) {
        struct str of = json_get_str(rows[i], "of");
        i64 whole;
        if (!of.n) continue;
        if (!str_i64(of, &whole) || whole < 1 || whole > n || whole == i + 1 ||
            json_get_str(rows[whole - 1], "of").n)
            return fail(e, RC_USAGE, "count %lld cannot be a part of count %.*s", (long long)i + 1,
                        SARG(str_sub(of, 0, 20)));
        struct json *part = json_obj(c->perm);
        JSON_EACH(k, rows[i])
        if (!str_eqc(k->key, "of")) json_set(part, k->key, json_copy(c->perm, k));
        struct json *parts = (struct json *)json_get(rows[whole - 1], "parts");
        if (!parts) parts = json_set(rows[whole - 1], S("parts"), json_arr(c->perm));
        json_add(parts, part);
    }
    return RC_OK;
}

static struct json *without_parts_key(struct arena *a, const struct json *row) {
    struct json *v = json_obj(a);
    JSON_EACH(k, row)
    json_set(v, str_eqc(k->key, "parts") ? S("of") : k->key, json_copy(a, k));
    return v;
}

static bool has_row(const struct json *row) {
    return json_get(row, "n") || json_get(row, "words") || json_get(row, "kind") ||
           json_get(row, "who");
}

/* Rows in order; an empty one before the last keeps its place (so that --what-2 means the second),
 * unless the form shows everything. */
static rc put_list(struct op_ctx *c, const struct list *l, bool whole, struct json *to,
                   struct err *e) {
    struct json *rows[ENTER_COUNTS];
    i64 last = -1;
    for (i64 i = 0; i < l->rows; i++) {
        rows[i] = row_given(c, l, i + 1);
        if (rows[i]->kids) last = i;
    }
    if (last < 0 && !whole) return RC_OK;
    if (l->rows == ENTER_COUNTS) TRY(nest(c, rows, l->rows, e));
    struct json *list = json_set(to, str_c(l->key), json_arr(c->perm));
    for (i64 i = 0; i <= last; i++) {
        if (json_get_str(rows[i], "of").n || (whole && !has_row(rows[i]))) continue;
        json_add(list, without_parts_key(c->perm, rows[i]));
    }
    return RC_OK;
}

/* --from and --to as one date. */
static rc first_and_last(struct op_ctx *c, struct str *date, struct err *e) {
    struct str from = arg(c, "from", 1), to = arg(c, "to", 1);
    struct date_range a, b;
    if (date->n || (!from.n && !to.n)) return RC_OK;
    if (!from.n || !to.n || str_eq(from, to)) return *date = from.n ? from : to, RC_OK;
    if (!enter_date(c->scratch, from, &a) || !enter_date(c->scratch, to, &b))
        return fail(e, RC_USAGE, "\"%.*s\" to \"%.*s\" are no dates", SARG(str_sub(from, 0, 40)),
                    SARG(str_sub(to, 0, 40)));
    if (b.to < a.from) return fail(e, RC_USAGE, "the last day is before the first");
    *date = str_fmt(c->perm, "%.*s/%.*s", SARG(date_iso(c->perm, a.from)),
                    SARG(date_iso(c->perm, b.to)));
    return RC_OK;
}

static void put_when(struct op_ctx *c, const char *key, struct str date, struct str words,
                     bool whole, struct json *to) {
    if (!date.n && !words.n && !whole) return;
    struct json *w = json_set(to, str_c(key), json_obj(c->perm));
    if (date.n) json_set_str(c->perm, w, "date", date);
    if (words.n) json_set_str(c->perm, w, "words", words);
    if (whole) json_set(w, S("whole"), json_bool(c->perm, true));
}

static void put_ones(struct op_ctx *c, bool whole, struct json *to) {
    for (i64 i = 0; i < LEN(ONES); i++) {
        struct str v = arg(c, ONES[i], 1);
        const char *key = strcmp(ONES[i], "part-of") == 0 ? "part_of" : ONES[i];
        if (v.n || whole) json_set_str(c->perm, to, key, v);
    }
    if (arg(c, "act", 1).n) json_set_str(c->perm, to, "act", arg(c, "act", 1));
    const struct op_value *v = declared(c, "same-event") ? op_values(c, "same-event") : NULL;
    if (!v && !whole) return;
    struct json *same = json_set(to, S("same_event"), json_arr(c->perm));
    for (; v; v = v->more)
        if (v->v.n) json_add(same, json_str(c->perm, v->v));
}

/* --fields names what the other arguments do not. */
static rc put_json(struct op_ctx *c, struct json *to, struct err *e) {
    struct json *more;
    struct str given = arg(c, "fields", 1);
    if (!given.n) return RC_OK;
    TRY(json_read(c->perm, given, &more, e));
    if (more->type != JSON_OBJECT) return fail(e, RC_USAGE, "--fields takes a JSON object");
    JSON_EACH(k, more) {
        if (json_get(to, cstr(c->perm, k->key)))
            return fail(e, RC_USAGE, "\"%.*s\" is given twice", SARG(str_sub(k->key, 0, 40)));
        json_set(to, k->key, json_copy(c->perm, k));
    }
    return RC_OK;
}

rc enter_given(struct op_ctx *c, struct json **out, struct err *e) {
    struct json *to = *out = json_obj(c->perm);
    bool whole = declared(c, "whole") && op_flag(c, "whole");
    struct str date = arg(c, "when", 1);
    put_ones(c, whole, to);
    for (i64 i = 0; i < LEN(LISTS); i++)
        TRY(put_list(c, &LISTS[i], whole, to, e));
    TRY(first_and_last(c, &date, e));
    put_when(c, "when", date, arg(c, "when-words", 1), whole, to);
    put_when(c, "said_when", arg(c, "said-when", 1), arg(c, "said-words", 1), whole, to);
    return put_json(c, to, e);
}

/* ---- a claim as fields ---- */

static void put_words(struct arena *a, struct str text, struct json *to, const char *key,
                      struct span s) {
    if (!span_some(s)) return;
    struct str words = s.end <= text.n ? span_words(text, s) : (struct str){0};
    json_set_str(a, to, key,
                 str_fmt(a, "@%u-%u%s%.*s", s.start, s.end, words.n ? " " : "", SARG(words)));
}

static void put_word(struct arena *a, struct json *to, const char *key, const char *list, int v) {
    json_set_str(a, to, key, word_name(list, v));
}

static void put_ends(struct arena *a, struct json *to, i64 min, i64 max) {
    json_set_str(a, to, "min", str_fmt(a, "%lld", (long long)min));
    if (max != COUNT_OPEN) json_set_str(a, to, "max", str_fmt(a, "%lld", (long long)max));
}

static void show_counts(struct arena *a, struct str text, const struct claim *c, struct json *to) {
    struct json *list = json_set(to, S("counts"), json_arr(a));
    for (i64 i = 0; i < c->ncounts; i++) {
        const struct count *n = &c->counts[i];
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", n->span);
        put_word(a, v, "what", "what", (int)n->what);
        put_word(a, v, "who", "who", (int)n->who);
        put_ends(a, v, n->min, n->max);
        struct json *of = n->nof ? json_set(v, S("of"), json_arr(a)) : NULL;
        for (i64 k = 0; k < n->nof; k++) {
            struct json *p = json_add(of, json_obj(a));
            put_words(a, text, p, "words", n->of[k].span);
            put_word(a, p, "who", "who", (int)n->of[k].who);
            put_ends(a, p, n->of[k].min, n->of[k].max);
        }
    }
}

static void show_where(struct arena *a, struct str text, const struct claim *c, struct json *to) {
    struct json *list = json_set(to, S("where"), json_arr(a));
    for (i64 i = 0; i < c->nwhere; i++) {
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", c->where[i].span);
        if (c->where[i].place.n) json_set_str(a, v, "place", c->where[i].place);
        put_word(a, v, "precision", "precision", (int)c->where[i].precision);
        put_word(a, v, "role", "place_role", (int)c->where[i].role);
    }
}

static void show_people(struct arena *a, struct str text, const struct claim *c, struct json *to) {
    struct json *list = json_set(to, S("perpetrators"), json_arr(a));
    for (i64 i = 0; i < c->nperps; i++) {
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", c->perps[i].span);
        put_word(a, v, "how", "how", (int)c->perps[i].how);
        if (c->perps[i].party.n) json_set_str(a, v, "party", c->perps[i].party);
    }
    list = json_set(to, S("victims"), json_arr(a));
    for (i64 i = 0; i < c->nvictims; i++) {
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", c->victims[i].name);
        put_word(a, v, "who", "who", (int)c->victims[i].who);
        if (c->victims[i].age >= 0)
            json_set_str(a, v, "age", str_fmt(a, "%d", (int)c->victims[i].age));
        if (c->victims[i].counted) json_set_str(a, v, "counted", S("1"));
    }
    list = json_set(to, S("names"), json_arr(a));
    for (i64 i = 0; i < c->nnames; i++) {
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", c->names[i].name);
        put_words(a, text, v, "other", c->names[i].other);
        if (c->names[i].former) json_set_str(a, v, "former", S("1"));
    }
}

static void show_findings(struct arena *a, struct str text, const struct claim *c,
                          struct json *to) {
    struct json *list = json_set(to, S("findings"), json_arr(a));
    for (i64 i = 0; i < c->nfindings; i++) {
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", c->findings[i].span);
        put_word(a, v, "kind", "finding", (int)c->findings[i].kind);
    }
}

static void show_when(struct arena *a, struct str text, const char *key, const struct when *w,
                      struct json *to) {
    struct json *v = json_set(to, str_c(key), json_obj(a));
    put_words(a, text, v, "words", w->span);
    if (w->range.precision != DATE_NONE) json_set_str(a, v, "date", date_text(a, w->range));
}

static void show_said(struct arena *a, struct str text, const struct claim *c, struct json *to) {
    struct json *list = json_set(to, S("chain"), json_arr(a));
    for (i64 i = 0; i < c->said.nchain; i++) {
        if (c->said.chain[i].is_publication) continue;
        struct json *v = json_add(list, json_obj(a));
        put_words(a, text, v, "words", c->said.chain[i].who);
        put_word(a, v, "role", "role", (int)c->said.chain[i].role);
    }
    put_words(a, text, to, "cue", c->said.cue);
    put_words(a, text, to, "knows", c->said.knows);
    put_words(a, text, to, "setting", c->said.setting);
    put_word(a, to, "act", "act", (int)c->said.act);
    show_when(a, text, "said_when", &c->said.when, to);
}

struct json *enter_shown(struct arena *a, struct str text, const struct claim *c) {
    struct json *to = json_obj(a);
    json_set_str(a, to, "kind", kind_name(c->kind));
    put_words(a, text, to, "quote", span_some(c->said.content) ? c->said.content : c->sentence);
    put_words(a, text, to, "trigger", c->trigger);
    show_said(a, text, c, to);
    show_counts(a, text, c, to);
    show_where(a, text, c, to);
    show_people(a, text, c, to);
    show_findings(a, text, c, to);
    show_when(a, text, "when", &c->when, to);
    put_word(a, to, "polarity", "polarity", (int)c->polarity);
    put_word(a, to, "modality", "modality", (int)c->modality);
    struct json *same = json_set(to, S("same_event"), json_arr(a));
    for (i64 i = 0; i < c->nsame_event; i++)
        json_add(same, json_str(a, c->same_event[i]));
    if (c->repeats.n) json_set_str(a, to, "repeats", c->repeats);
    if (c->part_of.n) json_set_str(a, to, "part_of", c->part_of);
    return to;
}

/* ---- corrections in part ---- */

/* What the person gave of a row, the rest as it was. A new number replaces both ends; new words
 * drop what was known of the old ones. */
static struct json *over_row(struct arena *a, const struct json *was, const struct json *given) {
    struct json *v = json_copy(a, given);
    bool number = json_get(given, "n") != NULL, words = json_get(given, "words") != NULL;
    JSON_EACH(k, was) {
        bool end = str_eqc(k->key, "min") || str_eqc(k->key, "max");
        bool known =
            str_eqc(k->key, "place") || str_eqc(k->key, "party") || str_eqc(k->key, "precision");
        if (json_get(given, cstr(a, k->key)) || (number && end) || (words && known)) continue;
        json_set(v, k->key, json_copy(a, k));
    }
    return v;
}

static struct json *over_list(struct arena *a, const struct json *was, const struct json *given) {
    struct json *list = json_arr(a);
    const struct json *w = was ? was->kids : NULL;
    JSON_EACH(g, given) {
        if (w || has_row(g) || json_get(g, "min"))
            json_add(list, w ? over_row(a, w, g) : json_copy(a, g));
        w = w ? w->next : NULL;
    }
    for (; w; w = w->next)
        json_add(list, json_copy(a, w));
    return list;
}

struct json *enter_over(struct arena *a, const struct claim *base, const struct json *given) {
    struct json *was = enter_shown(a, (struct str){0}, base), *out = json_obj(a);
    JSON_EACH(k, given) {
        bool rows = k->type == JSON_ARRAY && !str_eqc(k->key, "same_event");
        const struct json *old = json_get(was, cstr(a, k->key));
        json_set(out, k->key, rows ? over_list(a, old, k) : json_copy(a, k));
    }
    return out;
}
