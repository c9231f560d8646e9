#include "publish/site.h"

#include "text/builtin.h"
#include "text/gazetteer.h"

bool site_shows(const struct site *s, i64 incident) {
    return incident >= 0 && s->b->incidents[incident].nclaims > 0;
}

struct str site_incident_path(struct arena *a, const struct site *s, i64 incident) {
    const struct incident *in = &s->b->incidents[incident];
    struct str code = str_fmt(a, "incidents/%.*s.html", SARG(in->code));
    bool plain =
        in->code.n > 0 && in->code.n < 80 && str_chr(in->code, '/', 0) < 0 && out_path_ok(code);
    return plain ? code : str_fmt(a, "incidents/%.*s.html", SARG(in->id));
}

struct str site_figure_path(struct arena *a, const struct site *s, i64 figure) {
    return str_fmt(a, "figures/%.*s.html", SARG(s->b->figures[figure].id));
}

rc site_write(struct site *s, struct arena scratch, struct str path, struct err *e) {
    if (!buf_ok(&s->buf))
        return fail(e, RC_LIMIT, "%.*s would be larger than %lld MiB", SARG(path),
                    SITE_PAGE_MAX >> 20);
    return out_write(&s->out, scratch, path, buf_str(&s->buf), e);
}

/* ---- accounts ---- */

static struct str account_of(struct arena *a, const struct site *s, i64 claim) {
    const struct voice *v = &s->voices[claim];
    return str_fmt(a, "%lld|%.*s", (long long)v->publication, SARG(v->key));
}

enum accounts site_accounts(struct arena scratch, const struct site *s, i64 incident, i64 *voices) {
    const struct incident *in = &s->b->incidents[incident];
    struct map seen = {0};
    for (i64 i = 0; i < in->nclaims; i++) {
        const struct claim *c = &s->b->claims[in->claims[i]].c;
        if (!c->repeats.n && c->said.act != ACT_DENIES)
            map_put(&seen, &scratch, account_of(&scratch, s, in->claims[i]), NULL);
    }
    *voices = seen.n > 0 ? seen.n : 1;
    return in->accounts;
}

/* What a kind is counted in; -1 when it has no measure of its own. */
int site_measure(enum kind k) {
    switch (k) {
    case KIND_killing:
    case KIND_death:
    case KIND_attack:
    case KIND_shelling:
    case KIND_airstrike:
    case KIND_bombing: return WHAT_KILLED;
    case KIND_bodies_found:
    case KIND_mass_grave: return WHAT_BODIES;
    case KIND_injury: return WHAT_INJURED;
    case KIND_detention:
    case KIND_abduction: return WHAT_DETAINED;
    case KIND_enforced_disappearance: return WHAT_MISSING;
    case KIND_displacement: return WHAT_DISPLACED;
    case KIND_evacuation:
    case KIND_medical_evacuation: return WHAT_EVACUATED;
    case KIND_munitions_found: return WHAT_DEPOTS;
    case KIND_hazard: return WHAT_DEVICES;
    case KIND_testimony: return WHAT_WITNESSES;
    default: return -1;
    }
}

/* Of all people first; else of the group with the highest number. */
const struct figure *site_main_figure(const struct site *s, i64 incident) {
    const struct figure *best = NULL;
    int what = site_measure(s->b->incidents[incident].kind);
    for (i64 f = s->figure_from[incident]; f < s->figure_from[incident + 1]; f++) {
        const struct figure *x = &s->b->figures[f];
        if ((int)x->what != what) continue;
        if (!best || (x->who == WHO_UNKNOWN && best->who != WHO_UNKNOWN) ||
            (best->who != WHO_UNKNOWN && x->min > best->min))
            best = x;
    }
    return best;
}

/* ---- places ---- */

static struct site_place from_case(const struct site *s, i64 at) {
    const struct place *p = &s->b->places[at];
    i64 parent = book_place(s->b, p->parent);
    return (struct site_place){.id = p->id,
                               .name = p->name,
                               .name_ar = p->name_ar,
                               .name_ru = p->name_ru,
                               .precision = p->precision,
                               .lat = p->lat,
                               .lon = p->lon,
                               .within = parent >= 0 ? s->b->places[parent].name : p->country};
}

static bool from_gazetteer(struct arena *a, const struct gazetteer *g, struct str id,
                           struct site_place *out, struct str *parent) {
    struct geoplace p, home;
    i64 number = gazetteer_by_id(g, id);
    if (number < 0 || !gazetteer_place(g, number, &p)) return false;
    static const enum precision OF[] = {PRECISION_CITY, PRECISION_NEIGHBOURHOOD, PRECISION_REGION,
                                        PRECISION_COUNTRY};
    *out = (struct site_place){.id = id,
                               .name = p.name,
                               .precision = OF[p.kind],
                               .lat = p.lat,
                               .lon = p.lon,
                               .within = p.country};
    *parent = S("");
    if (p.region >= 0 && p.region != number && gazetteer_place(g, p.region, &home)) {
        out->within = str_fmt(a, "%.*s, %.*s", SARG(home.name), SARG(p.country));
        *parent = gazetteer_id(a, &home);
    }
    return true;
}

