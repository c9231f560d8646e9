/* Russian dates in any bytes, with an anchor and without: no crash; a phrase stays within the text;
 * a range is in order; without an anchor a relative date has no range, and the words of a phrase
 * alone give the same. */
#include "base/err.h"
#include "text/when_ru.h"

#include <stddef.h>
#include <stdint.h>

enum { TEXT_MAX = 4096 };

static void look(struct str s, struct date_range anchor) {
    struct when_phrase w, again;
    for (i64 i = 0; when_ru_next(s, i, anchor, &w); i = w.to) {
        CHECK(w.from >= i && w.to > w.from && w.to <= s.n);
        CHECK(w.range.precision == DATE_NONE || w.range.from <= w.range.to);
        CHECK(anchor.precision != DATE_NONE || !w.relative || w.range.precision == DATE_NONE);
        if (anchor.precision != DATE_NONE) continue; /* "накануне выборов": the next word counts */
        CHECK(when_ru_at(str_sub(s, w.from, w.to), 0, anchor, &again));
        CHECK(again.range.from == w.range.from && again.range.to == w.range.to);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str s = {(const char *)data, (i64)size < TEXT_MAX ? (i64)size : TEXT_MAX};
    i32 day = date_days(2031, 3, 12);
    look(s, (struct date_range){0});
    look(s, (struct date_range){day, day, DATE_DAY});
    return 0;
}
