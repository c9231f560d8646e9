#include "text/when.h"

#include "text/number.h"
#include "text/when_part.h"

struct look {
    struct str text;
    const struct token *t;
    i32 i, to;
    struct date_range anchor;
    bool absolute_only;
};

static bool at(const struct look *l, i32 i, const char *w) {
    return i < l->to && l->t[i].kind == TOK_WORD && tok_is(l->text, &l->t[i], w);
}

static bool at_any(const struct look *l, i32 i, const char *const *w, i64 n) {
    for (i64 k = 0; k < n; k++)
        if (at(l, i, w[k])) return true;
    return false;
}
#define AT_ANY(l, i, ...)                                                                          \
    at_any((l), (i), (const char *const[]){__VA_ARGS__}, LEN(((const char *const[]){__VA_ARGS__})))

int month_of(struct str text, const struct token *t) {
    static const char *const full[] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};
    static const char *const brief[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    i64 n = (i64)t->end - t->start;
    if (t->kind != TOK_WORD || n < 3 || n > 9 || !(t->flags & TOK_CAP)) return 0;
    for (int m = 0; m < 12; m++)
        if (tok_is(text, t, full[m]) || (n == 3 && tok_is(text, t, brief[m]))) return m + 1;
    return tok_is(text, t, "sept") ? 9 : 0;
}

static int weekday_of(const struct look *l, i32 i) {
    static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
    if (i >= l->to || l->t[i].kind != TOK_WORD) return 0;
    for (int d = 0; d < 7; d++)
        if (tok_is(l->text, &l->t[i], days[d])) return d + 1;
    return 0;
}

/* Plain digits of at most four places, an ordinal ending allowed: the value, or -1. */
static int digits(const struct look *l, i32 i) {
    if (i >= l->to || l->t[i].kind != TOK_NUMBER) return -1;
    struct str w = tok_str(l->text, &l->t[i]);
    int v = 0;
    i64 k = 0;
    for (; k < w.n && is_digit(w.p[k]) && k < 5; k++)
        v = v * 10 + (w.p[k] - '0');
    struct str rest = str_sub(w, k, w.n);
    bool ordinal = str_eqi(rest, S("th")) || str_eqi(rest, S("st")) || str_eqi(rest, S("nd")) ||
                   str_eqi(rest, S("rd"));
    return k && k < 5 && (rest.n == 0 || ordinal) ? v : -1;
}

static bool anchored(const struct look *l) {
    return l->anchor.precision == DATE_DAY;
}

static struct date_range day_range(i32 d) {
    return (struct date_range){d, d, DATE_DAY};
}

static struct date_range month_range(int y, int m) {
    i32 from = date_days(y, m, 1);
    return (struct date_range){from, from + date_month_days(y, m) - 1, DATE_MONTH};
}

static struct date_range year_range(int y) {
    return (struct date_range){date_days(y, 1, 1), date_days(y, 12, 31), DATE_YEAR};
}

static bool year_ok(int y) {
    return y >= 1900 && y <= 2199;
}

/* The last year in which (m, d) falls on or before the anchor; 0 = none. d 0: the month must have
 * begun. */
static int year_before(const struct look *l, int m, int d) {
    int y, am, ad;
    if (!anchored(l)) return 0;
    date_civil(l->anchor.from, &y, &am, &ad);
    for (int k = 0; k < 8 && y - k > 0; k++) {
        int day = d ? d : 1;
        if (!date_valid(y - k, m, day)) continue;
        if (date_days(y - k, m, day) <= l->anchor.from) return y - k;
    }
    return 0;
}

static bool set_day(const struct look *l, struct when_phrase *w, int y, int m, int d, i32 to) {
    w->to = to;
    if (y) {
        if (!date_valid(y, m, d)) return false;
        w->range = day_range(date_days(y, m, d));
        return true;
    }
    if (d < 1 || d > 31) return false;
    w->relative = true;
    y = year_before(l, m, d);
    if (y) w->range = day_range(date_days(y, m, d));
    return !l->absolute_only;
}

