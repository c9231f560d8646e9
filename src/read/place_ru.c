#include "read/place_ru.h"

/* Ending of a case → endings of the dictionary form, blanks between; "-" is none. */
static const struct {
    const char *ending, *names;
} cases[] = {
    {"ого", "ый ий ой ое"}, {"его", "ий ее"},     {"ому", "ый ий ой ое"},
    {"ему", "ий ее"},       {"ами", "ы и а"},     {"ями", "и я"},
    {"ым", "ый ой ое -"},   {"им", "ий ое"},      {"ую", "ая"},
    {"ой", "а ая"},         {"ей", "а я"},        {"ью", "ь"},
    {"ах", "ы и а"},        {"ях", "и я"},        {"ам", "ы и а"},
    {"ям", "и я"},          {"ии", "ия"},         {"ию", "ия"},
    {"ом", "- о ый ой ое"}, {"ем", "ь й е - ий"}, {"е", "- а о ь я й"},
    {"и", "а ь я"},         {"ы", "а"},           {"а", "- о"},
    {"я", "ь й е"},         {"у", "- а о"},       {"ю", "ь я й"},
};

enum { WORD_FORMS = 24, STEM_LEAST = 4 }; /* bytes: two letters */

static void add_form(struct arena *a, struct str stem, struct str ending, struct str *out, i64 *n) {
    if (str_eqc(ending, "-")) ending = (struct str){0};
    struct str s = str_cat(a, stem, ending);
    for (i64 i = 0; i < *n; i++)
        if (str_eq(out[i], s)) return;
    if (*n < WORD_FORMS) out[(*n)++] = s;
}

/* The word as it stands first, then what it may be a form of. */
static i64 word_forms(struct arena *a, struct str word, struct str out[WORD_FORMS]) {
    i64 n = 0;
    out[n++] = word;
    for (i64 i = 0; i < LEN(cases); i++) {
        struct str e = str_c(cases[i].ending), rest = str_c(cases[i].names);
        if (word.n < e.n + STEM_LEAST || !str_ends(word, e)) continue;
        while (rest.n > 0)
            add_form(a, str_sub(word, 0, word.n - e.n), str_cut(&rest, ' '), out, &n);
    }
    return n;
}

i64 place_ru_names(struct arena *a, struct str folded, struct str out[PLACE_RU_FORMS]) {
    struct str form[PLACE_RU_WORDS][WORD_FORMS], rest = folded;
    i64 forms[PLACE_RU_WORDS], words = 0, all = 1, n = 0;
    while (rest.n > 0) {
        if (words == PLACE_RU_WORDS) return 0;
        forms[words] = word_forms(a, str_cut(&rest, ' '), form[words]);
        all *= forms[words++];
    }
    for (i64 k = 1; k < all && n < PLACE_RU_FORMS; k++) { /* number k counts through all choices */
        struct str name = {0};
        i64 left = k;
        for (i64 w = 0; w < words; w++) {
            struct str f = form[w][left % forms[w]];
            name = w ? str_cat(a, str_cat(a, name, S(" ")), f) : f;
            left /= forms[w];
        }
        out[n++] = name;
    }
    return n;
}
