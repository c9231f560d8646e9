/* Which features are worth a row of their own: those seen often enough. Each gets a number, from 0
 * on, in the order in which it is first seen. Shared by trainers of sparse models (learn/sparse.h).
 */
#ifndef CAIRN_TOOLS_KEEP_H
#define CAIRN_TOOLS_KEEP_H

#include "base/err.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEEP_LOG2 = 24, KEEP_NONE = -1 };

struct keep {
    u32 *key;
    i32 *count; /* of the slot; after keep_number its number or KEEP_NONE */
    u32 *feature;
    i32 n, most;
    i64 used;
};

/* At most `most` numbers. */
static inline struct keep keep_make(struct arena *a, i32 most) {
    return (struct keep){.key = NEWN(a, u32, 1 << KEEP_LOG2),
                         .count = NEWN(a, i32, 1 << KEEP_LOG2),
                         .feature = NEWN(a, u32, most),
                         .most = most};
}

static inline u32 keep_slot(const struct keep *k, u32 f) {
    u32 at = f * 2654435761u >> (32 - KEEP_LOG2);
    while (k->count[at] && k->key[at] != f)
        at = (at + 1) & ((1u << KEEP_LOG2) - 1);
    return at;
}

static inline void keep_see(struct keep *k, u32 f) {
    u32 at = keep_slot(k, f);
    if (!k->count[at] && ++k->used > (1 << KEEP_LOG2) / 8 * 7)
        fprintf(stderr, "too many features\n"), exit(2);
    k->key[at] = f;
    k->count[at]++;
}

/* The number of a feature seen at least `least` times, else KEEP_NONE; numbered when first asked.
 */
static inline i32 keep_number(struct keep *k, u32 f, i32 least) {
    u32 at = keep_slot(k, f);
    if (k->count[at] < 0) return -k->count[at] - 1;
    if (k->count[at] < least) return KEEP_NONE;
    if (k->n == k->most) fprintf(stderr, "too many features\n"), exit(2);
    k->feature[k->n] = f;
    k->count[at] = -++k->n;
    return k->n - 1;
}

#endif