/* Climbs from `id` to a place that may be shown. */
static struct site_place coarsen(struct site *s, const struct gazetteer *g, struct str id) {
    struct site_place p = {.id = id, .withheld = true};
    struct str at = id;
    for (i64 hops = 0; at.n && hops < 16; hops++) {
        struct str parent = {0};
        i64 own = book_place(s->b, at);
        if (own >= 0) {
            p = from_case(s, own);
            parent = s->b->places[own].parent;
        } else if (!from_gazetteer(s->perm, g, at, &p, &parent)) {
            break;
        }
        if (p.precision == PRECISION_UNKNOWN || (i64)p.precision >= s->o->policy.place_precision)
            return p;
        at = parent;
    }
    return (struct site_place){.id = id, .withheld = true};
}

static i64 place_index(struct site *s, const struct gazetteer *g, struct map *by_shown,
                       struct str id, i64 *cap) {
    bool fresh;
    struct map_entry *m = map_put(&s->place_at, s->perm, id, &fresh);
    if (!fresh) return m->value - 1;
    struct site_place p = coarsen(s, g, id);
    m = map_put(by_shown, s->perm, p.id, &fresh);
    if (fresh) {
        m->value = s->nplaces;
        *PUSH(s->perm, s->places, s->nplaces, *cap) = p;
    }
    map_get(&s->place_at, id)->value = m->value + 1;
    return m->value;
}

static void index_places(struct site *s) {
    struct gazetteer g;
    struct err e = {0};
    CHECK(gazetteer_open(builtin_places(), &g, &e) == RC_OK);
    struct map by_shown = {0};
    i64 cap = 0;
    s->incident_place = NEWN(s->perm, i64, s->b->nincidents);
    for (i64 i = 0; i < s->b->nincidents; i++) {
        struct str id = s->b->incidents[i].where.place;
        s->incident_place[i] =
            id.n && site_shows(s, i) ? place_index(s, &g, &by_shown, id, &cap) : -1;
    }
    for (i64 i = 0; i < s->b->nclaims; i++)
        for (i64 w = 0; w < s->b->claims[i].c.nwhere; w++)
            if (s->b->claims[i].c.where[w].place.n)
                place_index(s, &g, &by_shown, s->b->claims[i].c.where[w].place, &cap);
    for (i64 i = 0; i < s->b->nincidents; i++)
        if (s->incident_place[i] >= 0) s->places[s->incident_place[i]].nincidents++;
    for (i64 i = 0; i < s->nplaces; i++) {
        s->places[i].incidents = NEWN(s->perm, i64, s->places[i].nincidents);
        s->places[i].nincidents = 0;
    }
    for (i64 i = 0; i < s->b->nincidents; i++) {
        if (s->incident_place[i] < 0) continue;
        struct site_place *p = &s->places[s->incident_place[i]];
        p->incidents[p->nincidents++] = i;
    }
}

const struct site_place *site_place_of(const struct site *s, struct str id) {
    const struct map_entry *m = map_get(&s->place_at, id);
    return m && m->value > 0 ? &s->places[m->value - 1] : NULL;
}

/* ---- voices ---- */

static void index_voices(struct site *s) {
    struct arena tmp = s->scratch;
    s->voice_names = voice_names_make(s->perm, s->b);
    s->voices = NEWN(s->perm, struct voice, s->b->nclaims);
    s->side = NEWN(s->perm, i64, s->b->nclaims);
    for (i64 i = 0; i < s->b->nclaims; i++) {
        struct arena one = tmp;
        struct voice v = voice_of(&one, &s->voice_names, &s->b->claims[i]);
        v.key = str_dup(s->perm, v.key);
        v.words = str_dup(s->perm, v.words);
        v.party = str_dup(s->perm, v.party);
        s->voices[i] = v;
        s->side[i] = book_party(s->b, v.party);
        if (s->side[i] < 0 && v.publication >= 0)
            s->side[i] = book_party(s->b, s->b->publications[v.publication].side);
    }
}

/* Rows of figures, disputes and ties are sorted by incident. */
#define FROM(out, rows, nrows)                                                                     \
    do {                                                                                           \
        i64 at_ = 0;                                                                               \
        (out) = NEWN(s->perm, i64, s->b->nincidents + 1);                                          \
        for (i64 i = 0; i <= s->b->nincidents; i++) {                                              \
            while (at_ < (nrows) && (rows)[at_].incident < i)                                      \
                at_++;                                                                             \
            (out)[i] = at_;                                                                        \
        }                                                                                          \
        (out)[s->b->nincidents] = (nrows);                                                         \
    } while (0)

void site_index(struct site *s) {
    FROM(s->figure_from, s->b->figures, s->b->nfigures);
    FROM(s->dispute_from, s->b->disputes, s->b->ndisputes);
    FROM(s->tie_from, s->b->ties, s->b->nties);
    s->shown = NEWN(s->perm, i64, s->b->nincidents);
    for (i64 i = 0; i < s->b->nincidents; i++)
        if (site_shows(s, i)) s->shown[s->nshown++] = i;
    s->receipts = NEWN(s->perm, i64, s->b->nfigures);
    index_places(s);
    index_voices(s);
}
