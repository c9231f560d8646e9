/* What the readers of Arabic and Russian numbers share (internal): words of a text one by one,
 * folded; digits of three scripts; sums of numerals; hedges and ranges. The languages are tables:
 * number_ar.c, number_ru.c. No memory, no state, integers only. */
#ifndef CAIRN_TEXT_NUMERAL_H
#define CAIRN_TEXT_NUMERAL_H

#include "base/limits.h"
#include "text/number.h"

enum numeral_role {
    NUMERAL_NONE,
    NUMERAL_EXACT,
    NUMERAL_PART,  /* only in compounds: احد عشر */
    NUMERAL_SCALE, /* hundred (Arabic), thousand, million … */
    NUMERAL_VAGUE,
    NUMERAL_DUAL, /* a noun that says "two" by its form */
    NUMERAL_NOT   /* after a number: a share or money */
};
struct numeral {
    struct str word;
    enum numeral_role role;
    i64 min, max;
};
enum numeral_shape {
    SHAPE_NONE,
    SHAPE_AT_LEAST,
    SHAPE_MORE,
    SHAPE_UP_TO,
    SHAPE_LESS,
    SHAPE_NEARLY,
    SHAPE_ABOUT,
    SHAPE_RANGE /* "between": two numbers follow */
};
struct numeral_hedge {
    struct str words; /* folded, a blank between */
    enum numeral_shape shape;
};
struct numeral_lang {
    const struct numeral *words; /* sorted by bytes */
    i64 words_n;
    const struct numeral_hedge *before, *after; /* longer phrases before their heads */
    i64 before_n, after_n;
    const struct str *joins; /* words between the ends of a range */
    i64 joins_n;
    bool arabic; /* proclitics; "and" before every further numeral */
};

/* The number that begins at byte `at` (of a word or digit), from and to in bytes. O(its length). */
bool numeral_at(const struct numeral_lang *l, struct str text, i64 at, struct number *out);
/* The first number that begins at or after byte `from`. O(bytes). */
bool numeral_next(const struct numeral_lang *l, struct str text, i64 from, struct number *out);

#endif
