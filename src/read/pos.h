/* Part of speech: which of the 17 universal tags (UD v2, Nivre et al. 2020) is each word of a
 * sentence? A trained stage: averaged perceptron over hashed features (learn/linear.h), model
 * data/models/pos.bin. */
#ifndef CAIRN_READ_POS_H
#define CAIRN_READ_POS_H

#include "read/types.h"

enum upos {
    UPOS_ADJ,
    UPOS_ADP,
    UPOS_ADV,
    UPOS_AUX,
    UPOS_CCONJ,
    UPOS_DET,
    UPOS_INTJ,
    UPOS_NOUN,
    UPOS_NUM,
    UPOS_PART,
    UPOS_PRON,
    UPOS_PROPN,
    UPOS_PUNCT,
    UPOS_SCONJ,
    UPOS_SYM,
    UPOS_VERB,
    UPOS_X,
    UPOS_COUNT
};

/* The model that is linked in, opened once; immutable. */
struct pos_model;
const struct pos_model *pos_model_make(struct arena *a);
/* A model of the same features from a file's bytes (16-aligned), for trainers that need tags of
 * words they did not learn from. CHECKs that it is one. */
const struct pos_model *pos_model_of(struct arena *a, struct str file);

/* out[i] = enum upos of words[i]; the words are one sentence in order, marks included. O(n). */
void pos_tag(const struct pos_model *m, struct arena scratch, const struct str *words, i32 n,
             u8 *out);

/* The same for words of a table of types, with sums kept a word: for many sentences of one text.
 * `c` holds what was summed so far and grows, in the arena it was made with, with the types. */
struct pos_cache;
struct pos_cache *pos_cache_make(struct arena *a, const struct pos_model *m,
                                 const struct word_types *types);
void pos_tag_types(struct pos_cache *c, const i32 *types, i32 n, u8 *out);

/* "NOUN" … */
const char *upos_name(enum upos p);

#endif
