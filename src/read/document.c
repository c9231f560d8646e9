#include "read/document.h"

enum { CLUSTERS_BACK = 48, MEMBERS_MAX = 64 };

/* Kinds that may speak of one event. */
enum family {
    FAM_DEAD,
    FAM_HURT,
    FAM_HELD,
    FAM_GONE,
    FAM_STRIKE,
    FAM_HAZARD,
    FAM_STORES,
    FAM_LEFT,
    FAM_MOVED,
    FAM_CONTROL,
    FAM_OTHER
};

static enum family family_of(enum kind k) {
    switch (k) {
    case KIND_killing:
    case KIND_death:
    case KIND_mass_grave:
    case KIND_bodies_found:
    case KIND_torture:
    case KIND_mutilation: return FAM_DEAD;
    case KIND_injury: return FAM_HURT;
    case KIND_detention: return FAM_HELD;
    case KIND_abduction:
    case KIND_enforced_disappearance: return FAM_GONE;
    case KIND_attack:
    case KIND_shelling:
    case KIND_airstrike:
    case KIND_bombing: return FAM_STRIKE;
    case KIND_hazard: return FAM_HAZARD;
    case KIND_munitions_found: return FAM_STORES;
    case KIND_displacement: return FAM_LEFT;
    case KIND_evacuation:
    case KIND_medical_evacuation: return FAM_MOVED;
    case KIND_territorial_control: return FAM_CONTROL;
    default: return FAM_OTHER;
    }
}

struct cluster {
    enum family fam;
    i64 member[MEMBERS_MAX];
    i64 n;
    i64 min, max; /* of the whole; max COUNT_OPEN */
    bool counted, total;
    i32 nplaces;
    u32 place[NOTE_PLACES];        /* of its first claim that names any */
    struct date_range when, found; /* of the harm; of the finding */
    i32 sent, para;
};

struct link {
    struct arena *perm;
    struct claim *c;
    const struct claim_note *note;
    i64 n;
    struct cluster *v;
    i64 nv, cap;
    i64 *of; /* cluster of each claim, -1 none */
};

static bool is_total(enum what w) {
    return w != WHAT_SITES && w != WHAT_INJURED && w != WHAT_WITNESSES;
}

/* The number of the event in a claim: the count of people, devices, depots; several add up ("three
 * men and a child"). */
static bool whole_of(const struct claim *c, i64 *min, i64 *max) {
    bool got = false;
    *min = *max = 0;
    for (i64 i = 0; i < c->ncounts; i++) {
        if (!is_total(c->counts[i].what) && c->kind != KIND_injury) continue;
        got = true;
        *min += c->counts[i].min;
        *max = *max == COUNT_OPEN || c->counts[i].max == COUNT_OPEN ? COUNT_OPEN
                                                                    : *max + c->counts[i].max;
    }
    return got;
}

/* Names of places: none in common means another place, unless one names none. */
static bool places_fit(const struct cluster *k, const struct claim_note *n) {
    if (!k->nplaces || !n->nplaces) return true;
    for (i32 i = 0; i < k->nplaces; i++)
        for (i32 j = 0; j < n->nplaces; j++)
            if (k->place[i] == n->place[j]) return true;
    return false;
}

/* "At least 19" may become 23 or 41 in the same report, hardly 600: an open end is no fit for all.
 */
static bool near_enough(i64 amin, i64 bmin) {
    i64 low = amin < bmin ? amin : bmin, high = amin < bmin ? bmin : amin;
    return high <= 4 * low + 4;
}

static bool overlap(i64 amin, i64 amax, i64 bmin, i64 bmax) {
    return (bmax == COUNT_OPEN || amin <= bmax) && (amax == COUNT_OPEN || bmin <= amax);
}

static bool dates_fit(struct date_range a, struct date_range b) {
    if (a.precision == DATE_NONE || b.precision == DATE_NONE) return true;
    return a.from <= b.to && b.from <= a.to;
}

/* The day bodies are found is not the day people died. */
static bool is_finding(enum kind k) {
    return k == KIND_bodies_found || k == KIND_mass_grave;
}