static int year_at(const struct look *l, i32 i, i32 *next) {
    i32 j = i;
    if (j < l->to && l->t[j].kind == TOK_MARK && l->t[j].mark == ',') j++;
    int y = digits(l, j);
    bool plain = y >= 0 && l->t[j].end - l->t[j].start == 4;
    if (plain && year_ok(y)) return *next = j + 1, y;
    plain = y >= 0 && l->t[j].end - l->t[j].start == 2 && l->t[i - 1].kind == TOK_WORD &&
            l->t[i - 1].flags & TOK_CAPS && j == i; /* wires: 10 MAR 89 */
    if (plain) return *next = j + 1, y + (y < 50 ? 2000 : 1900);
    return *next = i, 0;
}

/* "10 March [2031]", "10-12 March", "March 10[-12][, 2031]", "March 2031", "2031-03-10". */
static bool calendar(const struct look *l, i32 i, struct when_phrase *w) {
    i32 next;
    int a = digits(l, i), b, m, y;
    w->from = i;
    if (a >= 1900 && year_ok(a) && i + 2 < l->to && l->t[i + 1].flags & TOK_HYPHEN &&
        l->t[i + 2].flags & TOK_HYPHEN)
        return set_day(l, w, a, digits(l, i + 1), digits(l, i + 2), i + 3);
    if (a >= 1 && a <= 31) {
        i32 j = i + 1;
        b = 0;
        if (j < l->to && l->t[j].flags & TOK_HYPHEN)
            b = digits(l, j), j++;
        else if (AT_ANY(l, j, "and", "to", "or") && digits(l, j + 1) > a)
            b = digits(l, j + 1), j += 2;
        if (at(l, j, "of")) j++;
        if (j >= l->to || !(m = month_of(l->text, &l->t[j]))) return false;
        y = year_at(l, j + 1, &next);
        if (!set_day(l, w, y, m, a, next)) return false;
        if (b > a && b <= 31 && w->range.precision) {
            w->range.to = w->range.from + (b - a);
            w->range.precision = DATE_RANGE;
        }
        return true;
    }
    if (i >= l->to || !(m = month_of(l->text, &l->t[i]))) return false;
    a = digits(l, i + 1);
    if (a >= 1 && a <= 31) {
        i32 j = i + 2;
        b = 0;
        if (j < l->to && l->t[j].flags & TOK_HYPHEN) b = digits(l, j), j++;
        y = year_at(l, j, &next);
        if (!set_day(l, w, y, m, a, next)) return false;
        if (b > a && b <= 31 && w->range.precision) {
            w->range.to = w->range.from + (b - a);
            w->range.precision = DATE_RANGE;
        }
        return true;
    }
    y = year_at(l, i + 1, &next);
    if (!y && l->absolute_only) return false;
    if (!y && l->t[i].end - l->t[i].start == 3 && !at(l, i, "may"))
        return false;          /* Mar del Sol, Jan Orlo: a name */
    if (!y && at(l, i, "may")) /* the verb: only after in, since, until … */
        if (i == 0 || !AT_ANY(l, i - 1, "in", "since", "until", "till", "by", "during", "last",
                              "of", "early", "late", "mid"))
            return false;
    if (!y && at(l, i, "march") &&
        (i == 0 || !AT_ANY(l, i - 1, "in", "since", "until", "last", "of", "early", "late", "mid")))
        return false;
    w->to = next;
    if (!y) w->relative = true, y = year_before(l, m, 0);
    if (y) w->range = month_range(y, m);
    return true;
}

static void put(const struct look *l, struct when_phrase *w, i32 from, i32 to,
                enum date_precision p) {
    w->relative = true;
    if (anchored(l)) w->range = (struct date_range){l->anchor.from + from, l->anchor.from + to, p};
}

static i32 part_of_day(const struct look *l, i32 i) {
    if (AT_ANY(l, i, "morning", "afternoon", "evening", "night", "noon")) return i + 1;
    return i;
}

