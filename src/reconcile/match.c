/* Are two events one? Points for what agrees, a veto for what cannot be one. README has the table
 * in words.
 *
 * Careful by design: two incidents that are one can be merged by a person in a second; one that is
 * two puts the dead of one event into the other's number. So every axis can forbid, and no single
 * axis is enough. */
#include "reconcile/inner.h"

#define BIT(c) (1u << (c))
enum { VIOLENCE = BIT(CLASS_KILL) | BIT(CLASS_HARM) | BIT(CLASS_ATTACK) };

bool place_inside(const struct book *b, i64 inner, i64 outer) {
    for (int depth = 0; inner >= 0 && depth < 8; depth++) {
        if (inner == outer) return true;
        inner = b->places[inner].parent.n ? book_place(b, b->places[inner].parent) : -1;
    }
    return false;
}

static bool finer_than_city(enum precision p) {
    return p == PRECISION_EXACT || p == PRECISION_FACILITY || p == PRECISION_NEIGHBOURHOOD;
}

/* Two spots: 0 apart, 1 wide (region, country), 2 inside, 3 same city or words, 4 same finer place.
 */
static int spot_match(const struct book *b, const struct spot *x, const struct spot *y) {
    bool same =
        x->id.n && y->id.n ? str_eq(x->id, y->id) : x->words.n && str_eq(x->words, y->words);
    if (same) {
        if (finer_than_city(x->precision)) return 4;
        return x->precision == PRECISION_REGION || x->precision == PRECISION_COUNTRY ? 1 : 3;
    }
    if (x->place < 0 || y->place < 0) return 0;
    const struct spot *outer = NULL;
    if (place_inside(b, x->place, y->place))
        outer = y;
    else if (place_inside(b, y->place, x->place))
        outer = x;
    if (!outer) return 0;
    return outer->precision == PRECISION_REGION || outer->precision == PRECISION_COUNTRY ? 1 : 2;
}

static bool has_fine(const struct event *e) {
    for (i64 i = 0; i < e->nspots; i++)
        if (!e->spots[i].vague && finer_than_city(e->spots[i].precision)) return true;
    return false;
}

/* Does the event name a place by which it could be told? */
static bool has_place(const struct event *e) {
    for (i64 i = 0; i < e->nspots; i++)
        if (!e->spots[i].vague) return true;
    return false;
}

int match_place(const struct scene *s, const struct event *x, const struct event *y) {
    int best = 0, fine = 0;
    if (!has_place(x) || !has_place(y)) return 0;
    bool both_fine = has_fine(x) && has_fine(y);
    for (i64 i = 0; i < x->nspots; i++)
        for (i64 k = 0; k < y->nspots; k++) {
            int m = spot_match(s->b, &x->spots[i], &y->spots[k]);
            if (m > best) best = m;
            bool f =
                finer_than_city(x->spots[i].precision) && finer_than_city(y->spots[k].precision);
            if (f && m > fine) fine = m;
        }
    if (best == 0 || (both_fine && fine == 0)) return -1;
    return best;
}

/* One of them names no place, but its report speaks of one city only. */
static bool same_context(const struct scene *s, const struct event *x, const struct event *y) {
    if (has_place(x) && has_place(y)) return false;
    if (!has_place(x) && !has_place(y)) return x->context >= 0 && x->context == y->context;
    const struct event *with = has_place(x) ? x : y, *without = has_place(x) ? y : x;
    for (i64 i = 0; without->context >= 0 && i < with->nspots; i++)
        if (place_inside(s->b, with->spots[i].place, without->context)) return true;
    return false;
}

static int points_place(const struct scene *s, const struct event *x, const struct event *y) {
    switch (match_place(s, x, y)) {
    case 4: return 5;
    case 3: return 3;
    case 2: return 3;
    case 1: return 1;
    case 0: return same_context(s, x, y) ? 2 : 0;
    default: return MATCH_NEVER;
    }
}

static i32 gap(struct date_range x, struct date_range y) {
    if (x.from > y.to) return x.from - y.to;
    return y.from > x.to ? y.from - x.to : 0;
}

static int width(struct date_range d) {
    return d.to - d.from;
}

static int points_two_dates(struct date_range x, struct date_range y) {
    if (gap(x, y) > 0) return gap(x, y) == 1 && width(x) == 0 && width(y) == 0 ? 1 : -1;
    int w = width(x) > width(y) ? width(x) : width(y);
    return w == 0 ? 4 : w <= 7 ? 3 : w <= 31 ? 2 : w <= 92 ? 1 : 0;
}

