/* The language of a paragraph: by letters that only some languages write, and by function words.
 *
 * Told apart: Arabic from Persian, Urdu and Central Kurdish; Russian from Ukrainian, Bulgarian and
 * Serbian; English from French, Spanish, German, Turkish, Italian and Portuguese. Anything else,
 * and anything too short or too even to tell, is LANG_UND: a wrong language is worse than none. A
 * Serbian text in Latin letters and a Kurdish one in Latin letters are LANG_UND.
 *
 * Codes are those of BCP 47 (ISO 639-1; 639-3 for ckb). Integers only, no memory, no state. */
#ifndef CAIRN_TEXT_LANG_H
#define CAIRN_TEXT_LANG_H

#include "base/str.h"

enum lang {
    LANG_UND,
    LANG_EN,
    LANG_FR,
    LANG_ES,
    LANG_DE,
    LANG_TR,
    LANG_IT,
    LANG_PT,
    LANG_RU,
    LANG_UK,
    LANG_BG,
    LANG_SR,
    LANG_AR,
    LANG_FA,
    LANG_UR,
    LANG_CKB,
    LANGS
};

/* Looks at the first LANG_BYTES_MAX bytes. Invalid bytes count as blanks. O(bytes read). */
enum lang lang_of(struct str paragraph);
/* "en", "ckb", "und"; static. */
struct str lang_code(enum lang l);

#endif
