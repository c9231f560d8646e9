/* Linear models over a kept set of features: as linear.h, but a feature has a row only when it was
 * worth one in training, and check bits tell whether it has. A feature that was never seen adds
 * nothing, where a table of hashed features would add the row of another.
 *
 * Weights are i8, sums i16: they cannot overflow as long as at most `features` rows are added,
 * since every weight is within ±min(127, 32767 / features). Integers only: the same bytes give the
 * same sums on every machine.
 *
 * File (data/models/NAME.bin), little-endian: text lines "cairn-sparse/1", "name N", "rows LOG2",
 * "features F", "labels A B C …", then an empty line, NUL bytes up to a multiple of 64, 2^LOG2 u16
 * check bits (0: no feature), 2^LOG2 rows × width i8; width = classes rounded up to 8. Row r
 * belongs to bucket r / 8; a feature stands in the bucket that its low bits say, anywhere, with its
 * high 16 bits as check (1 for 0). Bytes are borrowed, never copied. */
#ifndef CAIRN_LEARN_SPARSE_H
#define CAIRN_LEARN_SPARSE_H

#include "learn/linear.h"

enum { SPARSE_BUCKET = 8 };

struct sparse {
    const uint16_t *check;
    const int8_t *rows;
    u32 buckets; /* less 1 */
    i32 classes, width, features;
    struct str name;
};

/* Opens a model in `bytes` (16-aligned, as ASSET gives them). RC_INTEGRITY when they are none. */
MUST rc sparse_open(struct str bytes, struct sparse *out, struct err *e);

/* The row of a feature, NULL when it has none. O(1). */
const int8_t *sparse_row(const struct sparse *m, u32 feature);
/* Adds the row of a feature, if it has one, to sum[0..width). */
void sparse_add(const struct sparse *m, u32 feature, i16 *sum);

/* One kept feature: its hash and `classes` weights. */
struct sparse_kept {
    u32 feature;
    const i32 *w;
};
/* The bytes of a model file. The features in the order of their worth: one that finds its bucket
 * full is left out. Weights are scaled by 127/`scale` or less and cut to what is allowed. */
struct str sparse_pack(struct arena *a, const char *name, const char *labels, i32 log2,
                       i32 features, const struct sparse_kept *v, i64 n, i64 scale);

#endif
