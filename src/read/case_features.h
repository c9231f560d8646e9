/* What tells that a word is written with a capital. Internal to case.c and its trainer. */
#ifndef CAIRN_READ_CASE_FEATURES_H
#define CAIRN_READ_CASE_FEATURES_H

#include "read/case.h"

enum { CASE_ROWS_MOST = 40, CASE_COLUMNS = 8 };

struct case_here {
    const struct word_type *w[5]; /* lower-case words: two before, the word, two behind */
    u8 c1, c2;                    /* enum letter_case of the words before; CASE_COUNT: none */
};

/* Returns how many (<= CASE_ROWS_MOST). */
i32 case_features(const struct case_here *h, u32 *out);
/* How is this word written? CASE_COUNT: it has no ASCII letter. */
u8 case_of(struct str word);
/* The word in lower case; other bytes than ASCII letters stay. */
struct str case_lower(struct arena *a, struct str word);

#endif
