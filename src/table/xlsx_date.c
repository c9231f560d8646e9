/* Dates of spreadsheets: days since the end of 1899 (or since 1904), with the time as fraction.
 * Day 60 of the first system is a 29 February 1900 that never was (ECMA-376 §18.17.4.1): it and
 * what cannot be a date stay numbers. */
#include "table/xlsx.h"

#include "base/date.h"

/* A format code is a date when it has a letter of dates outside quotes, brackets and escapes. */
bool xlsx_date_format(struct str code) {
    bool quoted = false, bracket = false;
    if (str_eqi(code, S("General"))) return false;
    for (i64 i = 0; i < code.n; i++) {
        char c = lower(code.p[i]);
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '[' || c == ']') {
            bracket = c == '[';
        } else if (!bracket && (c == 'y' || c == 'd' || c == 'm' || c == 'h')) {
            return true;
        }
    }
    return false;
}

static struct str clock_text(struct arena *a, i64 minutes) {
    return str_fmt(a, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

/* Minutes of the day from the digits after the point: no floating point. */
static i64 minutes_of(struct str fraction) {
    i64 v = 0, scale = 1;
    for (i64 i = 0; i < fraction.n && i < 9; i++) {
        v = v * 10 + (fraction.p[i] - '0');
        scale *= 10;
    }
    i64 m = (v * 1440 + scale / 2) / scale;
    return m > 1439 ? 1439 : m;
}

struct str xlsx_date(struct arena *a, struct str number, bool from_1904) {
    struct str rest = number, whole = str_cut(&rest, '.');
    i64 day;
    for (i64 i = 0; i < rest.n; i++)
        if (!is_digit(rest.p[i])) return number;
    if (!str_i64(whole, &day) || day < 0 || day > 2958465) return number;
    i64 minutes = rest.p ? minutes_of(rest) : 0;
    if (day == 0) return rest.p ? clock_text(a, minutes) : number;
    if (!from_1904 && day == 60) return number;
    i32 first = from_1904 ? date_days(1904, 1, 1) : date_days(1899, 12, day < 60 ? 31 : 30);
    if (first + day > date_days(9999, 12, 31)) return number;
    struct str d = date_iso(a, first + (i32)day);
    return minutes ? str_fmt(a, "%.*sT%.*s", SARG(d), SARG(clock_text(a, minutes))) : d;
}
