#include "text/when_part.h"

#include "text/hijri.h"

struct look {
    struct str text;
    const struct token *t;
    i32 to;
    struct date_range anchor;
};

static bool at(const struct look *l, i32 i, const char *w) {
    return i < l->to && l->t[i].kind == TOK_WORD && tok_is(l->text, &l->t[i], w);
}

static i32 skip(const struct look *l, i32 i, const char *w) {
    return i + at(l, i, w);
}

/* Plain digits of one token: the value, or -1. */
static int number(const struct look *l, i32 i) {
    i64 v;
    bool plain = i < l->to && l->t[i].kind == TOK_NUMBER && str_i64(tok_str(l->text, &l->t[i]), &v);
    return plain && v >= 0 && v <= 9999 ? (int)v : -1;
}

static void set(struct when_phrase *w, i32 i, i32 end, struct date_range r) {
    *w = (struct when_phrase){.from = i, .to = end, .range = r};
}

/* A date within one of these forms: no span of two days again, so that reading stays linear. */
static bool inner(const struct look *l, i32 i, struct date_range anchor, struct when_phrase *w) {
    return !at(l, i, "from") && !at(l, i, "between") && when_at(l->text, l->t, i, l->to, anchor, w);
}

/* The n-th of `parts` equal parts of a year, the n-th half of a month. */
static bool part_of(struct date_range whole, int n, int parts, struct date_range *out) {
    int y, m, d;
    date_civil(whole.from, &y, &m, &d);
    if (whole.precision == DATE_YEAR) {
        int len = 12 / parts, first = (n - 1) * len + 1, last = n * len;
        *out = (struct date_range){date_days(y, first, 1),
                                   date_days(y, last, date_month_days(y, last)), DATE_RANGE};
        return true;
    }
    if (whole.precision != DATE_MONTH || parts != 2) return false;
    i32 mid = date_days(y, m, 15);
    *out = n == 1 ? (struct date_range){whole.from, mid, DATE_RANGE}
                  : (struct date_range){mid + 1, whole.to, DATE_RANGE};
    return true;
}

static int ordinal(const struct look *l, i32 i) {
    static const char *const w[] = {"first", "second", "third", "fourth"};
    for (int k = 0; k < 4; k++)
        if (at(l, i, w[k])) return k + 1;
    return at(l, i, "last") ? 5 : 0;
}

/* "the first half of 2029", "the last quarter of last year". */
static bool half(const struct look *l, i32 i, i32 start, struct when_phrase *w) {
    i32 j = skip(l, i, "the");
    int n = ordinal(l, j);
    bool is_half = at(l, j + 1, "half"), quarter = at(l, j + 1, "quarter");
    if (!n || (!is_half && !quarter) || !at(l, j + 2, "of") || j + 3 >= l->to) return false;
    int parts = is_half ? 2 : 4;
    if (n == 5) n = parts;
    struct when_phrase whole = {0};
    int y = number(l, j + 3);
    if (y >= 1900 && y <= 2199) {
        whole.range = (struct date_range){date_days(y, 1, 1), date_days(y, 12, 31), DATE_YEAR};
        whole.to = j + 4;
    } else if (!inner(l, j + 3, l->anchor, &whole)) {
        return false;
    }
    struct date_range r = {0};
    if (n > parts) return false;
    bool known = part_of(whole.range, n, parts, &r);
    set(w, start, whole.to, r);
    w->relative = whole.relative || !known;
    return true;
}

static bool season(const struct look *l, i32 i, i32 start, struct when_phrase *w) {
    i32 j = skip(l, i, "the");
    bool s = at(l, j, "summer") || at(l, j, "winter") || at(l, j, "spring") || at(l, j, "autumn");
    if (!s) return false;
    i32 k = skip(l, j + 1, "of");
    int y = number(l, k);
    if (y < 1900 || y > 2199) return false;
    set(w, start, k + 1, (struct date_range){0});
    return true;
}

/* "the week of 3 March": the ISO week of that day. */
static bool week_of(const struct look *l, i32 i, i32 start, struct when_phrase *w) {
    i32 j = skip(l, i, "the");
    if (!at(l, j, "week") || !(at(l, j + 1, "of") || at(l, j + 1, "beginning"))) return false;
    struct when_phrase day;
    if (!inner(l, j + 2, l->anchor, &day)) return false;
    if (day.kind != WHEN_DATE) return false;
    struct date_range r = {0};
    if (day.range.precision == DATE_DAY) {
        i32 monday = day.range.from - date_weekday(day.range.from) + 1;
        r = (struct date_range){monday, monday + 6, DATE_WEEK};
    } else if (day.range.precision != DATE_NONE) {
        return false;
    }
    set(w, start, day.to, r);
    w->relative = day.relative;
    return true;
}

