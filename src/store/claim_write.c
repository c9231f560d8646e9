/* claim/1 from the struct. What is unknown has no key, so that equal claims give equal objects. */
#include "store/claim.h"

struct out {
    struct arena *a;
    struct str text; /* p == NULL: spans without words */
};

static struct json *span_of(const struct out *o, struct span s) {
    struct json *v = json_arr(o->a);
    json_add(v, json_i(o->a, s.start));
    json_add(v, json_i(o->a, s.end));
    if (o->text.p) json_add(v, json_str(o->a, span_words(o->text, s)));
    return v;
}

static void put_span(const struct out *o, struct json *j, const char *key, struct span s) {
    if (span_some(s)) json_set(j, str_c(key), span_of(o, s));
}

static void put_str(const struct out *o, struct json *j, const char *key, struct str s) {
    if (s.n) json_set_str(o->a, j, key, s);
}

static void put_word(const struct out *o, struct json *j, const char *key, const char *list,
                     int value) {
    json_set_str(o->a, j, key, word_name(list, value));
}

static void put_strs(const struct out *o, struct json *j, const char *key, const struct str *s,
                     i64 n) {
    if (n == 0) return;
    struct json *arr = json_set(j, str_c(key), json_arr(o->a));
    for (i64 i = 0; i < n; i++)
        json_add(arr, json_str(o->a, s[i]));
}

/* One array of objects; a list without elements has no key. */
#define PUT_LIST(o, j, key, arr, n, one)                                                           \
    do {                                                                                           \
        if ((n) == 0) break;                                                                       \
        struct json *list_ = json_set((j), S(key), json_arr((o)->a));                              \
        for (i64 i_ = 0; i_ < (n); i_++)                                                           \
            json_add(list_, one((o), &(arr)[i_]));                                                 \
    } while (0)

static void put_when(const struct out *o, struct json *j, const struct when *w) {
    bool dated = w->range.precision != DATE_NONE;
    if (!dated && !span_some(w->span)) return;
    struct json *v = json_set(j, S("when"), json_obj(o->a));
    put_span(o, v, "span", w->span);
    if (dated) {
        json_set_str(o->a, v, "from", date_iso(o->a, w->range.from));
        json_set_str(o->a, v, "to", date_iso(o->a, w->range.to));
        json_set_str(o->a, v, "precision", date_precision_name(w->range.precision));
    }
    put_str(o, v, "anchor", w->anchor);
}

static struct json *link_of(const struct out *o, const struct said_link *l) {
    struct json *v = json_obj(o->a);
    if (l->is_publication)
        json_set_str(o->a, v, "publication", l->publication);
    else
        put_span(o, v, "who", l->who);
    if (l->role != ROLE_UNKNOWN) put_word(o, v, "role", "role", (int)l->role);
    return v;
}

static struct json *said_of(const struct out *o, const struct said *s) {
    struct json *v = json_obj(o->a);
    PUT_LIST(o, v, "chain", s->chain, s->nchain, link_of);
    put_span(o, v, "cue", s->cue);
    put_span(o, v, "content", s->content);
    put_word(o, v, "act", "act", (int)s->act);
    put_when(o, v, &s->when);
    put_span(o, v, "knows", s->knows);
    put_span(o, v, "setting", s->setting);
    return v;
}

static void put_range(const struct out *o, struct json *j, i64 min, i64 max, bool vague) {
    json_set_i(o->a, j, "min", min);
    json_set(j, S("max"), max == COUNT_OPEN ? json_null(o->a) : json_i(o->a, max));
    json_set(j, S("vague"), json_bool(o->a, vague));
}

static struct json *part_of_count(const struct out *o, const struct count_part *p) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "span", p->span);
    put_word(o, v, "who", "who", (int)p->who);
    put_range(o, v, p->min, p->max, p->vague);
    return v;
}

