#include "learn/tags.h"

#include "base/err.h"

void tags_best(struct arena scratch, const i32 *emit, const i32 *step, const i32 *first, i32 n,
               i32 k, u8 *out) {
    if (n <= 0) return;
    CHECK(k > 0 && k <= TAGS_MAX);
    i64 *score = NEWN(&scratch, i64, 2 * k), *next = score + k;
    u8 *from = NEWN(&scratch, u8, (i64)n * k);
    for (i32 t = 0; t < k; t++)
        score[t] = emit[t] + (first ? first[t] : 0);
    for (i32 i = 1; i < n; i++) {
        u8 *best = from + (i64)i * k;
        for (i32 t = 0; t < k; t++)
            next[t] = score[0] + step[t];
        for (i32 p = 1; p < k; p++) { /* row by row of `step`, as it lies in memory */
            i64 here = score[p];
            const i32 *row = step + p * k;
            for (i32 t = 0; t < k; t++) {
                bool more = here + row[t] > next[t];
                next[t] = more ? here + row[t] : next[t];
                best[t] = more ? (u8)p : best[t];
            }
        }
        for (i32 t = 0; t < k; t++)
            next[t] += emit[(i64)i * k + t];
        i64 *swap = score;
        score = next;
        next = swap;
    }
    i32 best = 0;
    for (i32 t = 1; t < k; t++)
        if (score[t] > score[best]) best = t;
    for (i32 i = n - 1; i >= 0; i--) {
        out[i] = (u8)best;
        best = from[(i64)i * k + best];
    }
}
