/* Fields as a person gives them, put into the JSON of a claim, which the strict reader of claim/1
 * then checks. */
#include "base/limits.h"
#include "flow/correct.h"
#include "flow/enter.h"
#include "flow/kind_fields.h"
#include "flow/places.h"

static rc bad(struct err *e, const char *field, struct str v) {
    return fail(e, RC_USAGE, "%s cannot be \"%.*s\"", field, SARG(str_sub(v, 0, 60)));
}

static struct json *span_json(struct arena *a, struct span s) {
    struct json *v = json_arr(a);
    json_add(v, json_i(a, s.start));
    json_add(v, json_i(a, s.end));
    return v;
}

/* A span given by words or offsets, put as `key`; nothing when it is empty. */
static rc put_span(struct enter *x, struct json *to, const char *key, struct str given,
                   struct err *e) {
    struct span s;
    if (!str_trim(given).n) return RC_OK;
    TRY(enter_span(x, given, &s, e));
    json_set(to, str_c(key), span_json(x->a, s));
    return RC_OK;
}

static void put(struct enter *x, struct json *to, const char *key, struct str v) {
    if (v.n) json_set_str(x->a, to, key, v);
}

static void put_range(struct enter *x, struct json *to, i64 min, i64 max, bool vague) {
    json_set_i(x->a, to, "min", min);
    json_set(to, S("max"), max == COUNT_OPEN ? json_null(x->a) : json_i(x->a, max));
    json_set(to, S("vague"), json_bool(x->a, vague));
}

/* "min" without "max": no upper end. */
static rc put_ends(struct enter *x, struct str lo, struct str hi, struct json *to, struct err *e) {
    i64 min, max = COUNT_OPEN;
    if (!str_i64(enter_digits(x->a, lo), &min) || min < 0) return bad(e, "min", lo);
    if (hi.n && (!str_i64(enter_digits(x->a, hi), &max) || max < 0)) return bad(e, "max", hi);
    if (max != COUNT_OPEN && max < min)
        return fail(e, RC_USAGE, "the upper end is below the lower end");
    if (min > COUNT_VALUE_MAX || max > COUNT_VALUE_MAX)
        return fail(e, RC_USAGE, "a count is at most %lld", (long long)COUNT_VALUE_MAX);
    put_range(x, to, min, max, min != max);
    return RC_OK;
}

/* The number given, else the number that the words say. */
static rc put_number(struct enter *x, const struct json *in, struct json *to, struct err *e) {
    struct str n = json_get_str(in, "n"), words = json_get_str(in, "words");
    struct span s;
    i64 min, max;
    bool vague;
    if (!n.n && json_get_str(in, "min").n)
        return put_ends(x, json_get_str(in, "min"), json_get_str(in, "max"), to, e);
    if (!n.n && words.n) {
        TRY(enter_span(x, words, &s, e));
        n = span_words(x->text, s);
    }
    if (!n.n) return fail(e, RC_USAGE, "a count needs a number");
    if (!enter_number(*x->a, n, &min, &max, &vague)) {
        rc r = bad(e, "count", n);
        err_hint(e, "write 14, 14-20, 14+ or a number in words, such as dozens");
        return r;
    }
    put_range(x, to, min, max, vague);
    return RC_OK;
}

/* Words of the number; a number that no words are given for stands at the trigger. */
static rc put_count_span(struct enter *x, const struct json *in, struct span trigger,
                         struct json *to, struct err *e) {
    struct str words = json_get_str(in, "words");
    if (str_trim(words).n) return put_span(x, to, "span", words, e);
    json_set(to, S("span"), span_json(x->a, trigger));
    return RC_OK;
}

static rc count_part(struct enter *x, const struct json *in, struct span trigger, struct json *to,
                     struct err *e) {
    TRY(put_count_span(x, in, trigger, to, e));
    put(x, to, "who", json_get_str(in, "who"));
    return put_number(x, in, to, e);
}

static rc count_one(struct enter *x, const struct json *in, struct span trigger, struct json *to,
                    struct err *e) {
    struct str what = json_get_str(in, "what");
    TRY(count_part(x, in, trigger, to, e));
    json_set_str(x->a, to, "what", what.n ? what : x->counts);
    const struct json *of = json_get(in, "of");
    struct json *parts = of && of->kids ? json_set(to, S("of"), json_arr(x->a)) : NULL;
    JSON_EACH(p, of) TRY(count_part(x, p, trigger, json_add(parts, json_obj(x->a)), e));
    return RC_OK;
}

