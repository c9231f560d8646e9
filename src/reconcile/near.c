/* Where claims that have no incident yet may belong: the places and days at which incidents are
 * looked for in a case too large to be looked at whole. Wider than what matches (index.c has the
 * same times and levels), for the matching decides. */
#include "reconcile/inner.h"

enum { WIDE = 62, AROUND = 8, NEWS = 40 };

struct looking {
    struct arena *a;
    const struct scene *s;
    struct map have; /* spot and days told */
    struct near *v;
    i64 n, cap;
};

static void look(struct looking *x, struct str spot, i32 from, i32 to) {
    bool fresh;
    if (!spot.n) return;
    struct str key = str_fmt(x->a, "%d %d %.*s", (int)from, (int)to, SARG(spot));
    map_put(&x->have, x->a, key, &fresh);
    if (fresh) *PUSH(x->a, x->v, x->n, x->cap) = (struct near){str_dup(x->a, spot), from, to};
}

static bool wide(enum precision p) {
    return p == PRECISION_REGION || p == PRECISION_COUNTRY;
}

/* The city of a place; the place itself when it lies in none. */
static i64 top_of(const struct book *b, i64 p) {
    for (int depth = 0; depth < 8; depth++) {
        i64 up = b->places[p].parent.n ? book_place(b, b->places[p].parent) : -1;
        if (up < 0 || wide(b->places[up].precision)) break;
        p = up;
    }
    return p;
}

/* The place, and all that lie in its city. */
static void look_around(struct looking *x, i64 place, i32 from, i32 to) {
    const struct book *b = x->s->b;
    look(x, b->places[place].id, from, to);
    i64 top = top_of(b, place);
    for (i64 i = 0; i < b->nplaces && !wide(b->places[place].precision); i++)
        if (i != place && top_of(b, i) == top) look(x, b->places[i].id, from, to);
}

static void look_at(struct looking *x, const struct event *e, i32 from, i32 to) {
    bool named = false;
    for (i64 i = 0; i < e->nspots; i++) {
        const struct spot *s = &e->spots[i];
        if (s->vague) continue;
        named = true;
        if (s->place >= 0) look_around(x, s->place, from, to);
        if (s->place < 0) look(x, s->id.n ? s->id : s->shown, from, to);
    }
    if (!named && e->context >= 0) look_around(x, e->context, from, to);
}

/* Days of the event, else those before its publication; else only what has no date. */
static void look_for(struct looking *x, const struct event *e) {
    bool dated = false, published = e->published_from <= e->published_to;
    for (i64 i = 0; i < e->ndates; i++) {
        if (e->dates[i].to - e->dates[i].from > WIDE) continue;
        look_at(x, e, e->dates[i].from - WIDE - AROUND, e->dates[i].to + AROUND);
        dated = true;
    }
    if (dated) return;
    if (published)
        look_at(x, e, e->published_from - NEWS - WIDE, e->published_to);
    else
        look_at(x, e, 1, 0);
}

void reconcile_near(struct arena *a, struct arena scratch, const struct book *b, struct near **out,
                    i64 *n) {
    struct scene s = scene_make(&scratch, *a, b);
    struct looking x = {.a = a, .s = &s};
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->claims[i].incident < 0 && claim_stands(&b->claims[i].c)) look_for(&x, &s.claim[i]);
    *out = x.v;
    *n = x.n;
}
