/* Claimed times against what witnesses, authorities and beacons say. */
#include "store/times.h"
#include "store/times_sql.h"

#include <stdlib.h>

/* `at` holds for entries below (upper) or above (lower) `index`. */
struct edge {
    i64 index, at;
};

struct edges {
    struct edge *v;
    i64 n;
};

static int by_index(const void *x, const void *y) {
    const struct edge *a = x, *b = y;
    return a->index < b->index ? -1 : a->index > b->index;
}

static i64 rows_of(const struct times *t) {
    i64 n = t->nbeacons + t->nstamped;
    for (i64 i = 0; i < t->ncosigned; i++)
        n += t->cosigned[i].nby;
    return n;
}

/* Sorted by size; at[i] = the earliest that covers what is below size i: the rest to the right
 * covers it too. */
static struct edges upper_edges(struct arena *a, const struct times *t) {
    struct edges e = {.v = NEWN(a, struct edge, rows_of(t))};
    for (i64 i = 0; i < t->nstamped; i++)
        e.v[e.n++] = (struct edge){t->stamped[i].size, t->stamped[i].time};
    for (i64 i = 0; i < t->ncosigned; i++)
        for (i64 k = 0; k < t->cosigned[i].nby; k++)
            e.v[e.n++] = (struct edge){t->cosigned[i].size, t->cosigned[i].by[k].time};
    if (e.n > 1) qsort(e.v, (size_t)e.n, sizeof *e.v, by_index);
    for (i64 i = e.n - 1; i-- > 0;)
        if (e.v[i + 1].at < e.v[i].at) e.v[i].at = e.v[i + 1].at;
    return e;
}

/* Sorted by entry; at[i] = the latest of all that stand up to there. */
static struct edges lower_edges(struct arena *a, const struct times *t) {
    struct edges e = {.v = NEWN(a, struct edge, rows_of(t))};
    for (i64 i = 0; i < t->nbeacons; i++)
        e.v[e.n++] = (struct edge){t->beacons[i].entry, t->beacons[i].at};
    for (i64 i = 0; i < t->nstamped; i++)
        e.v[e.n++] = (struct edge){t->stamped[i].entry, t->stamped[i].time};
    for (i64 i = 0; i < t->ncosigned; i++)
        for (i64 k = 0; k < t->cosigned[i].nby; k++)
            e.v[e.n++] = (struct edge){t->cosigned[i].entry, t->cosigned[i].by[k].time};
    if (e.n > 1) qsort(e.v, (size_t)e.n, sizeof *e.v, by_index);
    for (i64 i = 1; i < e.n; i++)
        if (e.v[i - 1].at > e.v[i].at) e.v[i].at = e.v[i - 1].at;
    return e;
}

struct walk {
    struct edges up, low;
    i64 u, l; /* first edge that covers the entry; edges that stand before it */
    bool any;
    i64 before; /* claimed by the entry before */
    times_clock_fn *fn;
    void *ctx;
};

static void one(struct walk *w, i64 entry, i64 claimed) {
    while (w->u < w->up.n && w->up.v[w->u].index <= entry)
        w->u++;
    while (w->l < w->low.n && w->low.v[w->l].index < entry)
        w->l++;
    i64 to = w->u < w->up.n ? w->up.v[w->u].at : INT64_MAX,
        from = w->l > 0 ? w->low.v[w->l - 1].at : INT64_MIN;
    if (to < INT64_MAX && claimed - CLOCK_SLACK_SECONDS > to)
        w->fn(w->ctx, CLOCK_TOO_LATE, entry, claimed, to);
    else if (from > INT64_MIN && claimed + CLOCK_SLACK_SECONDS < from)
        w->fn(w->ctx, CLOCK_TOO_EARLY, entry, claimed, from);
    else if (w->any && claimed < w->before - CLOCK_SLACK_SECONDS)
        w->fn(w->ctx, CLOCK_BACK, entry, claimed, w->before);
    w->any = true;
    w->before = claimed;
}

rc times_clocks(struct db *d, struct arena scratch, const struct times *t, times_clock_fn *fn,
                void *ctx, struct err *e) {
    struct walk w = {
        .up = upper_edges(&scratch, t), .low = lower_edges(&scratch, t), .fn = fn, .ctx = ctx};
    struct stmt *q = db_stmt(d, &Q_TIME_CLAIMED);
    bool row;
    for (;;) {
        TRY(db_step(q, &row, e));
        if (!row) return RC_OK;
        one(&w, db_i64(q, 0), db_i64(q, 1));
    }
}

const struct clock_note *times_clock_noted(const struct times *t, i64 entry) {
    for (i64 i = 0; i < t->nclocks; i++)
        if (t->clocks[i].about == entry) return &t->clocks[i];
    return NULL;
}
