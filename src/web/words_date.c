#include "web/words_in.h"

#include "base/err.h"

/* Dates in words. English says what date_words() of base/date.h says; the patterns are
 * terms ("date.day": {1} day, {2} month, {3} year). Russian months are declined: "3 марта", but
 * "март 2031 г." */

struct day {
    int y, m, d;
};

static struct day civil(i32 days) {
    struct day c;
    date_civil(days, &c.y, &c.m, &c.d);
    return c;
}

static struct str month_words(enum lang l, const char *list, int m) {
    const char number[2] = {(char)('0' + m / 10), (char)('0' + m % 10)};
    return words_term(l, list, (struct str){number, 2});
}

/* "3", "3 March", "3 March 2031" */
static struct str part(struct arena *a, enum lang l, const char *id, struct day c) {
    const struct str values[] = {words_digits(a, l, c.d, 1), month_words(l, "month_of", c.m),
                                 words_digits(a, l, c.y, 1)};
    return words_put(a, words_get(l, id), values, 3);
}

static struct str range_words(struct arena *a, enum lang l, struct day from, struct day to) {
    bool year = from.y == to.y, month = year && from.m == to.m;
    struct str one = month  ? words_digits(a, l, from.d, 1)
                     : year ? part(a, l, "date.day_month", from)
                            : part(a, l, "date.day", from);
    /* "3–9 March", but "26 February – 3 March" */
    return words_fill(a, l, month ? "date.span" : "date.span_wide", one,
                      part(a, l, "date.day", to));
}

/* A range is a month or a year in words only when it is one exactly: never stretched. */
struct str words_dates(struct arena *a, enum lang l, struct date_range d) {
    if (d.precision == DATE_NONE) return S("");
    CHECK(d.from <= d.to);
    struct day from = civil(d.from), to = civil(d.to);
    bool whole_month = from.d == 1 && to.d == date_month_days(to.y, to.m) && from.y == to.y;
    if (d.precision == DATE_YEAR && whole_month && from.m == 1 && to.m == 12)
        return words_fill(a, l, "date.year", words_digits(a, l, from.y, 1), S(""));
    if (d.precision == DATE_MONTH && whole_month && from.m == to.m)
        return words_fill(a, l, "date.month", month_words(l, "month", from.m),
                          words_digits(a, l, from.y, 1));
    if (d.from == d.to) return part(a, l, "date.day", from);
    return range_words(a, l, from, to);
}

struct str words_instant(struct arena *a, enum lang l, i64 unix_seconds) {
    i64 day = unix_seconds / 86400, sec = unix_seconds % 86400;
    if (sec < 0) sec += 86400, day--;
    if (instant_text(a, unix_seconds).n == 0) return S(""); /* outside the years 1 to 9999 */
    struct str hour = words_digits(a, l, sec / 3600, 2),
               minute = words_digits(a, l, sec / 60 % 60, 2);
    struct str time = words_fill(a, l, "date.time", hour, minute);
    return words_fill(a, l, "date.instant", part(a, l, "date.day", civil((i32)day)), time);
}