static bool published_known(const struct event *e) {
    return e->published_from <= e->published_to;
}

/* An event that nobody dates happened before it was published, and news is of the last weeks. */
static int points_published(const struct event *x, const struct event *y) {
    if (!published_known(x) || !published_known(y)) return 0;
    i32 g = 0;
    if (x->published_from > y->published_to) g = x->published_from - y->published_to;
    if (y->published_from > x->published_to) g = y->published_from - x->published_to;
    return g <= 3 ? 2 : g <= 10 ? 1 : g <= 92 ? 0 : MATCH_NEVER;
}

static int points_one_dated(const struct event *dated, const struct event *other) {
    if (!published_known(other)) return 0;
    for (i64 i = 0; i < dated->ndates; i++) {
        i32 after = dated->dates[i].from - other->published_to;
        i32 before = other->published_from - dated->dates[i].to;
        if (after > 0) return MATCH_NEVER;
        if (before > 92 && width(dated->dates[i]) < 92) return MATCH_NEVER;
    }
    return points_published(dated, other) > 0;
}

static int points_date(const struct event *x, const struct event *y) {
    if (x->ndates == 0 && y->ndates == 0) return points_published(x, y);
    if (x->ndates == 0) return points_one_dated(y, x);
    if (y->ndates == 0) return points_one_dated(x, y);
    int best = -1;
    for (i64 i = 0; i < x->ndates; i++)
        for (i64 k = 0; k < y->ndates; k++) {
            if (gap(x->dates[i], y->dates[k]) > 7) return MATCH_NEVER;
            int p = points_two_dates(x->dates[i], y->dates[k]);
            if (p > best) best = p;
        }
    return best < 0 ? MATCH_NEVER : best;
}

/* Bodies are of the dead: their numbers may meet. */
static bool numbers_meet(enum what x, enum what y) {
    bool dx = x == WHAT_KILLED || x == WHAT_BODIES, dy = y == WHAT_KILLED || y == WHAT_BODIES;
    return x == y || (dx && dy);
}

static bool overlap(const struct number *x, const struct number *y) {
    return (x->max == COUNT_OPEN || y->min <= x->max) && (y->max == COUNT_OPEN || x->min <= y->max);
}

static int points_two_numbers(const struct number *x, const struct number *y) {
    bool equal = x->min == y->min && x->max == y->max;
    if (equal) return x->min >= 10 ? 4 : x->min >= 3 ? 2 : 1;
    i64 top_x = x->max == COUNT_OPEN ? x->min : x->max,
        top_y = y->max == COUNT_OPEN ? y->min : y->max;
    if (overlap(x, y)) return x->max == COUNT_OPEN || y->max == COUNT_OPEN ? 1 : 2;
    i64 lo = top_x < top_y ? top_x : top_y, hi = x->min > y->min ? x->min : y->min;
    return lo > 0 && hi <= lo * 3 ? -1 : -4;
}

static int points_number(const struct event *x, const struct event *y) {
    int best = -100;
    for (i64 i = 0; i < x->nnumbers; i++)
        for (i64 k = 0; k < y->nnumbers; k++) {
            const struct number *p = &x->numbers[i], *q = &y->numbers[k];
            if (!numbers_meet(p->what, q->what) || p->part || q->part) continue;
            int m = points_two_numbers(p, q);
            if (m > best) best = m;
        }
    return best == -100 ? 0 : best;
}

/* Who is said to have been harmed: 1 civilians, 2 combatants, 4 not said. */
static int harmed(const struct event *e) {
    int who = 0;
    for (i64 i = 0; i < e->nnumbers; i++) {
        const struct number *n = &e->numbers[i];
        if (n->part ||
            (n->what != WHAT_KILLED && n->what != WHAT_BODIES && n->what != WHAT_INJURED))
            continue;
        if (n->who == WHO_COMBATANT)
            who |= 2;
        else if (n->who == WHO_CIVILIAN || n->who == WHO_CHILD || n->who == WHO_WOMAN)
            who |= 1;
        else
            who |= 4;
    }
    return who;
}

