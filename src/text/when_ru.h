/* Dates in Russian words: absolute (5 марта 2014 г., 05.03.2014, в марте 2031 года, в 2029 году),
 * partial (5 марта, в августе), weekdays (в понедельник), relative (вчера, на прошлой неделе, три
 * дня назад, за последние три недели, с начала года), spans (с 5 по 7 марта, 5–7 марта, с сентября
 * по ноябрь), parts (в ночь на 5 марта, в начале марта, утром 5 марта).
 *
 * `from` and `to` of the phrase are byte offsets here, preposition included; ё is read as е, stress
 * marks and soft hyphens are passed over, no-break spaces are blanks. Conventions are those of
 * when.h. Further ones: "в ночь на 5 марта" is 5 March; "накануне" is the day before the anchor;
 * "в начале марта" is days 1-10, "в середине" 11-20, "в конце" from 21; "за неделю" keeps its words
 * only; "с июня" runs up to the anchor. No memory, no state, O(length). */
#ifndef CAIRN_TEXT_WHEN_RU_H
#define CAIRN_TEXT_WHEN_RU_H

#include "text/when.h"

/* Reads the longest date phrase that begins at byte `at`, where a word or number begins. */
bool when_ru_at(struct str text, i64 at, struct date_range anchor, struct when_phrase *out);
/* The first phrase at or after byte `from`. */
bool when_ru_next(struct str text, i64 from, struct date_range anchor, struct when_phrase *out);

#endif