/* "Monday [10 March] [evening]", "last Monday", "next Monday". */
static bool weekday(const struct look *l, i32 i, struct when_phrase *w) {
    bool last = at(l, i, "last") || at(l, i, "this") || at(l, i, "early") || at(l, i, "late");
    bool next = at(l, i, "next");
    int d = weekday_of(l, i + (last || next));
    if (!d) return false;
    i32 j = i + (last || next) + 1;
    w->from = i;
    w->to = part_of_day(l, j);
    i32 k = j + (j < l->to && l->t[j].kind == TOK_MARK && l->t[j].mark == ',');
    struct when_phrase cal = {0};
    if ((digits(l, k) > 0 || (k < l->to && month_of(l->text, &l->t[k]))) && calendar(l, k, &cal) &&
        cal.range.precision != DATE_MONTH && (cal.to - k > 1)) {
        *w = cal;
        w->from = i;
        return true;
    }
    if (j < l->to && tok_is(l->text, &l->t[j], "'s")) return false;
    w->relative = true;
    if (next) {
        w->kind = WHEN_BOUND;
        return true;
    }
    if (anchored(l)) {
        i32 back = (date_weekday(l->anchor.from) - d + 7) % 7;
        w->range = day_range(l->anchor.from - back);
    }
    return true;
}

static int unit_days(const struct look *l, i32 i) {
    if (AT_ANY(l, i, "day", "days", "night", "nights")) return 1;
    if (AT_ANY(l, i, "week", "weeks")) return 7;
    if (AT_ANY(l, i, "fortnight")) return 14;
    if (AT_ANY(l, i, "month", "months")) return 30;
    if (AT_ANY(l, i, "year", "years")) return 365;
    if (AT_ANY(l, i, "hour", "hours", "minute", "minutes")) return -1;
    return 0;
}

/* The anchor less n months, the day cut to the month's length. */
static i32 months_back(i32 day, int n) {
    int y, m, d;
    date_civil(day, &y, &m, &d);
    int k = y * 12 + (m - 1) - n;
    y = k / 12, m = k % 12 + 1;
    if (y < 1) return day;
    int last = date_month_days(y, m);
    return date_days(y, m, d > last ? last : d);
}

static i32 back(i32 day, i64 n, int unit) {
    if (n > 1200) n = 1200;
    if (unit == 30) return months_back(day, (int)n);
    if (unit == 365) return months_back(day, (int)n * 12);
    return day - (i32)n * unit;
}

/* "the past three weeks", "the last 48 hours", "the past week"; after over, in, during, within … */
static bool past_span(const struct look *l, i32 i, struct when_phrase *w, bool prep) {
    i32 j = i + at(l, i, "the");
    struct number n = {.min = 1, .max = 1};
    if (!AT_ANY(l, j, "past", "last", "previous", "preceding")) return false;
    j++;
    i32 k = j;
    if (k < l->to && number_at(l->text, l->t, k, l->to, &n)) k = n.to;
    int unit = unit_days(l, k);
    if (!unit || (k == j && !prep)) return false;
    w->from = i;
    w->to = k + 1;
    w->relative = true;
    if (!anchored(l) || n.max == NUMBER_OPEN || n.min < 1) return true;
    i32 from =
        unit < 0 ? l->anchor.from - (i32)((n.max + 23) / 24) : back(l->anchor.from, n.max, unit);
    w->range = (struct date_range){from, l->anchor.from, DATE_RANGE};
    return true;
}

static bool last_unit(const struct look *l, i32 i, struct when_phrase *w) {
    bool last = AT_ANY(l, i, "last", "past"), this = at(l, i, "this");
    int y, m, d;
    if (!last && !this && !at(l, i, "next")) return false;
    if (!AT_ANY(l, i + 1, "week", "month", "year", "weekend", "night", "morning", "evening",
                "afternoon", "summer", "winter", "spring", "autumn"))
        return false;
    w->from = i;
    w->to = i + 2;
    w->relative = true;
    if (at(l, i, "next")) {
        w->kind = WHEN_BOUND;
        return true;
    }
    if (!anchored(l)) return true;
    i32 monday = l->anchor.from - date_weekday(l->anchor.from) + 1;
    date_civil(l->anchor.from, &y, &m, &d);
    if (at(l, i + 1, "week")) {
        if (last)
            w->range = (struct date_range){monday - 7, monday - 1, DATE_WEEK};
        else
            w->range = (struct date_range){monday, monday + 6, DATE_WEEK};
    } else if (at(l, i + 1, "weekend")) {
        w->range = (struct date_range){monday - 2, monday - 1, DATE_RANGE};
    } else if (at(l, i + 1, "month")) {
        if (last)
            w->range = m == 1 ? month_range(y - 1, 12) : month_range(y, m - 1);
        else
            w->range = month_range(y, m);
    } else if (at(l, i + 1, "year")) {
        w->range = year_range(y - last);
    } else if (!AT_ANY(l, i + 1, "summer", "winter", "spring", "autumn")) {
        bool night = at(l, i + 1, "night") && last;
        w->range = day_range(l->anchor.from - night);
    }
    return true;
}