/* "10.03.2031", "31/12/2030". */
static bool numeric(const struct look *l, i32 i, i32 start, struct when_phrase *w) {
    int v[3] = {0}, n = 0, digits = 0;
    char sep = 0;
    if (i >= l->to || l->t[i].kind != TOK_NUMBER) return false;
    struct str s = tok_str(l->text, &l->t[i]);
    for (i64 k = 0; k < s.n; k++) {
        if (is_digit(s.p[k])) {
            if (++digits > 4) return false;
            v[n] = v[n] * 10 + (s.p[k] - '0');
        } else if ((s.p[k] == '.' || s.p[k] == '/') && (!sep || sep == s.p[k]) && digits && n < 2) {
            sep = s.p[k];
            n++;
            digits = 0;
        } else {
            return false;
        }
    }
    if (n != 2 || digits != 4 || v[2] < 1900 || v[2] > 2199) return false;
    bool dmy = date_valid(v[2], v[1], v[0]), mdy = sep == '/' && date_valid(v[2], v[0], v[1]);
    if (!dmy && !mdy) return false;
    struct date_range r = {0};
    if (dmy != mdy || v[0] == v[1]) {
        i32 day = dmy ? date_days(v[2], v[1], v[0]) : date_days(v[2], v[0], v[1]);
        r = (struct date_range){day, day, DATE_DAY};
    }
    set(w, start, i + 1, r);
    return true;
}

/* Letters and digits of up to four words from i, one blank between: the longest month. */
static int hijri_at(const struct look *l, i32 i, i32 *end) {
    char b[64];
    int best = 0, n = 0;
    for (i32 j = i; j < l->to && j < i + 4 && l->t[j].kind == TOK_WORD; j++) {
        struct str s = tok_str(l->text, &l->t[j]);
        if (n + s.n + 1 >= (i64)sizeof b) break;
        if (n) b[n++] = ' ';
        for (i64 k = 0; k < s.n; k++)
            if (is_alnum(s.p[k])) b[n++] = s.p[k];
        int m = hijri_month((struct str){b, n});
        if (m) best = m, *end = j + 1;
    }
    return best;
}

static bool hijri(const struct look *l, i32 i, i32 start, struct when_phrase *w) {
    int day = number(l, i), y;
    i32 j = i, end = 0;
    if (day >= 1 && day <= 30)
        j = skip(l, i + 1, "of");
    else
        day = 0;
    if (j >= l->to || !(l->t[j].flags & TOK_CAP)) return false;
    int m = hijri_at(l, j, &end);
    if (!m) return false;
    i32 k = end + (end < l->to && l->t[end].kind == TOK_MARK && l->t[end].mark == ',');
    y = number(l, k);
    bool year = y >= 1300 && y <= HIJRI_YEAR_MAX;
    if (!year && !day && start == i) return false; /* Ramadan alone may be a name */
    struct date_range r = {0};
    bool anchored = l->anchor.precision == DATE_DAY;
    if (!year && anchored) y = hijri_year_before(l->anchor.from, m, day);
    if ((year || anchored) && !hijri_range(y, m, day, &r)) return false;
    set(w, start, year ? k + 1 : end, r);
    w->relative = !year;
    if (year && (at(l, w->to, "ah") || at(l, w->to, "h"))) w->to++;
    return true;
}

/* "from 3 May to 5 May 2030": two days; the first takes the year of the second. */
static bool span(const struct look *l, i32 i, struct when_phrase *w) {
    struct when_phrase a, b;
    bool from = at(l, i, "from"), between = at(l, i, "between");
    if (!from && !between) return false;
    if (!inner(l, i + 1, l->anchor, &a) || a.kind != WHEN_DATE) return false;
    if (!at(l, a.to, between ? "and" : "to") && !at(l, a.to, "until")) return false;
    if (!inner(l, a.to + 1, l->anchor, &b) || b.kind != WHEN_DATE) return false;
    bool days = a.range.precision == DATE_DAY && b.range.precision == DATE_DAY;
    struct date_range r = {0};
    if (a.relative && !b.relative && b.range.precision == DATE_DAY) {
        /* a year stands behind the second day only */
        struct when_phrase again;
        if (!inner(l, i + 1, b.range, &again)) return false;
        a = again;
        days = a.range.precision == DATE_DAY;
    }
    if (days && a.range.from <= b.range.from)
        r = (struct date_range){a.range.from, b.range.to, DATE_RANGE};
    else if (days)
        return false;
    set(w, i, b.to, r);
    w->relative = b.relative;
    return true;
}

bool when_part_at(struct str text, const struct token *t, i32 i, i32 to, struct date_range anchor,
                  struct when_phrase *out) {
    struct look l = {text, t, to, anchor};
    if (span(&l, i, out)) return true;
    bool prep = at(&l, i, "in") || at(&l, i, "on") || at(&l, i, "during") || at(&l, i, "of");
    i32 j = i + prep, k = skip(&l, j, "the");
    return half(&l, j, i, out) || season(&l, j, i, out) || week_of(&l, j, i, out) ||
           numeric(&l, k, i, out) || hijri(&l, k, i, out);
}