static rc where_one(struct enter *x, const struct json *in, struct span trigger, struct json *to,
                    struct err *e) {
    struct span s;
    struct place_found found = {0};
    struct str place = str_trim(json_get_str(in, "place")),
               precision = json_get_str(in, "precision");
    (void)trigger;
    TRY(enter_span(x, json_get_str(in, "words"), &s, e));
    json_set(to, S("span"), span_json(x->a, s));
    if (place.n)
        TRY(place_resolve(x, place, &found, e));
    else
        place_known(x, span_words(x->text, s), &found);
    put(x, to, "place", found.id);
    if (!precision.n && found.id.n) precision = word_name("precision", (int)found.precision);
    put(x, to, "precision", precision);
    put(x, to, "role", json_get_str(in, "role"));
    return RC_OK;
}

static rc find_party(struct enter *x, struct str given, struct str *id, struct err *e) {
    struct read_name found = {0};
    if (book_party(x->b, given) >= 0) return *id = given, RC_OK;
    if (names_lookup(&x->names, given, &found) && found.party.n) return *id = found.party, RC_OK;
    rc r = fail(e, RC_NOTFOUND, "there is no party \"%.*s\" in the register",
                SARG(str_sub(given, 0, 100)));
    err_hint(e, "add it: cairn -C DIR party add NAME --source TEXT");
    return r;
}

static rc perpetrator_one(struct enter *x, const struct json *in, struct span trigger,
                          struct json *to, struct err *e) {
    struct span s;
    struct read_name found = {0};
    struct str how = json_get_str(in, "how"), party = str_trim(json_get_str(in, "party"));
    (void)trigger;
    TRY(enter_span(x, json_get_str(in, "words"), &s, e));
    json_set(to, S("span"), span_json(x->a, s));
    json_set_str(x->a, to, "how", how.n ? how : S("accused"));
    if (party.n)
        TRY(find_party(x, party, &party, e));
    else if (names_lookup(&x->names, span_words(x->text, s), &found))
        party = found.party;
    put(x, to, "party", party);
    return RC_OK;
}

static rc victim_one(struct enter *x, const struct json *in, struct span trigger, struct json *to,
                     struct err *e) {
    i64 age;
    struct str given = str_trim(json_get_str(in, "age"));
    (void)trigger;
    TRY(put_span(x, to, "name", json_get_str(in, "words"), e));
    put(x, to, "who", json_get_str(in, "who"));
    if (json_get_bool(in, "counted") || str_eqc(json_get_str(in, "counted"), "1"))
        json_set(to, S("counted"), json_bool(x->a, true));
    if (!given.n) return RC_OK;
    if (!str_i64(enter_digits(x->a, given), &age)) return bad(e, "age", given);
    json_set_i(x->a, to, "age", age);
    return RC_OK;
}

static rc finding_one(struct enter *x, const struct json *in, struct span trigger, struct json *to,
                      struct err *e) {
    json_set_str(x->a, to, "kind", json_get_str(in, "kind"));
    if (!str_trim(json_get_str(in, "words")).n)
        return json_set(to, S("span"), span_json(x->a, trigger)), RC_OK;
    return put_span(x, to, "span", json_get_str(in, "words"), e);
}

static rc name_one(struct enter *x, const struct json *in, struct span trigger, struct json *to,
                   struct err *e) {
    (void)trigger;
    TRY(put_span(x, to, "name", json_get_str(in, "words"), e));
    TRY(put_span(x, to, "other", json_get_str(in, "other"), e));
    if (json_get_bool(in, "former") || str_eqc(json_get_str(in, "former"), "1"))
        json_set(to, S("former"), json_bool(x->a, true));
    return RC_OK;
}

typedef rc one_fn(struct enter *, const struct json *, struct span, struct json *, struct err *);
static const struct {
    const char *field;
    one_fn *one;
} LISTS[] = {{"counts", count_one},     {"where", where_one},
             {"victims", victim_one},   {"perpetrators", perpetrator_one},
             {"findings", finding_one}, {"names", name_one}};

static rc lists(struct enter *x, const struct json *f, struct span trigger, struct json *to,
                struct err *e) {
    for (i64 i = 0; i < LEN(LISTS); i++) {
        const struct json *in = json_get(f, LISTS[i].field);
        if (!in || !in->kids) continue;
        struct json *list = json_set(to, str_c(LISTS[i].field), json_arr(x->a));
        JSON_EACH(v, in) TRY(LISTS[i].one(x, v, trigger, json_add(list, json_obj(x->a)), e));
    }
    return RC_OK;
}

