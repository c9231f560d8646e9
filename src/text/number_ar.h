/* Arabic numbers: Arabic-Indic, Persian and ASCII digits; numerals of both genders and all cases,
 * 3 to 999,999 and more; nouns in the dual (قتيلان is two); hedges, ranges, عشرات, مئات.
 * Proclitics (و ف ب ل ك ال) are taken off to look a word up; the span keeps whole words.
 * A plural and a dual that are written alike (مصابين) are no number.
 *
 * `from` and `to` of the number are byte offsets here, hedge words included; a hedge that stands
 * one or two words behind ("five dead at least") takes these words in. Ranges of hedges and vague
 * words are those of number.h. Refused: shares, money, times, digits with letters or slashes. Dates
 * are for the caller to take out. No memory; texts longer than TEXT_BYTES_MAX have no numbers. */
#ifndef CAIRN_TEXT_NUMBER_AR_H
#define CAIRN_TEXT_NUMBER_AR_H

#include "text/number.h"

/* The number that begins at byte `at`, where a word or digit begins. O(its length). */
bool number_ar_at(struct str text, i64 at, struct number *out);
/* The first number that begins at or after byte `from`. O(bytes). */
bool number_ar_next(struct str text, i64 from, struct number *out);

#endif
