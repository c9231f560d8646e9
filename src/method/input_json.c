/* The input of a method as JSON: what a receipt carries so that anyone can fold again.
 *
 *   {"v":1,"method":"range@1","incident":ID,
 *    "parties":[{"id":ID,"allies":[ID…]}],
 * "publications":[{"id":ID,"registered":BOOL,"owner":S?,"side":S?,"feeds":[ID…]?}],
 *    "voices":[{"publication":INDEX?,"speaker":S?,"side":S?,"text":S?}],
 *    "tuples":[{"claim":ID,"voice":INDEX,"what":S?,"who":S?,"min":N?,"max":N|null?,
 *                "whole":S?,"left_out":S?,"said":DAY?,
 *               "corrects":true?,"reviewed":BOOL}]}
 * what, who, min and max come together or not at all. Absent = not known. */
#include "base/limits.h"
#include "method/method.h"

static void opt(struct arena *a, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(a, j, key, s);
}

static void list(struct arena *a, struct json *j, struct str key, const struct str *s, i64 n) {
    if (n == 0) return;
    struct json *l = json_set(j, key, json_arr(a));
    for (i64 i = 0; i < n; i++)
        json_add(l, json_str(a, s[i]));
}

static struct json *party_json(struct arena *a, const struct method_party *p) {
    struct json *j = json_obj(a);
    json_set_str(a, j, "id", p->id);
    list(a, j, S("allies"), p->allies, p->nallies);
    return j;
}

static struct json *publication_json(struct arena *a, const struct method_publication *p) {
    struct json *j = json_obj(a);
    json_set_str(a, j, "id", p->id);
    json_set(j, S("registered"), json_bool(a, p->registered));
    opt(a, j, "owner", p->owner);
    opt(a, j, "side", p->side);
    list(a, j, S("feeds"), p->feeds, p->nfeeds);
    return j;
}

static struct json *voice_json(struct arena *a, const struct method_voice *v) {
    struct json *j = json_obj(a);
    if (v->publication >= 0) json_set_i(a, j, "publication", v->publication);
    opt(a, j, "speaker", v->speaker);
    opt(a, j, "side", v->side);
    opt(a, j, "text", v->text);
    return j;
}

static struct json *tuple_json(struct arena *a, const struct method_tuple *t) {
    struct json *j = json_obj(a);
    json_set_str(a, j, "claim", t->claim);
    json_set_i(a, j, "voice", t->voice);
    if (t->what.n) {
        json_set_str(a, j, "what", t->what);
        json_set_str(a, j, "who", t->who);
        json_set_i(a, j, "min", t->min);
        json_set(j, S("max"), t->max == METHOD_OPEN ? json_null(a) : json_i(a, t->max));
    }
    opt(a, j, "whole", t->whole);
    opt(a, j, "left_out", t->left_out);
    if (t->said != METHOD_DAY_NONE) json_set_i(a, j, "said", t->said);
    if (t->corrects) json_set(j, S("corrects"), json_bool(a, true));
    json_set(j, S("reviewed"), json_bool(a, t->reviewed));
    return j;
}

struct json *method_input_to_json(struct arena *a, const struct method_input *in) {
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "method", S("range@1"));
    json_set_str(a, j, "incident", in->incident);
    struct json *l = json_set(j, S("parties"), json_arr(a));
    for (i64 i = 0; i < in->nparties; i++)
        json_add(l, party_json(a, &in->parties[i]));
    l = json_set(j, S("publications"), json_arr(a));
    for (i64 i = 0; i < in->npublications; i++)
        json_add(l, publication_json(a, &in->publications[i]));
    l = json_set(j, S("voices"), json_arr(a));
    for (i64 i = 0; i < in->nvoices; i++)
        json_add(l, voice_json(a, &in->voices[i]));
    l = json_set(j, S("tuples"), json_arr(a));
    for (i64 i = 0; i < in->ntuples; i++)
        json_add(l, tuple_json(a, &in->tuples[i]));
    return j;
}

/* Reading. Each object declares its keys with their types; anything else is refused. */
enum type { T_STR, T_ID, T_INT, T_MAX, T_BOOL, T_LIST };
struct key {
    const char *name;
    enum type type;
    bool required;
};

