/* Linear models over hashed features: the one kind of model that the reader's trained stages use.
 *
 * A model is a table of rows of i16 weights, one column a class. A feature is a u32 hash; its row
 * is the hash masked to the size of the table, so two features may share a row (Weinberger et al.
 * 2009, feature hashing). The score of a class is the sum of its column over the features at hand.
 * Sums are i16 and cannot overflow: every weight is within ±(32767 / `features`), and at most
 * `features` rows may be added. Integers only: the same bytes give the same classes on every
 * machine, with SIMD and without (-DCAIRN_SCALAR builds the plain loop).
 *
 * File (data/models/NAME.bin), little-endian: text lines "cairn-model/1", "name N", "rows LOG2",
 * "features F", "labels A B C …", then an empty line, then NUL bytes up to a multiple of 64, then
 * 2^LOG2 rows × width i16; width = classes rounded up to 8. Bytes are borrowed, never copied.
 *
 * A model of very many rare features may say which it keeps: a line "kept LOG2" behind "features",
 * and behind the rows 2^LOG2 bits, one a feature by the high bits of its hash. linear_keep drops
 * the others, which would only add rows that other features wrote. */
#ifndef CAIRN_LEARN_LINEAR_H
#define CAIRN_LEARN_LINEAR_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

typedef int16_t i16;

enum { LINEAR_LANES = 8 };

struct linear {
    const i16 *rows;
    u32 mask;       /* rows - 1 */
    i32 classes;    /* labels */
    i32 width;      /* i16 a row: classes rounded up to LINEAR_LANES */
    i32 features;   /* most rows that may be added to one sum */
    const u8 *kept; /* bits, or NULL: all are */
    i32 kept_shift; /* hash >> kept_shift = the bit */
    struct str name;
    struct str label[LINEAR_CLASSES_MAX]; /* borrowed from the file */
};

/* Opens a model in `bytes` (16-aligned, as ASSET gives them). RC_INTEGRITY when they are none. */
MUST rc linear_open(struct str bytes, struct linear *out, struct err *e);
/* The lines before the weights, cut off from *rest: all of *m but the rows. `magic`: the first. */
bool linear_head(struct str *rest, const char *magic, struct linear *m);
/* The same for the model at the beginning of *bytes, which then begins behind it: several models
 * in one file, each padded to 64 bytes. */
MUST rc linear_open_next(struct str *bytes, struct linear *out, struct err *e);
/* The class of this label, -1 when there is none. */
i32 linear_class(const struct linear *m, struct str label);

/* Where a sum begins: NEWs nothing; the caller has an array of LINEAR_CLASSES_MAX i16, 16-aligned.
 */
struct linear_sum {
    _Alignas(16) i16 v[LINEAR_CLASSES_MAX];
};
/* Sets the first `width` sums to 0. */
void linear_zero(const struct linear *m, struct linear_sum *s);
/* Adds the row of `feature`. O(width). */
static inline void linear_add(const struct linear *m, u32 feature, struct linear_sum *s);
/* Drops the features that the model does not keep, in place; returns how many are left. O(n). */
i32 linear_keep(const struct linear *m, u32 *feature, i32 n);
/* The class with the highest sum; the lowest number among equals. */
i32 linear_best(const struct linear *m, const struct linear_sum *s);

/* One u32 from a template's number and one or two values. Avalanche of murmur3 (Appleby, public
 * domain). Order matters. */
static inline u32 feature1(u32 template, u32 a) {
    u32 h = (template * 0x9e3779b1u) ^ (a * 0x85ebca6bu);
    h ^= h >> 16, h *= 0x85ebca6bu, h ^= h >> 13, h *= 0xc2b2ae35u;
    return h ^ h >> 16;
}
static inline u32 feature2(u32 template, u32 a, u32 b) {
    return feature1(template, feature1(a ^ 0x5bd1e995u, b));
}
static inline u32 feature3(u32 template, u32 a, u32 b, u32 c) {
    return feature2(template, feature1(a ^ 0x27d4eb2fu, b), c);
}

#ifdef CAIRN_SCALAR
static inline void linear_add(const struct linear *m, u32 feature, struct linear_sum *s) {
    const i16 *row = m->rows + (size_t)(feature & m->mask) * (size_t)m->width;
    for (i32 i = 0; i < m->width; i++)
        s->v[i] = (i16)(s->v[i] + row[i]);
}
#else
typedef i16 linear_lanes __attribute__((vector_size(16), may_alias));
static inline void linear_add(const struct linear *m, u32 feature, struct linear_sum *s) {
    const i16 *row = m->rows + (size_t)(feature & m->mask) * (size_t)m->width;
    for (i32 i = 0; i < m->width; i += LINEAR_LANES)
        *(linear_lanes *)(s->v + i) += *(const linear_lanes *)(row + i);
}
#endif

#endif