static bool simple_day(const struct look *l, i32 i, struct when_phrase *w) {
    w->from = i;
    w->to = i + 1;
    if (AT_ANY(l, i, "yesterday", "today", "tonight", "overnight")) {
        bool before = AT_ANY(l, i, "yesterday");
        w->to = part_of_day(l, i + 1);
        put(l, w, -before, -before, DATE_DAY);
        if (at(l, i, "overnight"))
            w->range.from -= w->range.precision != DATE_NONE,
                w->range.precision = w->range.precision ? DATE_RANGE : DATE_NONE;
        return true;
    }
    if (at(l, i, "the") && at(l, i + 1, "day") && at(l, i + 2, "before") &&
        at(l, i + 3, "yesterday")) {
        w->to = i + 4;
        put(l, w, -2, -2, DATE_DAY);
        return true;
    }
    if (at(l, i, "the") && AT_ANY(l, i + 1, "following", "same", "next", "previous") &&
        AT_ANY(l, i + 2, "day", "night", "morning", "evening", "week", "month")) {
        w->to = i + 3;
        w->relative = true; /* relative to another event: words only */
        return true;
    }
    return at(l, i, "tomorrow") ? (w->kind = WHEN_BOUND, true) : false;
}

/* "three days ago", "a week ago"; "for three weeks", "90 minutes": durations. */
static bool ago(const struct look *l, i32 i, struct when_phrase *w) {
    struct number n = {.min = 1, .max = 1};
    i32 j = i;
    if (number_at(l->text, l->t, i, l->to, &n))
        j = n.to;
    else if (AT_ANY(l, i, "a", "an", "one"))
        j = i + 1;
    else
        return false;
    int unit = unit_days(l, j);
    if (!unit) return false;
    if (j + 1 < l->to && (at(l, j + 1, "old") || at(l, j + 1, "'s"))) return false;
    w->from = i;
    w->to = j + 1;
    w->kind = WHEN_TIME;
    if (!AT_ANY(l, j + 1, "ago", "earlier", "before")) return true;
    w->to = j + 2;
    w->kind = WHEN_DATE;
    w->relative = true;
    if (!at(l, j + 1, "ago") || !anchored(l) || n.min != n.max || n.vague) return true;
    if (unit < 0) return true;
    i32 day = back(l->anchor.from, n.min, unit);
    int y, m, d;
    date_civil(day, &y, &m, &d);
    if (unit == 1)
        w->range = day_range(day);
    else if (unit == 7 || unit == 14) {
        i32 monday = day - date_weekday(day) + 1;
        w->range = (struct date_range){monday, monday + 6, DATE_WEEK};
    } else
        w->range = unit == 30 ? month_range(y, m) : year_range(y);
    return true;
}

/* "at 7.40 a.m.", "at noon", "5pm", "at dawn". */
static bool clock_time(const struct look *l, i32 i, struct when_phrase *w) {
    i32 j = i + AT_ANY(l, i, "at", "around", "about");
    w->from = i;
    w->kind = WHEN_TIME;
    if (j > i &&
        AT_ANY(l, j, "noon", "midnight", "dawn", "dusk", "night", "sunset", "sunrise", "daybreak"))
        return w->to = j + 1, true;
    if (j >= l->to || l->t[j].kind != TOK_NUMBER) return false;
    struct str s = tok_str(l->text, &l->t[j]);
    i32 k = j + 1;
    if (k < l->to && l->t[k].kind == TOK_MARK && l->t[k].mark == '.') k++;
    bool ampm = k < l->to && AT_ANY(l, k, "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "hours",
                                    "o'clock", "gmt", "local");
    if (ampm && !at(l, k, "hours") && !at(l, k, "local")) return w->to = k + 1, true;
    if (str_ends(s, S("pm")) || str_ends(s, S("am")) || str_chr(s, ':', 0) > 0)
        return w->to = j + 1, true;
    return ampm && at(l, k, "local") && at(l, k + 1, "time") ? (w->to = k + 2, true) : false;
}

