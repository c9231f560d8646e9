/* The two passes of attribution as one file: of all features those that weigh most. */
#ifndef CAIRN_TOOLS_ATTRIB_PACK_H
#define CAIRN_TOOLS_ATTRIB_PACK_H

#include "attrib_learn.h"
#include "learn/sparse.h"
#include "learn/train.h"

#define LABELS                                                                                     \
    "none pending whole source source+ said-source said-source+ cue cue+ said-cue said-cue+ said " \
    "said+ content content+ content2 1none 1source 1source+ 1cue 1cue+ 1content 1content+"

enum { KEPT_LOG2 = 18, CUT = 200 /* of a million weights, how many may be too large for i8 */ };

struct worth {
    i64 v;
    u32 feature, row;
};

static inline int worth_order(const void *x, const void *y) {
    const struct worth *p = x, *q = y;
    if (p->v != q->v) return p->v < q->v ? 1 : -1;
    return p->feature < q->feature ? -1 : p->feature > q->feature;
}

static inline int size_order(const void *x, const void *y) {
    i32 p = *(const i32 *)x, q = *(const i32 *)y;
    return p < q ? -1 : p > q;
}

/* The size that all but CUT millionths of the weights that are not 0 stay within. */
static inline i64 size_of(struct arena scratch, const struct trainer *t) {
    i64 n = 0, all = ((i64)t->mask + 1) * t->width;
    i32 *v = NEWN(&scratch, i32, all);
    for (i64 i = 0; i < all; i++)
        if (t->w[i]) v[n++] = abs(t->w[i]);
    if (!n) return 1;
    qsort(v, (size_t)n, sizeof *v, size_order);
    return v[n - 1 - n * CUT / 1000000];
}

struct packing {
    const struct trainer *one, *two;
    i64 size1, size2;
    struct worth *v;
    i64 n;
};

/* The weights of a row, all columns: the sizes of the first pass are made those of the second,
 * since only its order counts. Returns the sum of their sizes. */
static inline i64 weights_of(const struct packing *p, u32 row, i32 out[ATTRIB_WIDTH]) {
    i64 sum = 0;
    for (u32 c = 0; c < ATTRIB_COLUMNS; c++)
        out[c] = p->two->w[row * ATTRIB_COLUMNS + c];
    for (u32 c = 0; c < ATTRIB_LABELS; c++)
        out[ATTRIB_COLUMNS + c] = (i32)(p->one->w[row * 8 + c] * p->size2 / p->size1);
    for (i32 c = 0; c < ATTRIB_COLUMNS + ATTRIB_LABELS; c++)
        sum += abs(out[c]);
    return sum;
}

static inline void weigh(struct packing *p, u32 feature, u32 row) {
    i32 w[ATTRIB_WIDTH];
    i64 v = weights_of(p, row, w);
    if (v) p->v[p->n++] = (struct worth){v, feature, row};
}

static inline struct str pack(struct learner *l, const struct trainer *one,
                              const struct trainer *two) {
    i64 most = l->keep.n + ATTRIB_STEPS * ATTRIB_STEP_VALUES * ATTRIB_STATES;
    struct packing p = {.one = one,
                        .two = two,
                        .size1 = size_of(*l->a, one),
                        .size2 = size_of(*l->a, two),
                        .v = NEWN(l->a, struct worth, most)};
    for (i32 r = 0; r < l->keep.n; r++)
        weigh(&p, l->keep.feature[r], (u32)r);
    for (u32 q = 0; q < ATTRIB_STEPS; q++)
        for (u32 x = 0; x < ATTRIB_STEP_VALUES; x++)
            for (i32 s = 0; s < ATTRIB_STATES; s++)
                weigh(&p, attrib_step_row(q, x, s), step_row(q, x, s));
    qsort(p.v, (size_t)p.n, sizeof *p.v, worth_order);
    i64 n = p.n < 1 << KEPT_LOG2 ? p.n : 1 << KEPT_LOG2;
    i32 *w = NEWN(l->a, i32, n * ATTRIB_WIDTH);
    struct sparse_kept *kept = NEWN(l->a, struct sparse_kept, n);
    for (i64 k = 0; k < n; k++) {
        weights_of(&p, p.v[k].row, w + k * ATTRIB_WIDTH);
        kept[k] = (struct sparse_kept){p.v[k].feature, w + k * ATTRIB_WIDTH};
    }
    fprintf(stderr, "%lld features, %lld rows\n", (long long)p.n, (long long)n);
    return sparse_pack(l->a, "attrib", LABELS, KEPT_LOG2, ATTRIB_ROWS_MOST, kept, n, p.size2);
}

#endif
