/* How a forest comes about (Breiman 2001): many trees, each from its own draw of the examples. */
#include "learn/forest.h"

#include <stdlib.h>

enum { BINS = 64 };

struct grower {
    const struct forest_examples *e;
    i32 leaf, tries;
    i32 *use, *spare; /* examples of the tree at work, by node */
    u8 *bin;          /* n × features: the values, in BINS steps */
    i16 *least;       /* features × BINS: the lowest value of each bin */
    struct forest_node *node;
    i64 n, cap;
    u64 random;
    struct arena *a;
};

/* xorshift64* (Vigna 2016), from a fixed seed. */
static u32 draw(struct grower *g, u32 below) {
    g->random ^= g->random >> 12, g->random ^= g->random << 25, g->random ^= g->random >> 27;
    return (u32)((g->random * 0x2545f4914f6cdd1dULL) >> 33) % below;
}

/* ---- values in bins: equal values in one, about as many examples in each ---- */

static int ascending(const void *x, const void *y) {
    i64 a = *(const i64 *)x, b = *(const i64 *)y;
    return (a > b) - (a < b);
}

static void bin_feature(struct grower *g, i32 feature, i64 *sorted) {
    const struct forest_examples *e = g->e;
    i32 bin = 0;
    for (i32 i = 0; i < e->n; i++)
        sorted[i] = ((i64)e->x[(i64)i * e->features + feature] + 32768) << 32 | i;
    qsort(sorted, (size_t)e->n, sizeof *sorted, ascending);
    for (i32 i = 0; i < e->n; i++) {
        bool new_value = !i || sorted[i] >> 32 != sorted[i - 1] >> 32;
        if (i && new_value && (i64)i * BINS / e->n > bin) bin++;
        if (new_value && (!i || bin > g->bin[(i64)(u32)sorted[i - 1] * e->features + feature]))
            g->least[feature * BINS + bin] = (i16)((sorted[i] >> 32) - 32768);
        g->bin[(i64)(u32)sorted[i] * e->features + feature] = (u8)bin;
    }
}

static void bin_all(struct grower *g) {
    struct arena scratch = *g->a;
    i64 *sorted = NEWN(&scratch, i64, g->e->n);
    for (i32 f = 0; f < g->e->features; f++)
        bin_feature(g, f, sorted);
}

static i32 bin_of(const struct grower *g, i32 example, i32 feature) {
    return g->bin[(i64)example * g->e->features + feature];
}

/* ---- one node ---- */

struct split {
    i32 feature, bin, left; /* examples on the left, those in lower bins */
    i64 worth; /* Σ right² / n of both sides, in 1/2^20: the higher, the purer (Gini) */
};

static i64 purity(i64 right, i64 n) {
    return (right * right << 20) / n;
}

/* The best place to cut the node's examples by one feature. */
static void try_feature(struct grower *g, const i32 *use, i32 n, i32 feature, struct split *best) {
    i32 all[BINS] = {0}, right[BINS] = {0}, left = 0;
    i64 every = 0, right_left = 0;
    for (i32 i = 0; i < n; i++) {
        i32 b = bin_of(g, use[i], feature);
        all[b]++, right[b] += g->e->y[use[i]];
        every += g->e->y[use[i]];
    }
    for (i32 b = 1; b < BINS; b++) {
        left += all[b - 1], right_left += right[b - 1];
        if (left < g->leaf || n - left < g->leaf || !all[b]) continue;
        i64 worth = purity(right_left, left) + purity(every - right_left, n - left);
        if (worth > best->worth) *best = (struct split){feature, b, left, worth};
    }
}

/* The best of `tries` features, each drawn once at most. */
static struct split best_split(struct grower *g, const i32 *use, i32 n, i64 right) {
    i32 order[FOREST_FEATURES_MAX];
    struct split best = {.feature = -1, .worth = purity(right, n)};
    for (i32 i = 0; i < g->e->features; i++)
        order[i] = i;
    for (i32 i = 0; i < g->tries && i < g->e->features; i++) {
        i32 k = i + (i32)draw(g, (u32)(g->e->features - i)), f = order[k];
        order[k] = order[i], order[i] = f;
        try_feature(g, use, n, f, &best);
    }
    return best;
}

static i32 new_node(struct grower *g) {
    *PUSH(g->a, g->node, g->n, g->cap) = (struct forest_node){.feature = -1};
    return (i32)g->n - 1;
}

/* Examples below the cut to the front, the others behind, each in the order they were. */
static void part(struct grower *g, i32 *use, i32 n, const struct split *s) {
    i32 left = 0, right = 0;
    for (i32 i = 0; i < n; i++)
        if (bin_of(g, use[i], s->feature) < s->bin)
            use[left++] = use[i];
        else
            g->spare[right++] = use[i];
    memcpy(use + left, g->spare, sizeof *use * (size_t)right);
}

static void grow(struct grower *g, i32 at, i32 *use, i32 n) {
    i64 right = 0;
    for (i32 i = 0; i < n; i++)
        right += g->e->y[use[i]];
    g->node[at].to = (i32)(right * FOREST_ONE / n);
    if (!right || right == n || n < 2 * g->leaf) return;
    struct split s = best_split(g, use, n, right);
    if (s.feature < 0) return;
    part(g, use, n, &s);
    i32 to = new_node(g);
    new_node(g);
    g->node[at] = (struct forest_node){(i16)s.feature, g->least[s.feature * BINS + s.bin], to};
    grow(g, to, use, s.left);
    grow(g, to + 1, use + s.left, n - s.left);
}

static struct str pack(const struct grower *g, const char *name, i32 trees) {
    struct buf b = buf_make(g->a, (g->n + 64) * (i64)sizeof *g->node);
    buf_fmt(&b, "cairn-forest/1\nname %s\nfeatures %d\ntrees %d\nnodes %lld\n\n", name,
            g->e->features, trees, (long long)g->n);
    while (b.n % 16)
        buf_c(&b, 0);
    for (i64 i = 0; i < g->n; i++)
        buf_put(&b, (struct str){(const char *)&g->node[i], sizeof *g->node});
    while (b.n % 16)
        buf_c(&b, 0);
    return buf_str(&b);
}

struct str forest_grow(struct arena *a, const char *name, const struct forest_examples *e,
                       i32 trees, i32 leaf, i32 tries) {
    struct grower g = {.e = e, .leaf = leaf, .tries = tries, .a = a};
    CHECK(e->n > 0 && leaf > 0 && e->features <= FOREST_FEATURES_MAX);
    g.use = NEWN(a, i32, e->n), g.spare = NEWN(a, i32, e->n);
    g.bin = NEWN(a, u8, (i64)e->n * e->features), g.least = NEWN(a, i16, e->features * BINS);
    bin_all(&g);
    for (i32 t = 0; t < trees; t++)
        new_node(&g);
    for (i32 t = 0; t < trees; t++) {
        g.random = 0x9e3779b97f4a7c15ULL * (u64)(t + 1);
        for (i32 i = 0; i < e->n; i++)
            g.use[i] = (i32)draw(&g, (u32)e->n);
        grow(&g, t, g.use, e->n);
    }
    return pack(&g, name, trees);
}
