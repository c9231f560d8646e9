/* Names of places in Russian texts stand in a case ("в Харькове", "под Мариуполем"); the gazetteer
 * lists them as dictionaries do. */
#ifndef CAIRN_READ_PLACE_RU_H
#define CAIRN_READ_PLACE_RU_H

#include "base/str.h"

enum { PLACE_RU_FORMS = 64, PLACE_RU_WORDS = 3 };

/* The names that a folded name (fold.h) of up to PLACE_RU_WORDS words may be a form of, each word
 * in any case, at most PLACE_RU_FORMS; not the name itself. Most of them are no names: the caller
 * asks the gazetteer. The declensions after Zaliznyak, Grammatical Dictionary of Russian (1977):
 * places like Харьков, Одесса, Казань, Мариуполь, Иваново, Сумы, and adjectives like Грозный,
 * Лозовая; no vowel that comes and goes (Орёл, Орла). In a. O(forms). */
i64 place_ru_names(struct arena *a, struct str folded, struct str out[PLACE_RU_FORMS]);

#endif
