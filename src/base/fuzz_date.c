/* What is parsed is written back as it was. */
#include "base/date.h"
#include "base/err.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 16 << 20), a = original;
    struct str s = {(const char *)data, (i64)n};
    struct date_range r;
    i64 t;
    if (date_parse(s, &r)) {
        CHECK(r.from <= r.to && r.precision > DATE_NONE && r.precision <= DATE_RANGE);
        CHECK(str_eq(date_text(&a, r), s));
        CHECK(date_words(&a, r).n > 0);
    }
    if (instant_parse(s, &t)) CHECK(str_eq(instant_text(&a, t), s));
    if (str_i64(s, &t)) {
        CHECK(instant_text(&a, t).n == 0 || instant_text(&a, t).n == 20);
        if (t >= INT32_MIN && t <= INT32_MAX) {
            int y, m, d;
            date_civil((i32)t, &y, &m, &d);
            CHECK(m >= 1 && m <= 12 && d >= 1 && d <= date_month_days(y, m));
            CHECK(date_weekday((i32)t) >= 1 && date_weekday((i32)t) <= 7);
        }
    }
    arena_drop(original);
    return 0;
}
