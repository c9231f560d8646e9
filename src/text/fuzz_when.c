/* Dates in any bytes, with an anchor and without: no crash; a phrase stays within the tokens; a
 * range is in order; without an anchor a relative date has no range. */
#include "base/err.h"
#include "text/hijri.h"
#include "text/when.h"

#include <stddef.h>
#include <stdint.h>

enum { TEXT_MAX = 4096 };

static void look(struct str s, struct tokens t, struct date_range anchor) {
    for (i32 i = 0; i < t.n; i++) {
        struct when_phrase w = {0};
        if (!when_at(s, t.v, i, t.n, anchor, &w)) continue;
        CHECK(w.from == i && w.to > i && w.to <= t.n);
        CHECK(w.range.precision == DATE_NONE || w.range.from <= w.range.to);
        CHECK(anchor.precision != DATE_NONE || !w.relative || w.range.precision == DATE_NONE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str s = {(const char *)data, (i64)size < TEXT_MAX ? (i64)size : TEXT_MAX};
    struct arena whole = arena_make("fuzz", 64 << 20), a = whole;
    struct tokens t = tokenize(&a, s, 0, s.n);
    i32 day = date_days(2031, 3, 12);
    look(s, t, (struct date_range){0});
    look(s, t, (struct date_range){day, day, DATE_DAY});
    (void)hijri_month(s);
    arena_drop(whole);
    return 0;
}
