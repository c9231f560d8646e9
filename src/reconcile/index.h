/* Candidates: events that could be one with a given one, found by class, place and time, or by an
 * exact number, without walking the case. Lists longer than LIST_MAX are walked from the newest:
 * what is said of one place in one week more often than that is not told apart by an index. */
#ifndef CAIRN_RECONCILE_INDEX_H
#define CAIRN_RECONCILE_INDEX_H

#include "reconcile/inner.h"

struct index {
    struct arena *a;
    const struct book *b;
    struct map lists; /* key -> struct index_list */
    i64 *stamp;
    i64 nstamp, stamp_cap, round;
};

/* Adds event number `at` under the keys of `e` (again, after it grew). */
void index_add(struct index *x, const struct event *e, i64 at);
/* Numbers of candidates, each once, in a fixed order; into *out (in `a`), returns how many. */
i64 index_find(struct index *x, struct arena *a, const struct event *e, i64 **out);

#endif