static int points_who(const struct event *x, const struct event *y) {
    int p = harmed(x), q = harmed(y);
    if (p == 0 || q == 0 || (p & q)) return 0;
    if ((p & 3) && (q & 3)) return MATCH_NEVER;
    return (p | q) & 2 ? -3 : 0;
}

static int points_words(const struct scene *s, const struct event *x, const struct event *y) {
    i64 n = s->b->nclaims, i = 0, k = 0;
    int p = 0;
    while (i < x->nwords && k < y->nwords) {
        u32 v = x->words[i], w = y->words[k];
        if (v == w) {
            i64 c = s->word_count[v];
            p += c <= 4 || c * 100 <= n ? 2 : c <= 12 || c * 20 <= n;
        }
        i += v <= w;
        k += w <= v;
    }
    return p > 3 ? 3 : p;
}

static bool bodies_of_the_killed(const struct scene *s, const struct event *x,
                                 const struct event *y) {
    return match_place(s, x, y) >= 3 && x->ndates && y->ndates && points_date(x, y) >= 2 &&
           points_number(x, y) >= 2;
}

static int points_kind(const struct scene *s, const struct event *x, const struct event *y) {
    u32 a = x->classes, b = y->classes;
    if ((a | b) & BIT(CLASS_GRAVE) && !(a & b & BIT(CLASS_GRAVE))) return MATCH_NEVER;
    if ((a | b) & BIT(CLASS_TESTIMONY) && !(a & b & BIT(CLASS_TESTIMONY))) return MATCH_NEVER;
    if ((x->means == MEANS_NEAR && y->means == MEANS_FAR) ||
        (x->means == MEANS_FAR && y->means == MEANS_NEAR))
        return MATCH_NEVER;
    if (x->kinds & y->kinds) return 1;
    if (a & b) return 0;
    if ((a & VIOLENCE) && (b & VIOLENCE)) return 0;
    if (((a | b) & BIT(CLASS_BODIES)) && ((a | b) & BIT(CLASS_KILL)))
        return bodies_of_the_killed(s, x, y) ? 0 : MATCH_NEVER;
    return MATCH_NEVER;
}

static int points_party(const struct event *x, const struct event *y) {
    for (i64 i = 0; i < x->nparties; i++)
        for (i64 k = 0; k < y->nparties; k++)
            if (x->parties[i] == y->parties[k]) return 1;
    return 0;
}

/* "The Front speaks of 17 dead": no place, no day, but the number of the event that the same report
 * is about. */
static bool same_report_number(const struct event *x, const struct event *y) {
    if (has_place(x) || x->ndates || x->nnumbers != 1 || x->numbers[0].part) return false;
    if (x->numbers[0].min < 10) return false;
    bool report = false, number = false;
    for (i64 i = 0; i < y->nitems; i++)
        report |= y->items[i] == x->items[0];
    for (i64 i = 0; i < y->nnumbers; i++)
        number |= numbers_meet(x->numbers[0].what, y->numbers[i].what) && !y->numbers[i].part &&
                  x->numbers[0].min == y->numbers[i].min && x->numbers[0].max == y->numbers[i].max;
    return report && number;
}

int match_events(const struct scene *s, const struct event *x, const struct event *y) {
    int kind = points_kind(s, x, y), place = kind < 0 ? MATCH_NEVER : points_place(s, x, y);
    if (place < 0) return MATCH_NEVER;
    int date = points_date(x, y), who = points_who(x, y), number = points_number(x, y);
    int words = points_words(s, x, y);
    if (date < 0 || who == MATCH_NEVER) return MATCH_NEVER;
    if (same_report_number(x, y)) return MATCH_SAME_REPORT;
    /* Without a common place something rarer must agree. */
    int rare = (words >= 2) + (number >= 2) + (date >= 2);
    if (place < 3 && rare < (place == 2 ? 2 : 3)) return MATCH_NEVER;
    return kind + place + date + who + number + words + points_party(x, y);
}

int match_denial(const struct scene *s, const struct event *d, const struct event *y) {
    int place = points_place(s, d, y), date = points_date(d, y);
    if (place < 0 || date < 0) return MATCH_NEVER;
    if ((d->means == MEANS_NEAR && y->means == MEANS_FAR) ||
        (d->means == MEANS_FAR && y->means == MEANS_NEAR))
        return MATCH_NEVER;
    return place + (d->ndates ? date : 0) + 2 * (d->means && (d->means & y->means)) +
           points_words(s, d, y) + points_party(d, y);
}
