#include "read/place.h"

#include "base/map.h"
#include "base/utf8.h"
#include "read/place_ru.h"
#include "text/fold.h"

enum {
    HITS = 16,
    ALONE_WEIGHT = 20000,   /* inhabitants of a place whose name may stand without context */
    ALONE_FOREIGN = 100000, /* the same in Arabic and Cyrillic letters: the gazetteer cannot say
                               there which names are common words ("the capital", "the centre") */
    FAR_AHEAD = 8           /* times the next namesake's weight */
};

struct resolve {
    struct arena *perm, a;
    const struct gazetteer *g;
    struct str text;
    struct map votes; /* country → names of the text that can only lie there */
};

struct found {
    struct geoplace place[HITS];
    bool common[HITS]; /* a common word or a person's name */
    bool other[HITS];
    i64 n;
    bool foreign; /* the name is in Arabic or Cyrillic letters */
};

static struct str name_of(const struct resolve *r, struct arena *a, struct span s) {
    static const char *const HEADS[] = {"the city of ", "the town of ", "the village of ",
                                        "city of ",     "town of ",     "the "};
    struct str f = text_fold_name(a, span_words(r->text, s));
    for (i64 i = 0; i < LEN(HEADS); i++)
        if (str_starts(f, str_c(HEADS[i]))) return str_sub(f, (i64)strlen(HEADS[i]), f.n);
    return f;
}

/* The places of exactly this name. Names in Arabic and Cyrillic letters are all listed as other
 * names of a place: there they count like its main one. */
static struct found exactly(const struct resolve *r, struct str name) {
    struct place_hit hits[HITS];
    struct found f = {0};
    enum script script = utf8_main_script(name);
    f.foreign = script == SCRIPT_ARABIC || script == SCRIPT_CYRILLIC;
    i64 n = gazetteer_find(r->g, name, hits, HITS);
    for (i64 i = 0; i < n && i < HITS; i++) {
        if (!gazetteer_place(r->g, hits[i].place, &f.place[f.n])) continue;
        f.common[f.n] = hits[i].word || hits[i].person;
        f.other[f.n++] = !f.foreign && hits[i].other;
    }
    return f;
}

/* The places of the name that this is a form of. Where it may be of several, of the one whose place
 * is far ahead of those of the others. */
static struct found declined(const struct resolve *r, struct arena a, struct str name) {
    struct str names[PLACE_RU_FORMS];
    struct found f = {0};
    i64 n = place_ru_names(&a, name, names), rival = -1;
    for (i64 i = 0; i < n; i++) {
        struct found g = exactly(r, names[i]);
        if (!g.n || (f.n && g.place[0].number == f.place[0].number)) continue;
        bool better = !f.n || g.place[0].weight > f.place[0].weight;
        const struct found *less = better ? &f : &g;
        if (less->n && less->place[0].weight > rival) rival = less->place[0].weight;
        if (better) f = g;
    }
    return rival > f.place[0].weight / FAR_AHEAD ? (struct found){0} : f;
}

static struct found look_up(const struct resolve *r, struct arena a, struct span s) {
    struct str name = name_of(r, &a, s);
    if (!name.n || name.n > PLACE_NAME_MAX) return (struct found){0};
    struct found f = exactly(r, name);
    if (!f.n && utf8_main_script(name) == SCRIPT_CYRILLIC) f = declined(r, a, name);
    return f;
}

/* Index of the candidate that needs no context, or -1. */
static i64 alone(const struct found *f) {
    if (f->n == 0 || f->common[0] || f->other[0]) return -1;
    if (f->place[0].weight < ALONE_WEIGHT) return -1;
    if (f->foreign && f->place[0].kind != PLACE_KIND_COUNTRY &&
        (f->place[0].kind != PLACE_KIND_SETTLEMENT || f->place[0].weight < ALONE_FOREIGN))
        return -1;
    for (i64 i = 1; i < f->n; i++)
        if (!str_eq(f->place[i].country, f->place[0].country) &&
            f->place[i].weight > f->place[0].weight / FAR_AHEAD)
            return -1;
    return 0;
}

static void vote(struct resolve *r, const struct claim *c) {
    for (i64 i = 0; i < c->nwhere; i++) {
        struct found f = look_up(r, r->a, c->where[i].span);
        i64 k = alone(&f);
        if (k >= 0) map_put(&r->votes, r->perm, f.place[k].country, NULL)->value++;
    }
}

/* The country that the text speaks of most; empty when two are level. */
static struct str country_of(const struct resolve *r) {
    const struct map_entry *best = NULL;
    bool level = false;
    for (i64 i = 0; i < r->votes.n; i++) {
        const struct map_entry *m = &r->votes.entries[i];
        level = best && m->value == best->value;
        if (!best || m->value > best->value) best = m;
    }
    return best && !level ? best->key : (struct str){0};
}

static i64 choose(const struct found *f, struct str country) {
    i64 k = alone(f);
    if (k >= 0 && (!country.n || str_eq(f->place[k].country, country))) return k;
    for (i64 i = 0; country.n && i < f->n; i++)
        if (str_eq(f->place[i].country, country) && !f->common[i]) return i;
    return k;
}

static enum precision precision_of(enum place_kind k) {
    switch (k) {
    case PLACE_KIND_COUNTRY: return PRECISION_COUNTRY;
    case PLACE_KIND_REGION: return PRECISION_REGION;
    case PLACE_KIND_QUARTER: return PRECISION_NEIGHBOURHOOD;
    case PLACE_KIND_SETTLEMENT: return PRECISION_CITY;
    }
    return PRECISION_UNKNOWN;
}

void places_resolve(struct arena *perm, struct arena scratch, const struct gazetteer *g,
                    struct str text, struct claim *claims, i64 n) {
    struct resolve r = {.perm = perm, .a = scratch, .g = g, .text = text};
    for (i64 i = 0; i < n; i++)
        vote(&r, &claims[i]);
    struct str country = country_of(&r);
    for (i64 i = 0; i < n; i++) {
        for (i64 k = 0; k < claims[i].nwhere; k++) {
            struct where *w = &claims[i].where[k];
            if (w->place.n || w->precision == PRECISION_FACILITY) continue;
            struct found f = look_up(&r, r.a, w->span);
            i64 at = choose(&f, country);
            if (at < 0) continue;
            w->place = gazetteer_id(perm, &f.place[at]);
            w->precision = precision_of(f.place[at].kind);
        }
    }
}

struct str places_country(struct arena *perm, struct arena scratch, const struct gazetteer *g,
                          struct str text, const struct claim *claims, i64 n) {
    struct resolve r = {.perm = perm, .a = scratch, .g = g, .text = text};
    for (i64 i = 0; i < n; i++)
        vote(&r, &claims[i]);
    return str_dup(perm, country_of(&r));
}

bool place_of_words(struct arena *perm, struct arena scratch, const struct gazetteer *g,
                    struct str text, struct str country, struct where *w) {
    struct resolve r = {.perm = perm, .a = scratch, .g = g, .text = text};
    struct found f = look_up(&r, r.a, w->span);
    i64 at = choose(&f, country);
    if (at < 0) return false;
    w->place = gazetteer_id(perm, &f.place[at]);
    w->precision = precision_of(f.place[at].kind);
    return true;
}
