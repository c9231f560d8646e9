#include "learn/train.h"

#include "base/err.h"

struct trainer *trainer_make(struct arena *a, i32 log2, i32 classes) {
    CHECK(log2 > 0 && log2 <= 22 && classes > 0 && classes <= LINEAR_CLASSES_MAX);
    struct trainer *t = NEW(a, struct trainer);
    i32 width = (classes + LINEAR_LANES - 1) / LINEAR_LANES * LINEAR_LANES;
    i64 n = ((i64)1 << log2) * width;
    *t = (struct trainer){
        .classes = classes, .width = width, .mask = (1u << log2) - 1, .ticks = 1, .log2 = log2};
    t->w = NEWN(a, i32, n);
    t->total = NEWN(a, i64, n);
    t->stamp = NEWN(a, i32, n);
    return t;
}

void trainer_add(const struct trainer *t, u32 feature, i32 *sum) {
    const i32 *row = t->w + (size_t)(feature & t->mask) * (size_t)t->width;
    for (i32 i = 0; i < t->classes; i++)
        sum[i] += row[i];
}

void trainer_move(struct trainer *t, u32 feature, i32 cls, i32 by) {
    size_t at = (size_t)(feature & t->mask) * (size_t)t->width + (size_t)cls;
    t->total[at] += (i64)t->w[at] * (t->ticks - t->stamp[at]);
    t->stamp[at] = t->ticks;
    t->w[at] += by;
}

void trainer_rare(struct trainer *t, struct arena *a, i32 log2, i32 least) {
    CHECK(log2 >= 3 && log2 <= 24 && least > 0 && least < 256);
    t->seen = NEWN(a, u8, (i64)1 << log2);
    t->seen_log2 = log2, t->least = least;
}

void trainer_see(struct trainer *t, const u32 *feature, i32 n) {
    for (i32 i = 0; i < n; i++) {
        u8 *c = &t->seen[feature[i] >> (32 - t->seen_log2)];
        *c = (u8)(*c + (*c < 255));
    }
}

i32 trainer_keep(const struct trainer *t, u32 *feature, i32 n) {
    i32 left = 0;
    for (i32 i = 0; t->seen && i < n; i++) {
        u32 f = feature[i];
        feature[left] = f;
        left += t->seen[f >> (32 - t->seen_log2)] >= t->least;
    }
    return t->seen ? left : n;
}

void trainer_tick(struct trainer *t) {
    t->ticks++;
}

/* Σ over all ticks of one weight: its average times the number of ticks. */
static i64 sum_of(const struct trainer *t, i64 at) {
    return t->total[at] + (i64)t->w[at] * (t->ticks - t->stamp[at]);
}

/* The size of sum at which at most `clip` millionths of the weights that are not 0 lie above; by
 * powers of two and then by 64 steps between, so that no sorting of millions is needed. */
static i64 scale_of(const struct trainer *t, i64 n, i64 clip) {
    i64 some = 0, most = 1;
    for (i64 i = 0; i < n; i++) {
        i64 s = sum_of(t, i);
        s = s < 0 ? -s : s;
        some += s > 0;
        if (s > most) most = s;
    }
    i64 may = some * clip / 1000000, above = 0, size = most;
    for (i64 step = 1; step < 64 && clip; step++) {
        i64 at = most - most / 64 * step;
        above = 0;
        for (i64 i = 0; i < n; i++) {
            i64 s = sum_of(t, i);
            above += (s < 0 ? -s : s) > at;
        }
        if (above > may) break;
        size = at;
    }
    return size > 0 ? size : 1;
}

static i16 weight(i64 sum, i64 scale, i64 most) {
    i64 v = (i64)(((__int128)sum * most * 2 + (sum < 0 ? -scale : scale)) / (2 * (__int128)scale));
    return (i16)(v > most ? most : v < -most ? -most : v);
}

struct str trainer_pack(const struct trainer *t, struct arena *a, const char *name,
                        const char *labels, i32 features, i32 clip) {
    i64 n = ((i64)t->mask + 1) * t->width, most = 32767 / features;
    i64 scale = scale_of(t, n, clip);
    i64 bits = t->seen ? (i64)1 << t->seen_log2 : 0;
    struct buf b = buf_make(a, 4096 + n * (i64)sizeof(i16) + bits / 8);
    buf_fmt(&b, "cairn-model/1\nname %s\nrows %d\nfeatures %d\n", name, t->log2, features);
    if (bits) buf_fmt(&b, "kept %d\n", t->seen_log2);
    buf_fmt(&b, "labels %s\n\n", labels);
    while (buf_str(&b).n % 64)
        buf_c(&b, 0);
    for (i64 i = 0; i < n; i++) {
        u32 v = (u32)(int32_t)weight(sum_of(t, i), scale, most);
        buf_c(&b, (char)(v & 255));
        buf_c(&b, (char)(v >> 8 & 255));
    }
    for (i64 i = 0; i < bits; i += 8) {
        u32 v = 0;
        for (i64 k = 0; k < 8; k++)
            v |= (u32)(t->seen[i + k] >= t->least) << k;
        buf_c(&b, (char)v);
    }
    return buf_str(&b);
}

i32 *trainer_order(struct arena *a, i32 n, u32 pass) {
    i32 *v = NEWN(a, i32, n);
    u64 x = 0x9e3779b97f4a7c15ull * (pass + 1);
    for (i32 i = 0; i < n; i++)
        v[i] = i;
    for (i32 i = n - 1; i > 0; i--) {
        x ^= x >> 12, x ^= x << 25, x ^= x >> 27;
        i32 k = (i32)((x * 0x2545f4914f6cdd1dull >> 33) % (u64)(i + 1)), y = v[i];
        v[i] = v[k];
        v[k] = y;
    }
    return v;
}
