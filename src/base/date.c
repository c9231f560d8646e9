#include "base/date.h"

#include "base/err.h"

enum { YEAR_MIN = 1, YEAR_MAX = 9999 };

static bool leap(int y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int date_month_days(int y, int m) {
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    CHECK(m >= 1 && m <= 12);
    return DAYS[m - 1] + (m == 2 && leap(y));
}

bool date_valid(int y, int m, int d) {
    if (y < YEAR_MIN || y > YEAR_MAX || m < 1 || m > 12) return false;
    return d >= 1 && d <= date_month_days(y, m);
}

/* Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that the leap
 * day comes last. */
i32 date_days(int y, int m, int d) {
    CHECK(date_valid(y, m, d));
    y -= m <= 2;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void date_civil(i32 days, int *y, int *m, int *d) {
    i64 z = (i64)days + 719468;
    int era = (int)((z >= 0 ? z : z - 146096) / 146097), doe = (int)(z - (i64)era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = doy - (153 * mp + 2) / 5 + 1;
    *m = mp < 10 ? mp + 3 : mp - 9;
    *y = yoe + era * 400 + (*m <= 2);
}

int date_weekday(i32 days) {
    return (int)((((i64)days + 3) % 7 + 7) % 7) + 1;
}

/* n digits at *at, exactly. */
static bool digits(struct str s, i64 *at, int n, int *out) {
    int v = 0;
    if (s.n - *at < n) return false;
    for (int i = 0; i < n; i++, ++*at) {
        if (!is_digit(s.p[*at])) return false;
        v = v * 10 + (s.p[*at] - '0');
    }
    *out = v;
    return true;
}

static bool take(struct str s, i64 *at, char c) {
    if (*at >= s.n || s.p[*at] != c) return false;
    ++*at;
    return true;
}

static bool parse_day(struct str s, i64 *at, i32 *day) {
    int y, m, d;
    if (!digits(s, at, 4, &y) || !take(s, at, '-') || !digits(s, at, 2, &m)) return false;
    if (!take(s, at, '-') || !digits(s, at, 2, &d) || !date_valid(y, m, d)) return false;
    *day = date_days(y, m, d);
    return true;
}

static i32 last_day(void) {
    return date_days(YEAR_MAX, 12, 31);
}

/* Monday of week 1: the week with 4 January in it (ISO 8601). */
static i32 first_week(int y) {
    i32 day = date_days(y, 1, 4);
    return day - (date_weekday(day) - 1);
}

static bool parse_week(int y, int w, struct date_range *out) {
    if (w < 1 || w > 53) return false;
    i32 from = first_week(y) + 7 * (w - 1);
    if (from < date_days(YEAR_MIN, 1, 1) || from + 6 > last_day()) return false;
    int ty, tm, td;
    date_civil(from + 3, &ty, &tm, &td);
    if (ty != y) return false; /* week 53 of a year of 52 */
    *out = (struct date_range){from, from + 6, DATE_WEEK};
    return true;
}

static struct date_range month(int y, int m) {
    return (struct date_range){date_days(y, m, 1), date_days(y, m, date_month_days(y, m)),
                               DATE_MONTH};
}

/* "2031", "2031-03", "2031-W10" */
static bool parse_short(struct str s, struct date_range *out) {
    i64 at = 0;
    int y, n;
    if (!digits(s, &at, 4, &y) || y < YEAR_MIN) return false;
    if (at == s.n) {
        *out = (struct date_range){date_days(y, 1, 1), date_days(y, 12, 31), DATE_YEAR};
        return true;
    }
    if (!take(s, &at, '-')) return false;
    bool week = take(s, &at, 'W');
    if (!digits(s, &at, 2, &n) || at != s.n) return false;
    if (week) return parse_week(y, n, out);
    if (n < 1 || n > 12) return false;
    *out = month(y, n);
    return true;
}

bool date_parse(struct str s, struct date_range *out) {
    struct date_range r = {.precision = DATE_DAY};
    i64 at = 0;
    if (s.n < 10) return parse_short(s, out);
    if (!parse_day(s, &at, &r.from)) return false;
    r.to = r.from;
    if (at < s.n) {
        r.precision = DATE_RANGE;
        if (!take(s, &at, '/') || !parse_day(s, &at, &r.to)) return false;
    }
    if (at != s.n || r.from > r.to) return false;
    *out = r;
    return true;
}

struct str date_iso(struct arena *a, i32 day) {
    int y, m, d;
    date_civil(day, &y, &m, &d);
    return str_fmt(a, "%04d-%02d-%02d", y, m, d);
}

/* Is the range exactly what its precision word says? "In the past week" need not begin on a Monday.
 */
static bool aligned(struct date_range r) {
    int y, m, d;
    date_civil(r.from, &y, &m, &d);
    switch (r.precision) {
    case DATE_NONE:
    case DATE_RANGE: return false;
    case DATE_DAY: return r.from == r.to;
    case DATE_WEEK: return date_weekday(r.from) == 1 && r.to == r.from + 6;
    case DATE_MONTH: return d == 1 && r.to == month(y, m).to;
    case DATE_YEAR: return d == 1 && m == 1 && r.to == date_days(y, 12, 31);
    }
    return false;
}

struct str date_text(struct arena *a, struct date_range r) {
    if (r.precision == DATE_NONE) return S("");
    CHECK(r.from <= r.to);
    if (!aligned(r)) {
        struct str from = date_iso(a, r.from), to = date_iso(a, r.to);
        return str_fmt(a, "%s/%s", from.p, to.p);
    }
    int y, m, d;
    date_civil(r.precision == DATE_WEEK ? r.from + 3 : r.from, &y, &m, &d);
    if (r.precision == DATE_YEAR) return str_fmt(a, "%04d", y);
    if (r.precision == DATE_MONTH) return str_fmt(a, "%04d-%02d", y, m);
    if (r.precision == DATE_DAY) return date_iso(a, r.from);
    return str_fmt(a, "%04d-W%02d", y, (r.from - first_week(y)) / 7 + 1);
}

static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

static struct str words_range(struct arena *a, struct date_range r) {
    int y, m, d, y2, m2, d2;
    date_civil(r.from, &y, &m, &d);
    date_civil(r.to, &y2, &m2, &d2);
    const char *in = MONTHS[m - 1], *in2 = MONTHS[m2 - 1];
    if (r.from == r.to) return str_fmt(a, "%d %s %d", d, in, y);
    if (y != y2) return str_fmt(a, "%d %s %d – %d %s %d", d, in, y, d2, in2, y2);
    if (m != m2) return str_fmt(a, "%d %s – %d %s %d", d, in, d2, in2, y2);
    return str_fmt(a, "%d–%d %s %d", d, d2, in, y);
}

struct str date_words(struct arena *a, struct date_range r) {
    if (r.precision == DATE_NONE) return S("");
    CHECK(r.from <= r.to);
    int y, m, d;
    date_civil(r.from, &y, &m, &d);
    if (r.precision == DATE_YEAR && aligned(r)) return str_fmt(a, "%d", y);
    if (r.precision == DATE_MONTH && aligned(r)) return str_fmt(a, "%s %d", MONTHS[m - 1], y);
    return words_range(a, r);
}

static const struct str PRECISIONS[] = {
    [DATE_NONE] = SI(""),       [DATE_DAY] = SI("day"),   [DATE_WEEK] = SI("week"),
    [DATE_MONTH] = SI("month"), [DATE_YEAR] = SI("year"), [DATE_RANGE] = SI("range"),
};

struct str date_precision_name(enum date_precision p) {
    CHECK(p >= DATE_NONE && p <= DATE_RANGE);
    return PRECISIONS[p];
}

bool date_precision_parse(struct str s, enum date_precision *out) {
    for (int i = 0; i < LEN(PRECISIONS); i++) {
        if (!str_eq(s, PRECISIONS[i])) continue;
        *out = (enum date_precision)i;
        return true;
    }
    return false;
}

struct str instant_text(struct arena *a, i64 unix_seconds) {
    i64 day = unix_seconds / 86400, sec = unix_seconds % 86400;
    if (sec < 0) sec += 86400, day--;
    if (day < date_days(YEAR_MIN, 1, 1) || day > last_day()) return S("");
    int s = (int)sec;
    struct str date = date_iso(a, (i32)day);
    return str_fmt(a, "%sT%02d:%02d:%02dZ", date.p, s / 3600, s / 60 % 60, s % 60);
}

bool instant_parse(struct str s, i64 *unix_seconds) {
    i64 at = 0;
    i32 day;
    int h, m, sec;
    if (s.n != 20 || !parse_day(s, &at, &day) || !take(s, &at, 'T')) return false;
    if (!digits(s, &at, 2, &h) || !take(s, &at, ':') || !digits(s, &at, 2, &m)) return false;
    if (!take(s, &at, ':') || !digits(s, &at, 2, &sec) || !take(s, &at, 'Z')) return false;
    if (h > 23 || m > 59 || sec > 59) return false;
    *unix_seconds = (i64)day * 86400 + h * 3600 + m * 60 + sec;
    return true;
}
