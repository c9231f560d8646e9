/* The catalogue: every word of the desk in every language of the interface.
 *
 * words/AREA.def holds lines W("id", "English", "العربية", "русский"). Ids are "area.thing"; terms
 * of closed lists are "list.value" ("kind.killing", "act.denies"). A test finds ids that are
 * missing, doubled, unused or lack a language, and placeholders that differ.
 *
 * Plurals: forms between '|' in the order of CLDR's categories: en one|other; ru one|few|many|other
 * (or one|few|many when other is the same as few); ar zero|one|two|few|many|other. {n} is the
 * number in the digits of the language, {1} {2} are texts given. Source: Unicode CLDR 42,
 * plurals.xml. */
#ifndef CAIRN_WEB_WORDS_H
#define CAIRN_WEB_WORDS_H

#include "base/date.h"
#include "base/str.h"

enum lang { LANG_EN, LANG_AR, LANG_RU, LANG_COUNT };
extern const char *const LANG_CODES[LANG_COUNT]; /* "en", "ar", "ru" */
extern const char *const LANG_NAMES[LANG_COUNT]; /* in itself */

/* CHECKs that the id exists. */
struct str words_get(enum lang l, const char *id);
/* "" when there is none: for terms made of data. */
struct str words_term(enum lang l, const char *list, struct str value);
/* Plural form for n, {n} filled in. */
struct str words_n(struct arena *a, enum lang l, const char *id, i64 n);
/* {1}, {2} filled in. */
struct str words_fill(struct arena *a, enum lang l, const char *id, struct str one, struct str two);
/* Digits of the language, grouped: 12,345 · ١٢٬٣٤٥ · 12 345. */
struct str words_number(struct arena *a, enum lang l, i64 n);
/* As precise as it is known: "3–9 March 2031", "March 2031". */
struct str words_dates(struct arena *a, enum lang l, struct date_range d);
struct str words_instant(struct arena *a, enum lang l, i64 unix_seconds); /* UTC, to the minute */

#endif
