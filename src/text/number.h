/* Numbers in words and digits, read from tokens: "21", "44,000", "twenty-one", "two hundred and
 * five", "1.2 million", "20-30", "between 20 and 30", "at least 12", "nearly two dozen", "dozens".
 * Vague words become ranges by vague.def.
 *
 * Not numbers of things, and refused: shares ("one in three", "40 percent"), money, times of day,
 * ordinals, digits with letters or slashes. Dates are found by when.h and taken out by the caller.
 * Source of the table: CLAIMS.md. */
#ifndef CAIRN_TEXT_NUMBER_H
#define CAIRN_TEXT_NUMBER_H

#include "text/token.h"

enum { NUMBER_OPEN = -1 };

struct number {
    i32 from, to; /* tokens [from, to), hedge words included */
    i64 min, max; /* max NUMBER_OPEN = no upper end */
    bool vague;   /* anything but one exact number */
    bool decimal; /* written with a decimal point and no unit of thousands: not a count */
    bool refused; /* a share, money, …: covers the tokens, gives no count */
};

/* Reads the longest number that begins at token i and ends before `to`. False: none begins here.
 * O(its length). */
bool number_at(struct str text, const struct token *t, i32 i, i32 to, struct number *out);
/* The range of the words of a span, recomputed from its bytes alone: first number in it. */
bool number_of_words(struct arena scratch, struct str words, struct number *out);

#endif