/* {"words","date"}: what is not given stays as it was. */
static rc put_when(struct enter *x, const struct json *in, const struct when *old, struct json *to,
                   struct err *e) {
    if (!in) return RC_OK;
    struct str words = str_trim(json_get_str(in, "words")),
               date = str_trim(json_get_str(in, "date"));
    struct date_range r;
    struct json *w = json_obj(x->a);
    if (date.n && !enter_date(*x->a, date, &r)) {
        rc b = bad(e, "date", date);
        err_hint(e, "write 2031-03-10, 2031-03, 2031 or 2031-03-03/2031-03-09");
        return b;
    }
    TRY(put_span(x, w, "span", words, e));
    if (!words.n && !json_get_bool(in, "whole") && span_some(old->span))
        json_set(w, S("span"), span_json(x->a, old->span));
    if (date.n) {
        json_set_str(x->a, w, "from", date_iso(x->a, r.from));
        json_set_str(x->a, w, "to", date_iso(x->a, r.to));
        json_set_str(x->a, w, "precision", date_precision_name(r.precision));
        bool same = r.from == old->range.from && r.to == old->range.to &&
                    r.precision == old->range.precision;
        put(x, w, "anchor", same ? old->anchor : S("entered by a person"));
    }
    if (w->kids) json_set(to, S("when"), w);
    return RC_OK;
}

static rc chain(struct enter *x, const struct json *in, const struct claim *base, struct json *said,
                struct err *e) {
    const struct said_link *last =
        base->said.nchain ? &base->said.chain[base->said.nchain - 1] : NULL;
    struct json *list = json_set(said, S("chain"), json_arr(x->a));
    JSON_EACH(v, in) {
        struct span s;
        TRY(enter_span(x, json_get_str(v, "words"), &s, e));
        struct json *link = json_add(list, json_obj(x->a));
        json_set(link, S("who"), span_json(x->a, s));
        put(x, link, "role", json_get_str(v, "role"));
    }
    struct json *pub = json_add(list, json_obj(x->a));
    json_set_str(x->a, pub, "publication", last && last->publication.n ? last->publication : S(""));
    return RC_OK;
}

/* A key of `from` as it was, unless the person gave it. */
static void keep(struct enter *x, const struct json *from, const char *key, bool given,
                 struct json *to) {
    const struct json *v = json_get(from, key);
    if (v && !given) json_set(to, str_c(key), json_copy(x->a, v));
}

static rc said(struct enter *x, const struct json *f, const struct claim *base,
               const struct json *old, struct span content, struct json *to, struct err *e) {
    static const char *const SPANS[] = {"cue", "knows", "setting"};
    const struct json *was = json_get(old, "said"), *links = json_get(f, "chain");
    struct json *s = json_set(to, S("said"), json_obj(x->a));
    struct str act = json_get_str(f, "act");
    if (links)
        TRY(chain(x, links, base, s, e));
    else
        keep(x, was, "chain", false, s);
    json_set_str(x->a, s, "act", act.n ? act : json_get_str(was, "act"));
    for (i64 i = 0; i < LEN(SPANS); i++) {
        keep(x, was, SPANS[i], json_get(f, SPANS[i]) != NULL, s);
        TRY(put_span(x, s, SPANS[i], json_get_str(f, SPANS[i]), e));
    }
    if (span_some(content)) json_set(s, S("content"), span_json(x->a, content));
    keep(x, was, "when", json_get(f, "said_when") != NULL, s);
    return put_when(x, json_get(f, "said_when"), &base->said.when, s, e);
}

/* Quotation, trigger and sentence: the trigger stands in the quotation, the sentence covers both.
 */
struct ground {
    struct span content, trigger, sentence;
};

static rc ground(struct enter *x, const struct json *f, const struct claim *base, struct ground *g,
                 struct err *e) {
    struct str quote = json_get_str(f, "quote"), trigger = json_get_str(f, "trigger");
    *g = (struct ground){base->said.content, base->trigger, base->sentence};
    if (quote.n) {
        TRY(enter_span(x, quote, &g->content, e));
        if (!span_covers(g->content, g->trigger) || !span_some(g->trigger)) g->trigger = g->content;
        if (!span_covers(g->sentence, g->content)) g->sentence = g->content;
    }
    struct span in = span_some(g->content) ? g->content : g->sentence;
    x->near = in.start;
    if (trigger.n) TRY(enter_span(x, trigger, &g->trigger, e));
    if (!span_some(g->trigger)) return fail(e, RC_USAGE, "a claim needs the words that say it");
    if (!span_covers(in, g->trigger))
        return fail(e, RC_USAGE, "the trigger must stand inside the quoted words");
    return RC_OK;
}

