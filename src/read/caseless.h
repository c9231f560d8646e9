/* Part of speech where capitals say nothing (wires in upper case, lower-cased corpora): which of
 * the 17 universal tags (pos.h) is each word? A trained stage: averaged perceptron, greedy from the
 * left (Collins 2002), model data/models/caseless.bin. Letters are lowered before they are looked
 * at, so a text and the same text in upper case are tagged alike. */
#ifndef CAIRN_READ_CASELESS_H
#define CAIRN_READ_CASELESS_H

#include "learn/linear.h"
#include "learn/wordtype.h"
#include "read/pos.h"

enum { CASELESS_FEATURES = 24 };

/* "NOUN" … as corpora and the model's labels write it. */
const char *upos_label(i32 upos);

/* The features of word i of n, the tags of the words before it known: hashes into f; how many. The
 * trainer uses the same. */
i32 caseless_features(const struct wordtype *w, i32 n, i32 i, const u8 *tags, u32 *f);
/* The model that is linked in. */
const struct linear *caseless_model_make(struct arena *a);
/* tags[i] = enum upos of words w[i], one sentence. O(n). */
void caseless_tag(const struct linear *m, const struct wordtype *w, i32 n, u8 *tags);

#endif
