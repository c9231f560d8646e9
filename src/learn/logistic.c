#include "learn/logistic.h"

#include "base/err.h"

enum { STEPS = 16, MOST = 9 * STEPS }; /* e^-x is tabled up to x = 9 by sixteenths */

/* Where v stands in the table of roots: its highest bit and the four below. */
static u32 root_index(u32 v) {
    u32 high = v < 16 ? 4 : 31u - (u32)__builtin_clz(v);
    return v < 16 ? v : (high - 3) * 16 + (v >> (high - 4) & 15);
}

/* 65536 / sqrt(v / 65536), v = the middle of those that share an index. */
static u32 inverse_root(u32 index) {
    u64 v = index < 16 ? index + 1 : ((u64)(16 + index % 16) * 2 + 1) << (index / 16 - 1) >> 1;
    u64 n = v << 16, r = 1;
    while (r * r < n)
        r *= 2;
    for (int i = 0; i < 8; i++)
        r = (r + n / r) / 2;
    return (u32)((1ull << 32) / r);
}

struct logistic *logistic_make(struct arena *a, i32 log2, i32 classes) {
    struct logistic *l = NEW(a, struct logistic);
    i32 width = (classes + LINEAR_LANES - 1) / LINEAR_LANES * LINEAR_LANES;
    i64 rows = 1LL << log2;
    *l = (struct logistic){.classes = classes, .width = width, .log2 = log2};
    l->mask = (u32)rows - 1;
    l->w = NEWN(a, i32, rows * width);
    l->mean = NEWN(a, i32, rows * width);
    l->size = NEWN(a, u32, rows * width);
    l->seen = NEWN(a, u8, rows);
    l->rate = LOGISTIC_ONE / 8;
    for (u32 i = 0; i < LEN(l->root); i++)
        l->root[i] = inverse_root(i);
    return l;
}

void logistic_see(struct logistic *l, const u32 *f, i32 n) {
    for (i32 i = 0; i < n; i++)
        l->seen[f[i] & l->mask] = (u8)(l->seen[f[i] & l->mask] + (l->seen[f[i] & l->mask] < 255));
}

void logistic_odds(const struct logistic *l, const u32 *f, i32 n, i32 *odds) {
    i64 sum[LINEAR_CLASSES_MAX] = {0};
    for (i32 i = 0; i < n; i++) {
        const i32 *row = l->w + (i64)(f[i] & l->mask) * l->width;
        for (i32 c = 0; c < l->classes; c++)
            sum[c] += row[c];
    }
    for (i32 c = 0; c < l->classes; c++)
        odds[c] = (i32)(sum[c] > 1 << 24 ? 1 << 24 : sum[c] < -(1 << 24) ? -(1 << 24) : sum[c]);
}

/* e^(-k/16), 2^30 = 1. */
static u32 decay_to(i32 k) {
    u64 v = 1u << 30;
    for (i32 i = 0; i < k; i++)
        v = v * 1008687096u >> 30; /* e^(-1/16) */
    return (u32)v;
}

i32 logistic_chance(i32 odds) {
    i32 x = odds < 0 ? -odds : odds, k = x / (LOGISTIC_ONE / STEPS);
    if (k >= MOST) return odds < 0 ? 0 : LOGISTIC_ONE;
    u64 low = decay_to(k), high = decay_to(k + 1), part = (u64)(x % (LOGISTIC_ONE / STEPS));
    u64 e = low - (low - high) * part / (LOGISTIC_ONE / STEPS); /* e^-x */
    u64 one = 1u << 30, p = (one << 16) / (one + e);
    return odds < 0 ? LOGISTIC_ONE - (i32)p : (i32)p;
}

void logistic_learn(struct logistic *l, const u32 *f, i32 n, u32 want, u32 skip, i32 weight) {
    i32 odds[LINEAR_CLASSES_MAX];
    logistic_odds(l, f, n, odds);
    for (i32 c = 0; c < l->classes; c++) {
        if (skip >> c & 1) continue;
        i64 err = ((want >> c & 1) ? LOGISTIC_ONE : 0) - logistic_chance(odds[c]);
        err = err * weight / LOGISTIC_ONE;
        if (err < 64 && err > -64) continue; /* a thousandth */
        u32 square = (u32)(err * err >> 16);
        for (i32 i = 0; i < n; i++) {
            u32 row = f[i] & l->mask;
            i64 at = (i64)row * l->width + c;
            if (l->seen[row] < l->seen_least) continue;
            u64 size = (u64)l->size[at] + square + 1;
            l->size[at] = (u32)(size > UINT32_MAX ? UINT32_MAX : size);
            i64 step =
                (err * l->rate >> 16) * l->root[root_index(l->size[at] + LOGISTIC_ONE / 4)] >> 16;
            if (l->decay) step -= l->w[at] >> l->decay;
            l->w[at] += (i32)step;
        }
    }
}

void logistic_keep(struct logistic *l) {
    i64 n = ((i64)l->mask + 1) * l->width;
    for (i64 i = 0; i < n; i++)
        l->mean[i] += l->w[i];
    l->kept++;
}

struct str logistic_pack(const struct logistic *l, struct arena *a, const char *name,
                         const char *labels, i32 features, i32 unit) {
    i64 n = ((i64)l->mask + 1) * l->width, most = 32767 / features;
    struct buf b = buf_make(a, 4096 + n * (i64)sizeof(i16));
    buf_fmt(&b, "cairn-model/1\nname %s\nrows %d\nfeatures %d\nlabels %s\n\n", name, l->log2,
            features, labels);
    while (buf_str(&b).n % 64)
        buf_c(&b, 0);
    for (i64 i = 0; i < n; i++) {
        i64 w = l->kept ? l->mean[i] / l->kept : l->w[i];
        i64 v = (w * unit * 2 + (w < 0 ? -LOGISTIC_ONE : LOGISTIC_ONE)) / (2 * LOGISTIC_ONE);
        v = v > most ? most : v < -most ? -most : v;
        buf_c(&b, (char)(v & 255));
        buf_c(&b, (char)(v >> 8 & 255));
    }
    return buf_str(&b);
}
