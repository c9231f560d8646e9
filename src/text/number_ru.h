/* Russian numbers: digits and numerals in all cases, collectives (двое), hedges, ranges, десятки,
 * сотни, тысяч. A comma is a decimal mark unless just three digits follow. Instrumental семью is
 * left out: it is "the family" more often than "by seven".
 *
 * `from` and `to` of the number are byte offsets here, hedge words included; a hedge that stands
 * one or two words behind ("five dead at least") takes these words in. Ranges of hedges and vague
 * words are those of number.h. Refused: shares, money, times, digits with letters or slashes. Dates
 * are for the caller to take out. No memory; texts longer than TEXT_BYTES_MAX have no numbers. */
#ifndef CAIRN_TEXT_NUMBER_RU_H
#define CAIRN_TEXT_NUMBER_RU_H

#include "text/number.h"

/* The number that begins at byte `at`, where a word or digit begins. O(its length). */
bool number_ru_at(struct str text, i64 at, struct number *out);
/* The first number that begins at or after byte `from`. O(bytes). */
bool number_ru_next(struct str text, i64 from, struct number *out);

#endif
