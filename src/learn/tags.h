/* The best sequence of tags for a sentence: Viterbi over scores of each word and of each step. */
#ifndef CAIRN_LEARN_TAGS_H
#define CAIRN_LEARN_TAGS_H

#include "base/limits.h"
#include "base/str.h"

enum { TAGS_NEVER = -(1 << 28) };

/* out[i] = tag of word i, so that Σ emit[i][out[i]] + first[out[0]] + Σ step[out[i-1]][out[i]] is
 * the highest; among equals the lower tag, from the end backwards. emit: n rows of k; step: k rows
 * of k (from, to), TAGS_NEVER forbids; first may be NULL. Sums must stay within ±2^28. O(n k²). */
void tags_best(struct arena scratch, const i32 *emit, const i32 *step, const i32 *first, i32 n,
               i32 k, u8 *out);

#endif
