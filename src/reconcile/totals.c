#include "reconcile/totals.h"

enum { WHATS = WHAT_DEVICES + 1, MERGES_MAX = 64 };

/* The nets of one thing counted, each computed once. */
struct sums {
    const struct book *b;
    enum what what;
    const struct figure **figure; /* per incident */
    i64 *head, *next;             /* overlaps of an aggregate, chained; index + 1, 0 = end */
    i64 *part;                    /* per overlap: its incident as it is now */
    u8 *state;                    /* 0 not yet, 1 being computed, 2 done */
    struct net *net;
};

static bool better(const struct figure *x, const struct figure *best) {
    if (!best || (x->who == WHO_UNKNOWN) != (best->who == WHO_UNKNOWN))
        return !best || x->who == WHO_UNKNOWN;
    return x->min > best->min;
}

/* An incident that was merged counts as the one that it went into. */
static i64 now(const struct book *b, i64 at) {
    for (i64 hops = 0; at >= 0 && b->incidents[at].merged_into.n; hops++)
        at = hops < MERGES_MAX ? book_incident(b, b->incidents[at].merged_into) : -1;
    return at;
}

static bool chained(const struct sums *s, i64 aggregate, i64 part) {
    for (i64 i = s->head[aggregate]; i; i = s->next[i - 1])
        if (s->part[i - 1] == part) return true;
    return false;
}

static void chain(struct arena *a, struct sums *s) {
    const struct book *b = s->b;
    s->head = NEWN(a, i64, b->nincidents);
    s->next = NEWN(a, i64, b->noverlaps);
    s->part = NEWN(a, i64, b->noverlaps);
    for (i64 i = 0; i < b->noverlaps; i++) {
        i64 whole = now(b, b->overlaps[i].aggregate), part = now(b, b->overlaps[i].incident);
        if (whole < 0 || part < 0 || whole == part || chained(s, whole, part)) continue;
        s->part[i] = part;
        s->next[i] = s->head[whole];
        s->head[whole] = i + 1;
    }
}

static struct sums sums_of(struct arena *a, const struct book *b, enum what what) {
    struct sums s = {.b = b, .what = what};
    chain(a, &s);
    s.figure = NEWN(a, const struct figure *, b->nincidents);
    s.state = NEWN(a, u8, b->nincidents);
    s.net = NEWN(a, struct net, b->nincidents);
    for (i64 i = 0; i < b->nfigures; i++) {
        const struct figure *f = &b->figures[i];
        if (f->what == what && better(f, s.figure[f->incident])) s.figure[f->incident] = f;
    }
    return s;
}

static i64 less(i64 whole, i64 part) {
    if (whole == COUNT_OPEN) return COUNT_OPEN;
    return part == COUNT_OPEN || part > whole ? 0 : whole - part;
}

static void take_off(struct net *n, const struct net *part) {
    i64 min = less(n->min, part->min), max = less(n->max, part->max);
    n->less_min += n->min - min;
    if (n->max != COUNT_OPEN) n->less_max += n->max - max;
    n->min = min;
    n->max = max;
}

/* Circles are refused when they are tied; should the log hold one, its second visit counts
 * nothing. Depth is that of aggregates within aggregates. */
static const struct net *net_of(struct sums *s, i64 at) {
    static const struct net NOTHING = {0};
    struct net *n = &s->net[at];
    const struct figure *f = s->figure[at];
    if (s->state[at] == 2) return n;
    if (s->state[at] == 1 || !f) return &NOTHING;
    s->state[at] = 1;
    *n = (struct net){.figure = f, .min = f->min, .max = f->max};
    for (i64 i = s->head[at]; i; i = s->next[i - 1])
        take_off(n, net_of(s, s->part[i - 1]));
    s->state[at] = 2;
    return n;
}

static void add(struct total *t, const struct net *n) {
    t->incidents++;
    t->min += n->min;
    t->max = t->max == COUNT_OPEN || n->max == COUNT_OPEN ? COUNT_OPEN : t->max + n->max;
    t->less_min += n->less_min;
    t->less_max += n->less_max;
}

static void totals_of(struct sums *s, struct total by[ACCOUNTS_INDEPENDENT + 1]) {
    for (i64 i = 0; i < s->b->nincidents; i++) {
        const struct net *n = net_of(s, i);
        if (n->figure) add(&by[n->figure->accounts], n);
    }
}

void reconcile_totals(struct arena *a, struct arena scratch, const struct book *b,
                      struct total **out, i64 *n) {
    *out = NEWN(a, struct total, WHATS * (ACCOUNTS_INDEPENDENT + 1));
    *n = 0;
    for (int what = 0; what < WHATS; what++) {
        struct arena tmp = scratch;
        struct total by[ACCOUNTS_INDEPENDENT + 1] = {0};
        struct sums s = sums_of(&tmp, b, (enum what)what);
        totals_of(&s, by);
        for (int k = 0; k <= ACCOUNTS_INDEPENDENT; k++) {
            if (!by[k].incidents) continue;
            by[k].what = (enum what)what;
            by[k].accounts = (enum accounts)k;
            (*out)[(*n)++] = by[k];
        }
    }
}

struct net reconcile_net(struct arena scratch, const struct book *b, i64 incident, enum what what) {
    struct sums s = sums_of(&scratch, b, what);
    return *net_of(&s, incident);
}

/* Walks what `incident` overlaps in turn. O(overlaps²) of a few. */
bool reconcile_overlaps_itself(struct arena scratch, const struct book *b, i64 aggregate,
                               i64 incident) {
    bool *reached = NEWN(&scratch, bool, b->nincidents);
    reached[incident] = true;
    for (bool more = true; more && !reached[aggregate];) {
        more = false;
        for (i64 i = 0; i < b->noverlaps; i++) {
            const struct overlap *o = &b->overlaps[i];
            if (!reached[o->aggregate] || reached[o->incident]) continue;
            reached[o->incident] = more = true;
        }
    }
    return reached[aggregate];
}