static struct str or_old(const struct json *f, const struct json *old, const char *key,
                         const char *dflt) {
    struct str v = json_get_str(f, key), was = json_get_str(old, key);
    return v.n ? v : was.n ? was : str_c(dflt);
}

/* An id of a claim; "" takes the tie out. */
static void tie(struct enter *x, const struct json *f, const struct json *old, const char *key,
                struct json *to) {
    keep(x, old, key, json_get(f, key) != NULL, to);
    put(x, to, key, json_get_str(f, key));
}

static rc compose(struct enter *x, const struct json *f, const struct claim *base,
                  const struct json *old, struct json *to, struct err *e) {
    struct ground g;
    TRY(ground(x, f, base, &g, e));
    json_set_i(x->a, to, "v", 1);
    struct str kind_word = or_old(f, old, "kind", "");
    enum kind kind;
    if (!kind_parse(kind_word, &kind)) return bad(e, "kind", kind_word);
    x->counts = word_name("what", (int)kind_counts(kind));
    json_set_str(x->a, to, "kind", kind_word);
    json_set(to, S("trigger"), span_json(x->a, g.trigger));
    if (span_some(g.sentence)) json_set(to, S("sentence"), span_json(x->a, g.sentence));
    TRY(said(x, f, base, old, g.content, to, e));
    for (i64 i = 0; i < LEN(LISTS); i++)
        keep(x, old, LISTS[i].field, json_get(f, LISTS[i].field) != NULL, to);
    TRY(lists(x, f, g.trigger, to, e));
    keep(x, old, "when", json_get(f, "when") != NULL, to);
    TRY(put_when(x, json_get(f, "when"), &base->when, to, e));
    keep(x, old, "same_event", json_get(f, "same_event") != NULL, to);
    const struct json *same = json_get(f, "same_event");
    if (same && same->kids) json_set(to, S("same_event"), json_copy(x->a, same));
    tie(x, f, old, "repeats", to);
    tie(x, f, old, "part_of", to);
    json_set_str(x->a, to, "polarity", or_old(f, old, "polarity", "positive"));
    json_set_str(x->a, to, "modality", or_old(f, old, "modality", "asserted"));
    return RC_OK;
}

static void know(struct enter *x, struct span **v, i64 *cap, struct span s) {
    if (span_some(s) && s.end <= x->text.n) *PUSH(x->a, *v, x->nknown, *cap) = s;
}

/* A form shows the words of spans, and sends them back: they must not wander to another place where
 * the same words stand. */
static void know_all(struct enter *x, const struct claim *c) {
    struct span *v = NULL;
    i64 cap = x->nknown = 0;
    know(x, &v, &cap, c->said.content);
    know(x, &v, &cap, c->trigger);
    know(x, &v, &cap, c->said.cue);
    know(x, &v, &cap, c->said.knows);
    know(x, &v, &cap, c->said.setting);
    know(x, &v, &cap, c->when.span);
    know(x, &v, &cap, c->said.when.span);
    for (i64 i = 0; i < c->said.nchain; i++)
        know(x, &v, &cap, c->said.chain[i].who);
    for (i64 i = 0; i < c->ncounts; i++) {
        know(x, &v, &cap, c->counts[i].span);
        for (i64 k = 0; k < c->counts[i].nof; k++)
            know(x, &v, &cap, c->counts[i].of[k].span);
    }
    for (i64 i = 0; i < c->nwhere; i++)
        know(x, &v, &cap, c->where[i].span);
    for (i64 i = 0; i < c->nperps; i++)
        know(x, &v, &cap, c->perps[i].span);
    for (i64 i = 0; i < c->nvictims; i++)
        know(x, &v, &cap, c->victims[i].name);
    for (i64 i = 0; i < c->nfindings; i++)
        know(x, &v, &cap, c->findings[i].span);
    x->known = v;
}

rc enter_claim(struct enter *x, const struct claim *base, const struct json *fields,
               struct claim *out, struct err *e) {
    struct json *old = claim_to_json(x->a, base, (struct str){0}), *now = json_obj(x->a);
    x->near = base->said.content.start ? base->said.content.start : x->near;
    struct err why = {0};
    know_all(x, base);
    TRY(compose(x, fields, base, old, now, e));
    rc r = claim_from_json(x->a, now, (struct str){0}, out, &why);
    if (r != RC_OK) return fail(e, r, "%s", why.msg);
    out->id = base->id;
    out->doc = base->doc;
    out->by_reader = base->by_reader;
    out->by_model = base->by_model;
    out->by_person = base->by_person;
    out->rules = base->rules;
    out->nrules = base->nrules;
    return RC_OK;
}
