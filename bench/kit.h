/* What the reader's benches share: files, halves of a corpus, and the interval beside every score.
 */
#ifndef CAIRN_BENCH_KIT_H
#define CAIRN_BENCH_KIT_H

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

/* The whole file, {NULL, 0} when it cannot be read. At most 256 MiB. */
static inline struct str kit_file(struct arena *a, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) return (struct str){0};
    struct buf b = buf_make(a, 256 << 20);
    static char chunk[1 << 16];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_put(&b, (struct str){chunk, (i64)n});
    fclose(f);
    return buf_str(&b);
}

/* Counts of one document, for precision, recall and F1; `right` of `given` by us, of `wanted` by
 * the gold. For an accuracy, given = wanted. Right counts may be fractions scaled by any constant.
 * met: of the wanted, those met beyond `right`, where two of ours may meet one (may be negative).
 */
struct kit_count {
    i64 right, given, wanted, met;
};

/* F1 in hundredths of a percent (0..10000); 0 where nothing is given and nothing wanted. */
static inline i64 kit_f1(struct kit_count c) {
    i64 met = c.right + c.met, parts = c.right * c.wanted + met * c.given;
    if (c.met) return parts ? (20000 * c.right * met + parts / 2) / parts : 0;
    return c.given + c.wanted ? (20000 * c.right + (c.given + c.wanted) / 2) / (c.given + c.wanted)
                              : 0;
}
static inline int kit_order(const void *x, const void *y) {
    i64 a = *(const i64 *)x, b = *(const i64 *)y;
    return (a > b) - (a < b);
}

/* The 95 % bootstrap interval of the F1 (Efron 1979): documents drawn anew 1,000 times with a fixed
 * xorshift64* sequence, the 25th and 975th of the sorted scores. */
static inline void kit_interval(const struct kit_count *doc, i64 n, i64 *low, i64 *high) {
    static i64 score[1000];
    u64 x = 0x9e3779b97f4a7c15ull;
    for (int round = 0; round < 1000; round++) {
        struct kit_count sum = {0};
        for (i64 i = 0; i < n; i++) {
            x ^= x >> 12, x ^= x << 25, x ^= x >> 27;
            const struct kit_count *d = &doc[(x * 0x2545f4914f6cdd1dull >> 33) % (u64)n];
            sum.right += d->right, sum.given += d->given, sum.wanted += d->wanted;
            sum.met += d->met;
        }
        score[round] = kit_f1(sum);
    }
    qsort(score, 1000, sizeof score[0], kit_order);
    *low = score[24];
    *high = score[974];
}

/* One line every bench prints for every score, which bench/read.sh collects:
 * NAME TAB F1 TAB LOW TAB HIGH TAB precision TAB recall TAB documents, in percent. */
static inline void kit_print(const char *name, const struct kit_count *doc, i64 n) {
    struct kit_count sum = {0};
    i64 low = 0, high = 0;
    for (i64 i = 0; i < n; i++)
        sum.right += doc[i].right, sum.given += doc[i].given, sum.wanted += doc[i].wanted,
            sum.met += doc[i].met;
    if (n > 0) kit_interval(doc, n, &low, &high);
    i64 f = kit_f1(sum), p = sum.given ? 10000 * sum.right / sum.given : 0,
        r = sum.wanted ? 10000 * (sum.right + sum.met) / sum.wanted : 0;
    printf("%s\t%lld.%02lld\t%lld.%02lld\t%lld.%02lld\t%lld.%02lld\t%lld.%02lld\t%lld\n", name,
           (long long)(f / 100), (long long)(f % 100), (long long)(low / 100),
           (long long)(low % 100), (long long)(high / 100), (long long)(high % 100),
           (long long)(p / 100), (long long)(p % 100), (long long)(r / 100), (long long)(r % 100),
           (long long)n);
}

#endif