static const struct key TOP[] = {{"v", T_INT, true},
                                 {"method", T_ID, true},
                                 {"incident", T_ID, true},
                                 {"parties", T_LIST, true},
                                 {"publications", T_LIST, true},
                                 {"voices", T_LIST, true},
                                 {"tuples", T_LIST, true},
                                 {0}};
static const struct key PARTY[] = {{"id", T_ID, true}, {"allies", T_LIST, false}, {0}};
static const struct key PUBLICATION[] = {{"id", T_ID, true},       {"registered", T_BOOL, true},
                                         {"owner", T_STR, false},  {"side", T_STR, false},
                                         {"feeds", T_LIST, false}, {0}};
static const struct key VOICE[] = {{"publication", T_INT, false},
                                   {"speaker", T_STR, false},
                                   {"side", T_STR, false},
                                   {"text", T_STR, false},
                                   {0}};
static const struct key TUPLE[] = {
    {"claim", T_ID, true},       {"voice", T_INT, true},     {"what", T_ID, false},
    {"who", T_ID, false},        {"min", T_INT, false},      {"max", T_MAX, false},
    {"whole", T_STR, false},     {"left_out", T_STR, false}, {"said", T_INT, false},
    {"corrects", T_BOOL, false}, {"reviewed", T_BOOL, true}, {0}};

static bool is_bool(const struct json *j) {
    return j->type == JSON_TRUE || j->type == JSON_FALSE;
}

static bool has_type(const struct json *j, enum type t) {
    switch (t) {
    case T_STR: return j->type == JSON_STRING && j->s.n <= NAME_BYTES_MAX;
    case T_ID: return j->type == JSON_STRING && j->s.n > 0 && j->s.n <= NAME_BYTES_MAX;
    case T_INT: return j->type == JSON_NUMBER && j->is_int;
    case T_MAX: return j->type == JSON_NULL || (j->type == JSON_NUMBER && j->is_int);
    case T_BOOL: return is_bool(j);
    case T_LIST: return j->type == JSON_ARRAY;
    }
    return false;
}

static const struct key *key_of(const struct key *keys, struct str name) {
    for (; keys->name; keys++)
        if (str_eqc(name, keys->name)) return keys;
    return NULL;
}

static rc shape(const struct json *j, const struct key *keys, const char *what, struct err *e) {
    if (j->type != JSON_OBJECT) return fail(e, RC_USAGE, "method input: %s is not an object", what);
    JSON_EACH(m, j) {
        const struct key *k = key_of(keys, m->key);
        if (!k) return fail(e, RC_USAGE, "method input: a key of %s is not known", what);
        if (!has_type(m, k->type))
            return fail(e, RC_USAGE, "method input: \"%s\" of %s has a wrong type", k->name, what);
    }
    for (; keys->name; keys++)
        if (keys->required && !json_get(j, keys->name))
            return fail(e, RC_USAGE, "method input: %s lacks \"%s\"", what, keys->name);
    return RC_OK;
}

static rc count_list(const struct json *l, i64 max, const char *what, i64 *n, struct err *e) {
    *n = l ? l->n : 0;
    if (*n <= max) return RC_OK;
    return fail(e, RC_LIMIT, "method input: %lld %s; the most is %lld", (long long)*n, what,
                (long long)max);
}

static rc read_ids(struct arena *a, const struct json *l, const char *what, struct str **out,
                   i64 *n, struct err *e) {
    TRY(count_list(l, METHOD_REGISTER_MAX, what, n, e));
    *out = NEWN(a, struct str, *n);
    i64 i = 0;
    JSON_EACH(m, l) {
        if (!has_type(m, T_ID)) return fail(e, RC_USAGE, "method input: %s are not ids", what);
        (*out)[i++] = m->s;
    }
    return RC_OK;
}

static rc read_parties(struct arena *a, const struct json *l, struct method_input *in,
                       struct err *e) {
    TRY(count_list(l, METHOD_REGISTER_MAX, "parties", &in->nparties, e));
    struct method_party *p = in->parties = NEWN(a, struct method_party, in->nparties);
    JSON_EACH(m, l) {
        TRY(shape(m, PARTY, "a party", e));
        p->id = json_get_str(m, "id");
        TRY(read_ids(a, json_get(m, "allies"), "allies", &p->allies, &p->nallies, e));
        p++;
    }
    return RC_OK;
}

