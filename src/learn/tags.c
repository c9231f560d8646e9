#include "learn/tags.h"

#include "base/err.h"

/* Four tags at a time; integers, so the same on every machine, with vector instructions and
 * without. A sum of what is forbidden stays at LEAST instead of falling on and on. */
enum { LANES = 4, LEAST = 2 * TAGS_NEVER };
typedef i32 lanes __attribute__((vector_size(4 * LANES), may_alias));

static inline lanes choose(lanes mask, lanes a, lanes b) {
    return (a & mask) | (b & ~mask);
}

/* next[t] = max over p of score[p] + step[p][t], from[t] = the lowest such p. */
static void follow(const i32 *score, const lanes *step, i32 k, i32 blocks, lanes *next,
                   lanes *from) {
    for (i32 b = 0; b < blocks; b++) {
        lanes most = score[0] + step[b], best = {0};
        for (i32 p = 1; p < k; p++) {
            lanes here = score[p] + step[p * blocks + b], more = here > most;
            most = choose(more, here, most);
            best = choose(more, (lanes){0} + p, best);
        }
        lanes least = (lanes){0} + LEAST;
        next[b] = choose(most > least, most, least);
        from[b] = best;
    }
}

void tags_best(struct arena scratch, const i32 *emit, const i32 *step, const i32 *first, i32 n,
               i32 k, u8 *out) {
    if (n <= 0) return;
    CHECK(k > 0 && k <= TAGS_MAX);
    i32 blocks = (k + LANES - 1) / LANES, width = blocks * LANES;
    lanes *rows = arena_alloc(&scratch, sizeof(lanes), 16, (i64)k * blocks);
    lanes *next = arena_alloc(&scratch, sizeof(lanes), 16, 2 * (i64)blocks), *back = next + blocks;
    i32 score[TAGS_MAX] = {0};
    u8 *from = NEWN(&scratch, u8, (i64)n * k);
    for (i32 p = 0; p < k; p++)
        memcpy((i32 *)rows + p * width, step + p * k, (size_t)k * sizeof step[0]);
    for (i32 t = 0; t < k; t++)
        score[t] = emit[t] + (first ? first[t] : 0);
    for (i32 i = 1; i < n; i++) {
        follow(score, rows, k, blocks, next, back);
        for (i32 t = 0; t < k; t++) {
            score[t] = ((const i32 *)next)[t] + emit[(i64)i * k + t];
            from[(i64)i * k + t] = (u8)((const i32 *)back)[t];
        }
    }
    i32 best = 0;
    for (i32 t = 1; t < k; t++)
        if (score[t] > score[best]) best = t;
    for (i32 i = n - 1; i >= 0; i--) {
        out[i] = (u8)best;
        best = from[(i64)i * k + best];
    }
}