static bool fits(const struct link *l, const struct cluster *k, i64 i, bool counted, i64 min,
                 i64 max) {
    const struct claim_note *n = &l->note[i];
    if (k->fam != family_of(l->c[i].kind) && !(n->finding_only && k->fam == FAM_DEAD)) return false;
    if (!dates_fit(is_finding(l->c[i].kind) ? k->found : k->when, l->c[i].when.range)) return false;
    i32 far = n->para - k->para;
    bool other = counted && k->counted && (min != k->min || max != k->max || min <= 2);
    if (n->total != k->total || (other && !places_fit(k, n))) return false;
    if (n->elliptic && far <= 1) return true; /* "Fifty-three, said the chairman" */
    if (n->parts_only)
        return far <= 4 && (!counted || !k->counted || k->max == COUNT_OPEN || min <= k->max);
    if (counted && k->counted)
        return overlap(min, max, k->min, k->max) && near_enough(min, k->min) &&
               (min == k->min || min > 4 || far <= 1);
    if (counted || l->c[i].nperps) return far <= 1 && n->sent - k->sent <= 3;
    return far <= 2;
}

static void join(struct link *l, i64 k, i64 i, bool counted, i64 min, i64 max) {
    struct cluster *q = &l->v[k];
    if (q->n < MEMBERS_MAX) q->member[q->n++] = i;
    l->of[i] = k;
    if (counted && !q->counted && !l->note[i].parts_only)
        q->counted = true, q->min = min, q->max = max;
    if (!q->nplaces) {
        q->nplaces = l->note[i].nplaces;
        memcpy(q->place, l->note[i].place, sizeof q->place);
    }
    struct date_range *day = is_finding(l->c[i].kind) ? &q->found : &q->when;
    if (day->precision == DATE_NONE) *day = l->c[i].when.range;
    q->sent = l->note[i].sent;
    q->para = l->note[i].para;
}

static bool may_link(enum kind k) {
    return family_of(k) != FAM_OTHER;
}

static void place_claim(struct link *l, i64 i) {
    i64 min, max;
    bool counted = whole_of(&l->c[i], &min, &max);
    l->of[i] = -1;
    if (!may_link(l->c[i].kind)) return;
    if (l->c[i].modality != MODALITY_ASSERTED || l->c[i].polarity != POLARITY_POSITIVE) return;
    for (i64 k = l->nv - 1; k >= 0 && k >= l->nv - CLUSTERS_BACK; k--)
        if (fits(l, &l->v[k], i, counted, min, max)) {
            join(l, k, i, counted, min, max);
            return;
        }
    struct cluster *q = PUSH(l->perm, l->v, l->nv, l->cap);
    *q = (struct cluster){.fam = family_of(l->c[i].kind), .total = l->note[i].total};
    join(l, l->nv - 1, i, counted, min, max);
}

static void tie(struct arena *perm, const struct cluster *k, struct claim *c) {
    for (i64 i = 0; i < k->n; i++) {
        struct claim *me = &c[k->member[i]];
        me->same_event = NEWN(perm, struct str, k->n);
        for (i64 j = 0; j < k->n; j++)
            if (j != i) me->same_event[me->nsame_event++] = c[k->member[j]].id;
    }
}

/* The whole that a part belongs to: the first claim of the cluster with a number of its own. */
static void part_of(const struct link *l, i64 i) {
    if (!l->note[i].parts_only || l->of[i] < 0) return;
    const struct cluster *k = &l->v[l->of[i]];
    i64 min, max, pmin, pmax;
    bool part = whole_of(&l->c[i], &pmin, &pmax);
    for (i64 pass = 0; pass < 2; pass++) /* an exact whole before a vague one */
        for (i64 j = 0; j < k->n; j++) {
            i64 m = k->member[j];
            if (m >= i || l->note[m].parts_only || !whole_of(&l->c[m], &min, &max)) continue;
            if ((part && max != COUNT_OPEN && pmin > max) || (pass == 0 && min != max)) continue;
            l->c[i].part_of = l->c[m].id;
            return;
        }
}