static bool core(const struct look *l, i32 i, struct when_phrase *w, bool prep) {
    *w = (struct when_phrase){0};
    if (weekday(l, i, w)) return true;
    *w = (struct when_phrase){0};
    if (calendar(l, i, w)) return true;
    *w = (struct when_phrase){0};
    if (past_span(l, i, w, prep)) return true;
    *w = (struct when_phrase){0};
    if (last_unit(l, i, w)) return true;
    *w = (struct when_phrase){0};
    if (simple_day(l, i, w)) return true;
    *w = (struct when_phrase){0};
    if (clock_time(l, i, w)) return true;
    *w = (struct when_phrase){0};
    return ago(l, i, w);
}

/* "the morning of", "the night of", "early", "late", "mid": before a date. */
static i32 lead(const struct look *l, i32 i) {
    i32 j = i + at(l, i, "the");
    if (AT_ANY(l, j, "morning", "evening", "night", "afternoon", "end", "beginning", "start") &&
        at(l, j + 1, "of")) {
        j += 2;
        return j + at(l, j, "the");
    }
    if (AT_ANY(l, i, "early", "late", "mid", "earlier", "later"))
        return i + 1 + at(l, i + 1, "in") + at(l, i + 1, "on");
    return i;
}

bool when_absolute(struct str text, const struct token *t, i32 from, i32 to,
                   struct when_phrase *out) {
    struct look l = {text, t, from, to, {0}, true};
    for (i32 i = from; i < to; i++) {
        *out = (struct when_phrase){0};
        if (calendar(&l, i, out) && out->range.precision == DATE_DAY) return true;
    }
    return false;
}

bool when_at(struct str text, const struct token *t, i32 i, i32 to, struct date_range anchor,
             struct when_phrase *out) {
    struct look l = {text, t, i, to, anchor, false};
    if (i >= to || (t[i].kind != TOK_WORD && t[i].kind != TOK_NUMBER)) return false;
    if (when_part_at(text, t, i, to, anchor, out)) return true;
    i32 j = i + AT_ANY(&l, i, "on", "in", "over", "during", "within", "throughout", "for", "since",
                       "until", "till", "before", "by", "after", "from", "between", "as", "through",
                       "at");
    bool prep = j > i;
    i32 k = lead(&l, j);
    if (at(&l, k, "the") && k + 1 < to && (weekday_of(&l, k + 1) || digits(&l, k + 1) > 0)) k++;
    *out = (struct when_phrase){0};
    bool clock = at(&l, i, "at") && clock_time(&l, i, out);
    if (!clock && !core(&l, k, out, prep)) {
        int y = prep ? digits(&l, k) : -1;
        bool year =
            y >= 0 && year_ok(y) && t[k].end - t[k].start == 4 &&
            AT_ANY(&l, i, "in", "since", "until", "before", "by", "during", "after", "from");
        if (!year) return false;
        *out = (struct when_phrase){.to = k + 1, .range = year_range(y), .bare_year = true};
    }
    out->from = i;
    if (prep && out->kind == WHEN_DATE) {
        if (AT_ANY(&l, i, "until", "till", "before", "by")) out->kind = WHEN_BOUND;
        if (AT_ANY(&l, i, "since", "from", "after")) {
            bool since = at(&l, i, "since") && out->range.precision != DATE_NONE && anchored(&l);
            if (since) /* "since 2029" ends on the day of the report: it leans on that day */
                out->range = (struct date_range){out->range.from, anchor.from, DATE_RANGE},
                out->relative = true;
            else
                out->range = (struct date_range){0};
            if (at(&l, i, "from") || at(&l, i, "after")) out->kind = WHEN_BOUND;
        }
        if (at(&l, i, "for") || at(&l, i, "as")) out->kind = WHEN_TIME;
    }
    if (prep && out->kind == WHEN_TIME && AT_ANY(&l, i, "since", "by", "as")) return false;
    return true;
}
