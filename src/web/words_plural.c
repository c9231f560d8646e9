#include "web/words_in.h"

/* Unicode CLDR 42, plurals.xml, cardinals of whole numbers. What is below zero goes like its
 * absolute value. */

static int plural_ar(u64 n) {
    u64 h = n % 100;
    if (n <= 2) return (int)n;                      /* zero, one, two */
    return h >= 3 && h <= 10 ? 3 : h >= 11 ? 4 : 5; /* few, many, other */
}

static int plural_ru(u64 n) {
    u64 d = n % 10, h = n % 100;
    if (d == 1 && h != 11) return 0;                          /* one */
    return d >= 2 && d <= 4 && !(h >= 12 && h <= 14) ? 1 : 2; /* few, many */
}

int words_plural(enum lang l, i64 n) {
    u64 u = n < 0 ? 0 - (u64)n : (u64)n;
    if (l == LANG_AR) return plural_ar(u);
    if (l == LANG_RU) return plural_ru(u);
    return u == 1 ? 0 : 1;
}

static void digit(struct buf *b, enum lang l, char c) {
    if (l != LANG_AR) {
        buf_c(b, c);
        return;
    }
    buf_c(b, (char)0xD9); /* U+0660 … U+0669 */
    buf_c(b, (char)(0xA0 + (c - '0')));
}

static struct str write_number(struct arena *a, enum lang l, i64 n, int width, const char *group) {
    char text[32];
    u64 u = n < 0 ? 0 - (u64)n : (u64)n;
    int at = (int)sizeof text;
    for (int i = 0; u > 0 || i < (width > 0 ? width : 1); i++, u /= 10)
        text[--at] = (char)('0' + u % 10);
    struct buf b = buf_make(a, 128);
    if (n < 0) buf_puts(&b, l == LANG_AR ? "\xD8\x9C-" : l == LANG_RU ? "\xE2\x88\x92" : "-");
    for (int i = at; i < (int)sizeof text; i++) {
        int left = (int)sizeof text - i;
        if (group && i > at && left % 3 == 0) buf_puts(&b, group);
        digit(&b, l, text[i]);
    }
    return buf_str(&b);
}

struct str words_digits(struct arena *a, enum lang l, i64 n, int width) {
    return write_number(a, l, n, width, NULL);
}

/* U+066C in Arabic, U+202F (narrow, unbreakable) in Russian. */
struct str words_number(struct arena *a, enum lang l, i64 n) {
    static const char *const GROUP[LANG_COUNT] = {",", "\xD9\xAC", "\xE2\x80\xAF"};
    return write_number(a, l, n, 1, GROUP[l]);
}
