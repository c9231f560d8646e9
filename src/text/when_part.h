/* Dates that are parts or spans of others, and dates of the Islamic calendar: "the first half of
 * 2029", "the second quarter of 2030", "the week of 3 March", "from 3 May to 5 May 2030",
 * "10.03.2031", "10 Ramadan 1452", "in Ramadan". Read before the forms of when.c. */
#ifndef CAIRN_TEXT_WHEN_PART_H
#define CAIRN_TEXT_WHEN_PART_H

#include "text/when.h"

/* As when_at(), for these forms only. "10/03/2031" is a day only where one of its numbers can be no
 * month; else its words are kept. A Hijri date is a range one day wider at each end (text/hijri.h);
 * its month without a year is the last on or before the anchor. Seasons keep their words: which
 * months they are differs. O(length). */
bool when_part_at(struct str text, const struct token *t, i32 i, i32 to, struct date_range anchor,
                  struct when_phrase *out);

#endif
