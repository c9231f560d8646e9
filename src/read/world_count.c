/* How many people the trigger is about: the nearest number or noun of people on its side of the
 * next trigger, lists ("three children and a woman") and parts ("among them two children"). */
#include "read/check.h"
#include "read/world_part.h"

enum { REACH = 9, BACK = 5, PARTS_WORDS = 6, LIST_MAX = 8 };

struct group {
    i32 from, to; /* words */
    i64 min, max;
    bool vague, bare; /* bare: no number, the noun alone */
    u8 who;
};

static bool is_trigger(const struct world_sentence *s, i32 i) {
    return (world_is(s, i) & IS_EVENT) && !s->w[i].when;
}

/* Who the noun and its adjectives at i are; *to: behind them. A thing: false. */
static bool noun(const struct world_sentence *s, i32 i, i32 *to, u8 *who, bool *known) {
    *known = false;
    *who = WHO_UNKNOWN;
    for (i32 k = i, n = 0; k < s->n && n < 3; k = world_next(s, k), n++) {
        u32 is = world_is(s, k);
        if (k > i && s->w[k].gap > GAP_BLANK) break;
        if (s->w[k].when || (s->w[k].num && n > 0)) break;
        if (n == 0 && (is & IS_THING)) return false;
        if ((s->w[k].off & (WORLD_OFF_AND | WORLD_OFF_IN | WORLD_OFF_TO)) && is) break;
        if (!(is & (IS_PEOPLE | IS_OTHER))) {
            if (is || n > 0) break;
            continue; /* an unknown noun or adjective first */
        }
        *known = true;
        if (!*who && s->w[k].row) *who = s->w[k].row->who;
        *to = world_next(s, k);
    }
    return true;
}

static bool finish(const struct world_sentence *s, struct group *g) {
    struct span sp = world_span(s, g->from, g->to);
    return g->to > g->from &&
           count_of_words(*s->a, span_words(s->r->text, sp), &g->min, &g->max, &g->vague);
}

/* A number with its noun at i. near: the noun may be one that no list knows. */
static bool numbered(const struct world_sentence *s, i32 i, bool near, struct group *g) {
    if (!s->w[i].num) return false;
    const struct number *n = &s->num[s->w[i].num - 1];
    if (n->refused || (u32)n->from != s->w[i].start) return false;
    bool known, folk = world_is(s, i) & IS_PEOPLE; /* a noun in the dual */
    *g = (struct group){.from = i, .to = i};
    while (g->to < s->n && s->w[g->to].num == s->w[i].num)
        g->to++;
    i32 to = g->to;
    if (!noun(s, g->to, &to, &g->who, &known)) return false;
    if (folk) known = true, g->who = s->w[i].row->who;
    bool breaks = g->to >= s->n || s->w[g->to].gap > GAP_BLANK;
    i32 of = g->to;
    if (!breaks && (world_is(s, of) & IS_FROM) && of + 1 < s->n &&
        (s->w[of + 1].off & (WORLD_OFF_THE | WORLD_OFF_OWN)) && (world_is(s, of + 1) & IS_PEOPLE))
        known = true, to = world_next(s, of + 1), g->who = s->w[of + 1].row->who;
    if (!breaks && !known && (world_is(s, of) & IS_AMONG) && (of + 1 >= s->n || !s->w[of + 1].num))
        known = true, to = world_next(s, of);
    if (breaks && !folk) known = false, to = g->to, g->who = WHO_UNKNOWN;
    if (!known && !near) return false;
    if (known) g->to = to;
    i64 min = n->min, max = n->max;
    return finish(s, g) && g->min == min && (g->max == max || max == NUMBER_OPEN);
}

/* A noun of people without a number: a child, women. */
static bool unnumbered(const struct world_sentence *s, i32 i, struct group *g) {
    const struct world_word *w = &s->w[i];
    if (!(world_is(s, i) & (IS_PEOPLE | IS_OTHER)) || !w->row->many || w->num) return false;
    if (w->off & (WORLD_OFF_THE | WORLD_OFF_OWN)) return false;
    *g = (struct group){.from = i, .to = world_next(s, i), .bare = true, .who = w->row->who};
    return finish(s, g);
}

static void put(const struct world_sentence *s, struct claim *c, const struct group *g, int what) {
    if (c->ncounts == LIST_MAX) return;
    if (!c->counts) c->counts = NEWN(s->r->perm, struct count, LIST_MAX);
    c->counts[c->ncounts++] = (struct count){.span = world_span(s, g->from, g->to),
                                             .what = (enum what)what,
                                             .who = (enum who)g->who,
                                             .min = g->min,
                                             .max = g->max,
                                             .vague = g->vague};
}