static struct json *count_of(const struct out *o, const struct count *c) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "span", c->span);
    put_word(o, v, "what", "what", (int)c->what);
    put_word(o, v, "who", "who", (int)c->who);
    put_range(o, v, c->min, c->max, c->vague);
    PUT_LIST(o, v, "of", c->of, c->nof, part_of_count);
    return v;
}

static struct json *perpetrator_of(const struct out *o, const struct perpetrator *p) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "span", p->span);
    put_word(o, v, "how", "how", (int)p->how);
    put_str(o, v, "party", p->party);
    return v;
}

static struct json *where_of(const struct out *o, const struct where *w) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "span", w->span);
    put_str(o, v, "place", w->place);
    if (w->precision != PRECISION_UNKNOWN)
        put_word(o, v, "precision", "precision", (int)w->precision);
    if (w->role != PLACE_ROLE_AT) put_word(o, v, "role", "place_role", (int)w->role);
    return v;
}

static struct json *victim_of(const struct out *o, const struct victim *p) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "name", p->name);
    put_word(o, v, "who", "who", (int)p->who);
    if (p->age >= 0) json_set_i(o->a, v, "age", p->age);
    if (p->counted) json_set(v, S("counted"), json_bool(o->a, true));
    if (p->by_name != WHO_UNKNOWN) put_word(o, v, "by_name", "who", (int)p->by_name);
    return v;
}

static struct json *finding_of(const struct out *o, const struct finding *f) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "span", f->span);
    put_word(o, v, "kind", "finding", (int)f->kind);
    return v;
}

static struct json *name_of(const struct out *o, const struct party_name *n) {
    struct json *v = json_obj(o->a);
    put_span(o, v, "name", n->name);
    put_span(o, v, "other", n->other);
    if (n->former) json_set(v, S("former"), json_bool(o->a, true));
    return v;
}

static void put_by(const struct out *o, struct json *j, const struct claim *c) {
    if (!c->by_reader.n && !c->by_model.n && !c->by_person.n && !c->nrules && !c->by_proposer.n)
        return;
    struct json *v = json_set(j, S("by"), json_obj(o->a));
    put_str(o, v, "reader", c->by_reader);
    put_str(o, v, "model", c->by_model);
    put_str(o, v, "person", c->by_person);
    put_str(o, v, "proposer", c->by_proposer);
    if (c->held) json_set(v, S("held"), json_bool(o->a, true));
    put_strs(o, v, "rules", c->rules, c->nrules);
}

struct json *claim_to_json(struct arena *a, const struct claim *c, struct str text) {
    const struct out out = {a, text}, *o = &out;
    struct json *v = json_obj(a);
    json_set_i(a, v, "v", 1);
    put_str(o, v, "id", c->id);
    put_str(o, v, "doc", c->doc);
    json_set_str(a, v, "kind", kind_name(c->kind));
    put_span(o, v, "trigger", c->trigger);
    put_span(o, v, "sentence", c->sentence);
    json_set(v, S("said"), said_of(o, &c->said));
    PUT_LIST(o, v, "counts", c->counts, c->ncounts, count_of);
    PUT_LIST(o, v, "perpetrators", c->perps, c->nperps, perpetrator_of);
    PUT_LIST(o, v, "where", c->where, c->nwhere, where_of);
    put_when(o, v, &c->when);
    PUT_LIST(o, v, "victims", c->victims, c->nvictims, victim_of);
    PUT_LIST(o, v, "findings", c->findings, c->nfindings, finding_of);
    PUT_LIST(o, v, "names", c->names, c->nnames, name_of);
    put_strs(o, v, "same_event", c->same_event, c->nsame_event);
    put_str(o, v, "repeats", c->repeats);
    put_str(o, v, "part_of", c->part_of);
    put_word(o, v, "polarity", "polarity", (int)c->polarity);
    put_word(o, v, "modality", "modality", (int)c->modality);
    put_by(o, v, c);
    return v;
}
