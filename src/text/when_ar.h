/* Dates in Arabic words: absolute (22 كانون الثاني/يناير 2031, 12/5/2030, 2030-05-12, الأول من آب
 * 2030), months by Levantine, Western and Islamic names, partial (في 18 آذار, في تموز 2030),
 * weekdays (يوم الثلاثاء, مساء الأربعاء), relative (أمس, اليوم الأربعاء, الأسبوع الماضي, قبل ثلاثة
 * أيام), spans (بين أيلول وتشرين الثاني 2030, 17–23 آذار 2031).
 *
 * `from` and `to` of the phrase are byte offsets here, preposition and proclitic included.
 * Conventions are those of when.h: a weekday, and a day without a year, is the last on or before
 * the anchor; a week is Monday to Sunday. Figures between strokes are day, month, year, as Arabic
 * papers write them. Islamic dates are ranges one day wider at each end (hijri.h). "منذ", "حتى"
 * give a bound, no date; names of months that are common words too (آب, مارس, صفر) need a day or a
 * year beside them. No memory, no state, O(length). */
#ifndef CAIRN_TEXT_WHEN_AR_H
#define CAIRN_TEXT_WHEN_AR_H

#include "text/when.h"

/* Reads the longest date phrase that begins at byte `at`, where a word or number begins. */
bool when_ar_at(struct str text, i64 at, struct date_range anchor, struct when_phrase *out);

#endif