static void put_part(const struct world_sentence *s, struct count *k, const struct group *g) {
    if (k->nof == LIST_MAX || g->max == COUNT_OPEN) return;
    if (k->max != COUNT_OPEN && g->max > k->max) return;
    if (!k->of) k->of = NEWN(s->r->perm, struct count_part, LIST_MAX);
    k->of[k->nof++] = (struct count_part){.span = world_span(s, g->from, g->to),
                                          .who = (enum who)g->who,
                                          .min = g->min,
                                          .max = g->max,
                                          .vague = g->vague};
}

static bool any_group(const struct world_sentence *s, i32 i, bool near, struct group *g) {
    return numbered(s, i, near, g) || unnumbered(s, i, g);
}

static bool joined(const struct world_sentence *s, i32 i) {
    return i < s->n && s->w[i].gap <= GAP_COMMA &&
           ((s->w[i].off & WORLD_OFF_AND) || (world_is(s, i) & IS_AMONG) ||
            s->w[i].gap == GAP_COMMA);
}

/* Behind the first group: "and a woman", "among them two children". */
static void more(const struct world_sentence *s, struct claim *c, i32 at, int what) {
    bool parts = false;
    struct group g;
    i32 idle = 0;
    for (i32 i = at; i < s->n && idle < PARTS_WORDS; i = world_next(s, i), idle++) {
        if (s->w[i].gap == GAP_STOP) return;
        if (world_is(s, i) & IS_AMONG) {
            parts = true;
            idle = 0;
            continue;
        }
        bool folk = world_is(s, i) & IS_PEOPLE;
        if (is_trigger(s, i) && !folk) return;
        if (is_trigger(s, i) && s->w[i].row->shape == SHAPE_FOLK && s->w[i].row->kind != c->kind)
            return;
        if (s->w[i].when || (world_is(s, i) & (IS_SPEECH | IS_BY | IS_THAT))) return;
        if (!parts && !joined(s, i)) {
            if (idle > 0) return;
            continue;
        }
        if (!any_group(s, i, false, &g)) continue;
        /* and five wounded: another event's number */
        i32 last = g.to - 1;
        for (i32 k = g.from; k < g.to; k++)
            if (is_trigger(s, k) && s->w[k].row->kind != c->kind) return;
        if (g.to < s->n && is_trigger(s, g.to) && s->w[g.to].row->shape == SHAPE_FOLK) return;
        if (parts)
            put_part(s, &c->counts[c->ncounts - 1], &g);
        else
            put(s, c, &g, what);
        i = last;
        idle = 0;
    }
}

static int what_of(const struct world_row *r) {
    if (r->what) return r->what - 1;
    switch ((enum kind)r->kind) {
    case KIND_killing:
    case KIND_death: return WHAT_KILLED;
    case KIND_injury: return WHAT_INJURED;
    case KIND_detention: return WHAT_DETAINED;
    case KIND_abduction:
    case KIND_enforced_disappearance: return WHAT_MISSING;
    case KIND_bodies_found: return WHAT_BODIES;
    case KIND_displacement: return WHAT_DISPLACED;
    case KIND_evacuation:
    case KIND_medical_evacuation: return WHAT_EVACUATED;
    default: return -1;
    }
}

/* "killed and wounded five", "between dead and wounded": one number for both. */
static bool is_joint(const struct world_sentence *s, i32 i) {
    i32 n = world_next(s, i);
    bool next = n < s->n && s->w[n].gap <= GAP_COMMA && is_trigger(s, n) &&
                (s->w[n].off & WORLD_OFF_AND) && what_of(s->w[n].row) >= 0 &&
                what_of(s->w[n].row) != what_of(s->w[i].row);
    bool prev = i > 0 && is_trigger(s, i - 1) && (s->w[i].off & WORLD_OFF_AND) &&
                s->w[i].gap <= GAP_COMMA && what_of(s->w[i - 1].row) >= 0 &&
                what_of(s->w[i - 1].row) != what_of(s->w[i].row);
    if (prev && (s->w[i - 1].num || s->w[i].num)) prev = false;
    return next || prev || (i > 0 && (world_is(s, i - 1) & IS_BETWEEN));
}

