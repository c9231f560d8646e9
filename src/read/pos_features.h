/* What part of speech is told by. Internal to pos.c and its trainer, which must agree.
 *
 * Features of one word at one place near the word to be tagged depend on the word alone, so their
 * sums are kept a word type; features of the place itself (tags given so far, pairs of words) are
 * few. Tags are columns of the model: X shares its column with PUNCT, because words with a letter
 * or digit are never PUNCT and marks never X; so 16 columns, two SSE registers, do for 17 tags. */
#ifndef CAIRN_READ_POS_FEATURES_H
#define CAIRN_READ_POS_FEATURES_H

#include "read/pos.h"

enum { POS_COLUMNS = 16, POS_NO_TAG = 16, POS_WORD_MOST = 24, POS_HERE_MOST = 36 };
/* Most rows of one sum: the word itself, its four neighbours, the place. */
enum { POS_ROWS_MOST = 88 };
#define POS_LABELS "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB"

enum pos_place { POS_SELF, POS_BEFORE, POS_BEHIND, POS_BEFORE2, POS_BEHIND2, POS_PLACES };

/* How a sentence uses capitals. */
enum pos_case { POS_CASE_USUAL, POS_CASE_NONE, POS_CASE_ALL, POS_CASE_TITLE };
enum pos_case pos_case_of(const struct word_types *t, const i32 *types, i32 n);

struct pos_here {
    const struct word_type *w[5]; /* the word and two on each side: w[2] is the word */
    u8 t1, t2, t3;                /* columns of the words before, POS_NO_TAG outside */
    u8 letter_case;               /* enum pos_case */
    bool first;
};

/* Features of a word as it stands at a place; returns how many (<= POS_WORD_MOST). */
i32 pos_word_features(const struct word_type *w, enum pos_place place, u32 *out);
/* Features of the place; returns how many (<= POS_HERE_MOST). */
i32 pos_here_features(const struct pos_here *h, u32 *out);

/* The column of a tag, and the tag of a column for this word. */
u8 pos_column(enum upos p);
enum upos pos_of_column(u8 column, const struct word_type *w);

#endif