static rc read_publications(struct arena *a, const struct json *l, struct method_input *in,
                            struct err *e) {
    TRY(count_list(l, METHOD_REGISTER_MAX, "publications", &in->npublications, e));
    struct method_publication *p = NEWN(a, struct method_publication, in->npublications);
    in->publications = p;
    JSON_EACH(m, l) {
        TRY(shape(m, PUBLICATION, "a publication", e));
        *p = (struct method_publication){.id = json_get_str(m, "id"),
                                         .owner = json_get_str(m, "owner"),
                                         .side = json_get_str(m, "side"),
                                         .registered = json_get_bool(m, "registered")};
        TRY(read_ids(a, json_get(m, "feeds"), "feeds", &p->feeds, &p->nfeeds, e));
        p++;
    }
    return RC_OK;
}

static rc read_voices(struct arena *a, const struct json *l, struct method_input *in,
                      struct err *e) {
    TRY(count_list(l, METHOD_REGISTER_MAX, "voices", &in->nvoices, e));
    struct method_voice *v = in->voices = NEWN(a, struct method_voice, in->nvoices);
    JSON_EACH(m, l) {
        TRY(shape(m, VOICE, "a voice", e));
        i64 p = json_get_i(m, "publication", -1);
        if (p < (json_get(m, "publication") ? 0 : -1) || p >= in->npublications)
            return fail(e, RC_USAGE, "method input: a voice names publication %lld of %lld",
                        (long long)p, (long long)in->npublications);
        *v++ = (struct method_voice){p, json_get_str(m, "speaker"), json_get_str(m, "side"),
                                     json_get_str(m, "text")};
    }
    return RC_OK;
}

/* what, who, min, max: all or none, and min <= max. */
static rc read_count(const struct json *m, struct method_tuple *t, struct err *e) {
    int have =
        !!json_get(m, "what") + !!json_get(m, "who") + !!json_get(m, "min") + !!json_get(m, "max");
    if (have == 0) return RC_OK;
    if (have != 4) return fail(e, RC_USAGE, "method input: a tuple has half a count");
    t->what = json_get_str(m, "what");
    t->who = json_get_str(m, "who");
    t->min = json_get_i(m, "min", 0);
    t->max = json_get(m, "max")->type == JSON_NULL ? METHOD_OPEN : json_get_i(m, "max", 0);
    bool open = json_get(m, "max")->type == JSON_NULL;
    if (t->min < 0 || (!open && t->max < t->min))
        return fail(e, RC_USAGE, "method input: a count with min %lld and max %lld",
                    (long long)t->min, (long long)t->max);
    return RC_OK;
}

static rc read_tuple(const struct json *m, const struct method_input *in, struct method_tuple *t,
                     struct err *e) {
    TRY(shape(m, TUPLE, "a tuple", e));
    *t = (struct method_tuple){.claim = json_get_str(m, "claim"),
                               .voice = json_get_i(m, "voice", -1),
                               .whole = json_get_str(m, "whole"),
                               .left_out = json_get_str(m, "left_out"),
                               .said = json_get_i(m, "said", METHOD_DAY_NONE),
                               .corrects = json_get_bool(m, "corrects"),
                               .reviewed = json_get_bool(m, "reviewed")};
    if (t->voice < 0 || t->voice >= in->nvoices)
        return fail(e, RC_USAGE, "method input: a tuple names voice %lld of %lld",
                    (long long)t->voice, (long long)in->nvoices);
    return read_count(m, t, e);
}

rc method_input_from_json(struct arena *a, const struct json *j, struct method_input *out,
                          struct err *e) {
    *out = (struct method_input){0};
    TRY(shape(j, TOP, "the input", e));
    if (json_get_i(j, "v", 0) != 1 || !str_eqc(json_get_str(j, "method"), "range@1"))
        return fail(e, RC_UNSUPPORTED, "method input: not of method range@1, form 1");
    out->incident = json_get_str(j, "incident");
    TRY(read_parties(a, json_get(j, "parties"), out, e));
    TRY(read_publications(a, json_get(j, "publications"), out, e));
    TRY(read_voices(a, json_get(j, "voices"), out, e));
    const struct json *l = json_get(j, "tuples");
    TRY(count_list(l, METHOD_TUPLES_MAX, "tuples", &out->ntuples, e));
    struct method_tuple *t = out->tuples = NEWN(a, struct method_tuple, out->ntuples);
    JSON_EACH(m, l) TRY(read_tuple(m, out, t++, e));
    return RC_OK;
}