/* Before the trigger: "five dead", "five people died". */
static bool behind(const struct world_sentence *s, i32 i, struct group *g) {
    bool folk = s->w[i].row->shape == SHAPE_FOLK;
    if (folk && s->w[i].num && numbered(s, i, true, g)) return true;
    for (i32 k = i - 1, n = 0; k >= 0 && n < BACK; k--, n++) {
        if (s->w[k + 1].gap > GAP_BLANK) return false;
        if (s->w[k].when || s->w[k].len == 0) continue;
        u32 is = world_is(s, k);
        if (is_trigger(s, k) && !(is & IS_PEOPLE)) return false;
        if (is & (IS_THAT | IS_SPEECH | IS_BY | IS_DOER)) return false;
        if (s->w[k].num && k > 0 && s->w[k - 1].num == s->w[k].num) continue;
        if (!s->w[k].num && k > 0 && s->w[k - 1].num && s->w[k].gap <= GAP_BLANK) continue;
        if (!any_group(s, k, folk && s->w[k].num && k + 1 <= i, g)) {
            if (folk) return false;
            continue;
        }
        if (folk && g->to < i) return false;
        if (folk && g->to == i) g->to = world_next(s, i), g->who = s->w[i].row->who;
        return finish(s, g);
    }
    return false;
}

/* "gunmen seized 14 men": armed people without a number, and a number right behind them that no
 * "and" joins: they are the doers, the number is of those it was done to. */
static void pass_doers(const struct world_sentence *s, struct group *g) {
    struct group h;
    i32 k = g->to;
    if (!g->bare || g->who != WHO_COMBATANT || k >= s->n || s->w[k].gap > GAP_BLANK ||
        (s->w[k].off & WORLD_OFF_AND))
        return;
    if (numbered(s, k, false, &h) && h.who != WHO_COMBATANT) *g = h;
}

static bool ahead(const struct world_sentence *s, i32 i, struct group *g) {
    i32 at = world_next(s, i), n = 0;
    bool toll = s->w[i].row->shape == SHAPE_FOLK;
    for (i32 k = at; k < s->n && n < REACH; k = world_next(s, k), n++) {
        if (s->w[k].gap >= GAP_STOP || (s->w[k].gap > GAP_BLANK && n > 2)) return false;
        bool in = is_trigger(s, k) && s->w[k].row->strike && s->w[k].row->shape == SHAPE_NOUN &&
                  (s->w[k].off & (WORLD_OFF_THE | WORLD_OFF_IN));
        if (in) continue; /* killed in the attack: 27 */
        if (is_trigger(s, k) && !(world_is(s, k) & IS_PEOPLE)) return false;
        if (world_is(s, k) & (IS_THAT | IS_BY | IS_AMONG | IS_TOTAL)) return false;
        if (s->w[k].when) continue;
        if (toll && !s->w[k].num) continue; /* "the dead rose to five" */
        if (any_group(s, k, n <= 1 || toll, g)) return pass_doers(s, g), true;
        if (world_is(s, k) & IS_THING) return false;
    }
    return false;
}

static bool counts_people(const struct world_sentence *s, const struct group *g) {
    for (i32 k = g->from; k < g->to; k++)
        if (world_is(s, k) & IS_PEOPLE) return true;
    return false;
}

/* A noun that says by itself how many: a martyr, the dead two. */
static bool itself(const struct world_sentence *s, i32 i, struct group *g) {
    return s->w[i].row->shape == SHAPE_FOLK && unnumbered(s, i, g);
}

void world_count(const struct world_sentence *s, i32 i, struct claim *c) {
    const struct world_row *r = s->w[i].row;
    int what = what_of(r);
    struct group g;
    if (what < 0) return;
    bool folk = r->shape == SHAPE_FOLK, joint = is_joint(s, i);
    bool own =
        r->shape == SHAPE_VERB && (s->w[i].off & WORLD_OFF_OWN); /* took him: the doer follows */
    bool the = s->w[i].off & WORLD_OFF_THE;
    bool toll = the || (i > 0 && (world_is(s, i - 1) & (IS_TOLL | IS_BETWEEN)));
    bool got = false;
    if (joint) {
        got = folk && itself(s, i, &g) && r->many == MANY_SOME && !behind(s, i, &(struct group){0});
    } else if (folk) {
        got = behind(s, i, &g) || (toll && ahead(s, i, &g)) || itself(s, i, &g);
    } else {
        bool graves = r->kind == KIND_mass_grave; /* a number behind them is of bodies */
        bool bodies = graves && ahead(s, i, &g) && !g.bare && counts_people(s, &g);
        if (bodies) what = WHAT_BODIES;
        got = bodies || (!own && !graves && ahead(s, i, &g)) || behind(s, i, &g);
        if (own && got && g.who == WHO_COMBATANT) return; /* fighters who killed them */
    }
    if (!got) return;
    put(s, c, &g, what);
    world_rule(c, g.bare ? "noun of people" : "number");
    if (!joint) more(s, c, g.to > i ? g.to : world_next(s, i), what);
}
