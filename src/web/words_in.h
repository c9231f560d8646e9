/* Inside the catalogue: its rows, plural rules and patterns. */
#ifndef CAIRN_WEB_WORDS_IN_H
#define CAIRN_WEB_WORDS_IN_H

#include "web/words.h"

struct words_row {
    struct str id, in[LANG_COUNT];
};
const struct words_row *words_rows(i64 *n); /* sorted by id */

/* Which form of a plural, from 0, in the order of words.h. */
int words_plural(enum lang l, i64 n);
/* How many forms a plural may have in a language: at least, at most. */
enum { FORMS_EN = 2, FORMS_AR = 6, FORMS_RU_MIN = 3, FORMS_RU = 4 };
/* {1}, {2}, {3} of a pattern filled in; {n} is the first too. */
struct str words_put(struct arena *a, struct str pattern, const struct str *values, i64 n);
/* Digits of the language, no grouping: years, hours. At least `width` of them. */
struct str words_digits(struct arena *a, enum lang l, i64 n, int width);

#endif
