#include "reconcile/index.h"

enum { DAYS = 8, ISSUE = 16, WIDE = 62, LIST_MAX = 64, NUMBER_LEAST = 10, NEWS = 40 };

struct key {
    i64 place; /* index of a place, a hash of words, or a number */
    i32 kind, group, bucket, zero;
};
enum { K_DATED, K_UNDATED, K_NOWHEN, K_NUMBER };

struct index_list {
    i64 *v;
    i64 n, cap;
};

/* Classes that may meet share a group. */
static i32 group_of(int class) {
    bool meet = class == CLASS_KILL || class == CLASS_HARM || class == CLASS_ATTACK ||
                class == CLASS_BODIES;
    return meet ? 0 : class + 1;
}

typedef void visit_fn(void *ctx, struct key k);

static i32 floor_div(i32 x, i32 y) {
    return x >= 0 ? x / y : -((-x + y - 1) / y);
}

static bool narrow(struct date_range d) {
    return d.to - d.from <= WIDE;
}

/* Times of an event: buckets of its days when it is dated, of its publication when not. slack
 * widens, for finding. */
static void each_time(const struct event *e, struct key k, bool finding, visit_fn *fn, void *ctx) {
    bool dated = false, published = e->published_from <= e->published_to;
    i32 slack = finding ? 1 : 0;
    for (i64 i = 0; i < e->ndates; i++) {
        if (!narrow(e->dates[i])) continue;
        dated = true;
        k.kind = K_DATED;
        i32 to = floor_div(e->dates[i].to, DAYS) + slack;
        for (k.bucket = floor_div(e->dates[i].from, DAYS) - slack; k.bucket <= to; k.bucket++)
            fn(ctx, k);
    }
    if (published && (!dated || finding)) {
        k.kind = K_UNDATED;
        i32 at = floor_div(e->published_from, ISSUE), to = floor_div(e->published_to, ISSUE);
        if (to > at + 4) to = at + 4;
        for (k.bucket = at - 2 * slack; k.bucket <= to + 2 * slack; k.bucket++)
            fn(ctx, k);
    }
    if (published && !dated && finding) {
        k.kind = K_DATED;
        i32 to = floor_div(e->published_to, DAYS);
        for (k.bucket = floor_div(e->published_from - NEWS, DAYS); k.bucket <= to; k.bucket++)
            fn(ctx, k);
    }
    if (!published && !dated) {
        k.kind = K_NOWHEN;
        k.bucket = 0;
        fn(ctx, k);
    }
}

static bool wide(enum precision p) {
    return p == PRECISION_REGION || p == PRECISION_COUNTRY;
}

/* A place and what it lies in, up to its city; a region or country only when it is all that is
 * said. */
static void each_level(const struct index *x, const struct event *e, i64 p, struct key k,
                       bool finding, visit_fn *fn, void *ctx) {
    for (int depth = 0; p >= 0 && depth < 8; depth++) {
        if (depth > 0 && wide(x->b->places[p].precision)) break;
        k.place = p;
        each_time(e, k, finding, fn, ctx);
        p = x->b->places[p].parent.n ? book_place(x->b, x->b->places[p].parent) : -1;
    }
}

static void each_place(const struct index *x, const struct event *e, struct key k, bool finding,
                       visit_fn *fn, void *ctx) {
    bool named = false;
    for (i64 i = 0; i < e->nspots; i++) {
        const struct spot *s = &e->spots[i];
        if (s->vague) continue;
        named = true;
        each_level(x, e, s->place, k, finding, fn, ctx);
        if (s->place >= 0) continue;
        k.place = (i64)(str_hash(s->id.n ? s->id : s->words) >> 2) + (1LL << 40);
        each_time(e, k, finding, fn, ctx);
    }
    if (!named) each_level(x, e, e->context, k, finding, fn, ctx);
}

static void each_key(const struct index *x, const struct event *e, bool finding, visit_fn *fn,
                     void *ctx) {
    u32 groups = 0;
    for (int c = 0; c <= CLASS_DENIAL; c++) {
        u32 g = (u32)group_of(c);
        if (!(e->classes >> c & 1) || groups >> g & 1) continue;
        groups |= 1u << g;
        struct key k = {.group = (i32)g};
        each_place(x, e, k, finding, fn, ctx);
        for (i64 i = 0; i < e->nnumbers; i++) {
            if (e->numbers[i].min < NUMBER_LEAST || e->numbers[i].part) continue;
            k = (struct key){.group = (i32)g, .kind = K_NUMBER, .place = e->numbers[i].min};
            fn(ctx, k);
        }
    }
}

struct adding {
    struct index *x;
    i64 at;
};

static struct str key_bytes(const struct key *k) {
    return (struct str){(const char *)k, sizeof *k};
}

static void add_one(void *ctx, struct key k) {
    struct adding *w = ctx;
    struct map_entry *m = map_get(&w->x->lists, key_bytes(&k));
    if (!m) {
        m = map_put(&w->x->lists, w->x->a, str_dup(w->x->a, key_bytes(&k)), NULL);
        m->ptr = NEW(w->x->a, struct index_list);
    }
    struct index_list *l = m->ptr;
    if (l->n == 0 || l->v[l->n - 1] != w->at) *PUSH(w->x->a, l->v, l->n, l->cap) = w->at;
}

void index_add(struct index *x, const struct event *e, i64 at) {
    struct adding w = {x, at};
    while (x->nstamp <= at)
        *PUSH(x->a, x->stamp, x->nstamp, x->stamp_cap) = 0;
    each_key(x, e, false, add_one, &w);
}

struct search {
    struct index *x;
    struct arena *a;
    i64 *v;
    i64 n, cap;
};

static void find_one(void *ctx, struct key k) {
    struct search *w = ctx;
    struct map_entry *m = map_get(&w->x->lists, key_bytes(&k));
    if (!m) return;
    struct index_list *l = m->ptr;
    i64 least = l->n > LIST_MAX ? l->n - LIST_MAX : 0;
    for (i64 i = l->n - 1; i >= least; i--) {
        if (w->x->stamp[l->v[i]] == w->x->round) continue;
        w->x->stamp[l->v[i]] = w->x->round;
        *PUSH(w->a, w->v, w->n, w->cap) = l->v[i];
    }
}

i64 index_find(struct index *x, struct arena *a, const struct event *e, i64 **out) {
    struct search w = {.x = x, .a = a};
    x->round++;
    each_key(x, e, true, find_one, &w);
    *out = w.v;
    return w.n;
}
