/* Decision forests over a few dozen small integers: how likely is it, by what other stages say?
 * Trees vote with the share of right examples in the leaf that is reached (Breiman 2001, Random
 * Forests). Integers only: the same bytes give the same chance on every machine.
 *
 * File, little-endian: text lines "cairn-forest/1", "name N", "features F", "trees T", "nodes M",
 * an empty line, NUL bytes up to a multiple of 16, then M nodes of 8 bytes; the first T are the
 * roots. Several forests may stand in one file, each padded to 16 bytes. Bytes are borrowed. */
#ifndef CAIRN_LEARN_FOREST_H
#define CAIRN_LEARN_FOREST_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

typedef int16_t i16;

enum { FOREST_ONE = 1 << 16 }; /* a chance of 1 */

/* Go to node `to` when x[feature] < least, else to `to` + 1. A leaf: feature -1, `to` its chance.
 */
struct forest_node {
    i16 feature, least;
    i32 to;
};
struct forest {
    const struct forest_node *node;
    i32 features, trees, nodes;
    struct str name;
};

/* Opens the forest at the beginning of *bytes (16-aligned), which then begins behind it.
 * RC_INTEGRITY when there is none, or a node leads backwards or out of the file. O(nodes). */
MUST rc forest_open_next(struct str *bytes, struct forest *out, struct err *e);
/* The mean over all trees, 0 … FOREST_ONE. x: `features` values. O(trees × depth). */
i32 forest_chance(const struct forest *f, const i16 *x);

/* ---- learning: used by the programs in tools/models only ---- */

struct forest_examples {
    i32 features, n;
    const i16 *x; /* n × features */
    const u8 *y;  /* 0 or 1 */
};

/* The bytes of a forest. Each tree learns from n examples drawn anew with a fixed generator, each
 * node from the best of `tries` features drawn; values are cut in 64 steps; no leaf has fewer than
 * `leaf` examples. O(trees × n × tries × depth); memory from `a`. */
struct str forest_grow(struct arena *a, const char *name, const struct forest_examples *e,
                       i32 trees, i32 leaf, i32 tries);

#endif