/* A headline repeats the first claim of the text that fits it: by number, else by kind, else by
 * family. */
static void repeats(const struct link *l, i64 i) {
    i64 best = -1, min, max, bmin, bmax;
    int score = 0;
    bool counted = whole_of(&l->c[i], &min, &max);
    for (i64 j = 0; j < l->n && j < i + 200; j++) {
        if (l->note[j].title || l->note[j].parts_only || l->c[j].modality != l->c[i].modality)
            continue;
        bool kind = l->c[j].kind == l->c[i].kind,
             fam = family_of(l->c[j].kind) == family_of(l->c[i].kind) && may_link(l->c[i].kind);
        bool other = whole_of(&l->c[j], &bmin, &bmax),
             number = counted && other && overlap(min, max, bmin, bmax);
        if (!kind && !fam) continue;
        if (counted && other && !number) continue;
        int sc = number ? 4 : kind ? 3 : 1;
        if (counted && !number) sc = kind ? 2 : 1;
        if (sc > score) score = sc, best = j;
    }
    if (best >= 0) l->c[i].repeats = l->c[best].id;
}

static struct span speaker(const struct claim *c) {
    return c->said.nchain && !c->said.chain[0].is_publication ? c->said.chain[0].who
                                                              : (struct span){0, 0};
}

static int ordinal(const struct claim *c, i64 i) {
    int n = 0;
    struct span me = speaker(&c[i]);
    for (i64 j = i - 1; j >= 0 && c[j].trigger.start == c[i].trigger.start; j--) {
        struct span o = speaker(&c[j]);
        n += c[j].kind == c[i].kind && c[j].trigger.end == c[i].trigger.end &&
             o.start == me.start && o.end == me.end;
    }
    return n;
}

/* ---- notes ---- */

static bool is_since(const struct doc *d, i32 i) {
    return word_is(d, i, "since") || (word_is(d, i, "this") && word_is(d, i + 1, "year")) ||
           word_is(d, i, "altogether");
}

static void note_places(const struct doc *d, i32 t, struct claim_note *n) {
    static const char *const kinds[] = {"district", "province", "region", "city",  "town",
                                        "village",  "north",    "south",  "east",  "west",
                                        "northern", "southern", "street", "square"};
    if (n->nplaces >= NOTE_PLACES || !(d->t.v[t].flags & TOK_CAP) || d->s.caps) return;
    for (i64 k = 0; k < LEN(kinds); k++)
        if (word_is(d, t, kinds[k])) return;
    n->place[n->nplaces++] = d->t.v[t].hash;
}

void note_words(const struct doc *d, i32 si, const struct claim *c, struct claim_note *n) {
    const struct sentence *s = &d->s.v[si];
    bool people = c->ncounts && is_total(c->counts[0].what) && !is_finding(c->kind);
    for (i32 t = s->from; t < s->to; t++) {
        if (people && is_since(d, t)) n->total = true;
        for (i64 w = 0; w < c->nwhere; w++)
            if (d->t.v[t].start >= c->where[w].span.start && d->t.v[t].end <= c->where[w].span.end)
                note_places(d, t, n);
    }
}

void document_link(struct arena *perm, struct arena scratch, const struct read_opts *o,
                   struct claim *c, const struct claim_note *notes, i64 n) {
    struct link l = {.perm = &scratch, .c = c, .note = notes, .n = n};
    l.of = NEWN(&scratch, i64, n);
    for (i64 i = 0; i < n; i++)
        c[i].id = claim_id(perm, o->item, o->derivative, &c[i], ordinal(c, i));
    for (i64 i = 0; i < n; i++) {
        l.of[i] = -1;
        if (!notes[i].title) place_claim(&l, i);
    }
    for (i64 k = 0; k < l.nv; k++)
        if (l.v[k].n > 1) tie(perm, &l.v[k], c);
    for (i64 i = 0; i < n; i++) {
        part_of(&l, i);
        if (notes[i].title) repeats(&l, i);
    }
}
