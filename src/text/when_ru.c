#include "text/when_ru.h"

#include "base/limits.h"
#include "base/utf8.h"

/* Words, numbers and marks from one byte on: enough for the longest phrase. */
enum { PIECES = 20, PIECE_BYTES = 28 };
struct piece {
    i64 from, to;
    i32 value;  /* of digits, -1 for words and marks */
    int digits; /* how many */
    u32 mark;   /* of marks; dashes are '-' */
    bool glued; /* no blank before */
    i64 n;
    char f[PIECE_BYTES]; /* of words: small letters, ё as е */
};
struct look {
    struct piece v[PIECES];
    int n;
    struct date_range anchor;
};

static bool is_blank(u32 c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F;
}

static bool is_silent(u32 c) { /* stress marks, soft hyphen */
    return c == 0xAD || (c >= 0x300 && c <= 0x36F);
}

static u32 folded(u32 c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c == 0x401 || c == 0x451) return 0x435;
    return c >= 0x410 && c <= 0x42F ? c + 32 : c;
}

static bool is_letter(u32 c) {
    return utf8_script(c) != SCRIPT_NONE || is_silent(c);
}

static void letter(struct piece *p, u32 c) {
    c = folded(c);
    int w = is_silent(c) ? 0 : c < 0x80 ? 1 : c < 0x800 ? 2 : PIECE_BYTES + 1;
    if (p->n < 0 || p->n + w > PIECE_BYTES) {
        p->n = -1; /* no word of ours */
        return;
    }
    if (w == 2) p->f[p->n++] = (char)(0xC0 | c >> 6);
    if (w) p->f[p->n++] = (char)(w == 2 ? 0x80 | (c & 63) : c);
}

static bool piece_at(struct str s, i64 at, struct piece *p) {
    u32 c;
    int w = utf8_next(s, at, &c);
    int lines = 0;
    *p = (struct piece){.value = -1, .glued = true};
    for (int k = 0; w && is_blank(c) && k < 4; k++) {
        p->glued = false;
        lines += c == '\n';
        at += w;
        w = at < s.n ? utf8_next(s, at, &c) : 0;
    }
    p->from = p->to = at;
    if (!w || lines > 1) return false; /* the end of the text, of the paragraph */
    if (c >= '0' && c <= '9') {
        p->value = 0;
        for (; w && c >= '0' && c <= '9'; w = at < s.n ? utf8_next(s, at, &c) : 0) {
            if (p->digits++ < 5) p->value = p->value * 10 + (i32)(c - '0');
            at += w;
        }
    } else if (is_letter(c)) {
        for (; w && is_letter(c); w = at < s.n ? utf8_next(s, at, &c) : 0)
            letter(p, c), at += w;
    } else {
        p->mark = c == 0x2013 || c == 0x2014 || c == 0x2011 ? '-' : c;
        at += w;
    }
    p->to = at;
    return true;
}

static void look_from(struct look *l, struct str s, i64 at, struct date_range anchor) {
    l->n = 0;
    l->anchor = anchor;
    while (l->n < PIECES && at < s.n && piece_at(s, at, &l->v[l->n]))
        at = l->v[l->n++].to;
}

/* One of the words, a blank between: "в во на". */
static bool at(const struct look *l, int i, const char *words) {
    if (i < 0 || i >= l->n || l->v[i].n <= 0) return false;
    struct str rest = str_c(words), is = {l->v[i].f, l->v[i].n};
    while (rest.p && rest.n > 0)
        if (str_eq(str_cut(&rest, ' '), is)) return true;
    return false;
}

static bool mark(const struct look *l, int i, char c) {
    return i >= 0 && i < l->n && l->v[i].mark == (u32)c;
}

static i32 digits(const struct look *l, int i, int least, int most) {
    if (i >= l->n || l->v[i].digits < least || l->v[i].digits > most) return -1;
    return l->v[i].value;
}

/* 1..12 or 0; any case of the name. */
static int month_at(const struct look *l, int i) {
    static const char *const names[] = {"январь января январе январю январем янв",
                                        "февраль февраля феврале февралю февралем фев",
                                        "март марта марте марту мартом",
                                        "апрель апреля апреле апрелю апрелем апр",
                                        "май мая мае маю маем",
                                        "июнь июня июне июню июнем",
                                        "июль июля июле июлю июлем",
                                        "август августа августе августу августом авг",
                                        "сентябрь сентября сентябре сентябрю сентябрем сен сент",
                                        "октябрь октября октябре октябрю октябрем окт",
                                        "ноябрь ноября ноябре ноябрю ноябрем ноя нояб",
                                        "декабрь декабря декабре декабрю декабрем дек"};
    for (int m = 0; m < 12; m++)
        if (at(l, i, names[m])) return m + 1;
    return 0;
}

static int weekday_at(const struct look *l, int i) {
    static const char *const names[] = {"понедельник понедельника понедельнику",
                                        "вторник вторника вторнику",
                                        "среду среды среде",
                                        "четверг четверга четвергу",
                                        "пятницу пятницы пятнице",
                                        "субботу субботы субботе",
                                        "воскресенье воскресенья воскресенью"};
    for (int d = 0; d < 7; d++)
        if (at(l, i, names[d])) return d + 1;
    return 0;
}

/* Days of a unit of time in any form; -1 hours and less, 0 none. */
static int unit_at(const struct look *l, int i) {
    if (at(l, i, "день дня дней дни сутки суток днями")) return 1;
    if (at(l, i, "неделя неделю недели недель неделе неделями")) return 7;
    if (at(l, i, "месяц месяца месяцев месяцы месяцами")) return 30;
    if (at(l, i, "год года лет годы годами")) return 365;
    if (at(l, i, "час часа часов часы минуту минуты минут полчаса")) return -1;
    return 0;
}

static i32 small_number(const struct look *l, int i) {
    static const char *const names[] = {"один одну одна одного одни",
                                        "два две двух двое двумя",
                                        "три трех трое",
                                        "четыре четырех четверо",
                                        "пять пяти пятеро",
                                        "шесть шести шестеро",
                                        "семь семи семеро",
                                        "восемь восьми",
                                        "девять девяти",
                                        "десять десяти",
                                        "одиннадцать одиннадцати",
                                        "двенадцать двенадцати"};
    i32 v = digits(l, i, 1, 4);
    for (int k = 0; v < 0 && k < LEN(names); k++)
        if (at(l, i, names[k])) v = k + 1;
    return v;
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

static bool year_ok(i32 y) {
    return y >= 1900 && y <= 2199;
}

/* The last year in which (m, d) falls on or before the anchor, 0 = none; d 0: the month has begun.
 */
static int year_before(const struct look *l, int m, int d) {
    int y, am, ad;
    if (!anchored(l)) return 0;
    date_civil(l->anchor.from, &y, &am, &ad);
    for (int k = 0; k < 8 && y - k > 0; k++)
        if (date_valid(y - k, m, d ? d : 1) && date_days(y - k, m, d ? d : 1) <= l->anchor.from)
            return y - k;
    return 0;
}

/* "2014", "2014 г.", "2014 года"; *next behind it, 0 when no year stands there. */
static i32 year_at(const struct look *l, int i, int *next) {
    int j = i + mark(l, i, ',');
    i32 y = digits(l, j, 4, 4);
    *next = i;
    if (!year_ok(y)) return 0;
    if (j > i && !at(l, j + 1, "г года год")) return 0;
    *next = j + 1;
    if (mark(l, j + 1, '-') && at(l, j + 2, "го м й ом")) *next = j + 3;
    *next += at(l, *next, "г год года году годом");
    return y;
}

/* What a date is before it stands in a phrase: its pieces end before `to`. */
struct date {
    struct date_range range;
    int to;
    bool relative;
};

static bool set_day(const struct look *l, struct date *d, int y, int m, int day) {
    if (y && !date_valid(y, m, day)) return false;
    if (day < 1 || day > 31 || (!y && !date_valid(2000, m, day))) return false;
    d->relative = !y;
    if (!y) y = year_before(l, m, day);
    if (y) d->range = day_range(date_days(y, m, day));
    return true;
}

static void widen(struct date *d, i32 first, i32 last) {
    if (d->range.precision != DATE_DAY || last <= first) return;
    d->range.to = d->range.from + (last - first);
    d->range.precision = DATE_RANGE;
}

/* "5 марта [2014 г.]", "5-7 марта", "5 и 6 марта", "1-го марта". */
static bool day_month(const struct look *l, int i, struct date *d) {
    i32 a = digits(l, i, 1, 2), b = 0;
    int j = i + 1, m;
    if (a < 1 || a > 31) return false;
    if (mark(l, j, '-') && at(l, j + 1, "го е ое")) j += 2;
    bool dash = mark(l, j, '-') && digits(l, j + 1, 1, 2) > a;
    bool and = at(l, j, "и по") && digits(l, j + 1, 1, 2) > a;
    if (dash || and) b = digits(l, j + 1, 1, 2), j += 2;
    if (b > 31 || !(m = month_at(l, j))) return false;
    int y = year_at(l, j + 1, &d->to);
    if (!set_day(l, d, y, m, a)) return false;
    widen(d, a, b);
    return true;
}

/* "05.03.2014", "5.3.14 г.", "2031-03-10". */
static bool numeric(const struct look *l, int i, struct date *d) {
    i32 a = digits(l, i, 1, 4), b = digits(l, i + 2, 1, 2), c = digits(l, i + 4, 1, 4);
    bool dots = mark(l, i + 1, '.') && mark(l, i + 3, '.');
    bool dashes = mark(l, i + 1, '-') && mark(l, i + 3, '-');
    if (i + 4 >= l->n || a < 0 || b < 0 || c < 0 || (!dots && !dashes)) return false;
    for (int k = 1; k <= 4; k++)
        if (!l->v[i + k].glued) return false;
    bool iso = dashes && l->v[i].digits == 4 && l->v[i + 4].digits == 2;
    if (!iso && (!dots || l->v[i].digits > 2)) return false;
    if (!iso && l->v[i + 4].digits == 2 && at(l, i + 5, "г года"))
        c += c < 50 ? 2000 : 1900;
    else if (!iso && l->v[i + 4].digits != 4)
        return false;
    int y = iso ? a : c, day = iso ? c : a;
    d->to = i + 5 + (at(l, i + 5, "г года год"));
    return year_ok(y) && set_day(l, d, y, b, day);
}

/* "марта 2031 года", "марте": a month; alone only behind a preposition. */
static bool month_year(const struct look *l, int i, bool prep, struct date *d) {
    int m = month_at(l, i);
    if (!m) return false;
    int y = year_at(l, i + 1, &d->to);
    if (!y && !prep) return false;
    d->relative = !y;
    if (!y) d->to = i + 1;
    if (!y && at(l, d->to, "этого текущего") && at(l, d->to + 1, "года")) {
        int am, ad;
        if (anchored(l)) date_civil(l->anchor.from, &y, &am, &ad);
        d->to += 2;
    } else if (!y && at(l, d->to, "прошлого минувшего") && at(l, d->to + 1, "года")) {
        int am, ad;
        if (anchored(l)) date_civil(l->anchor.from, &y, &am, &ad), y--;
        d->to += 2;
    }
    if (!y) y = year_before(l, m, 0);
    if (y > 0) d->range = month_range(y, m);
    return true;
}

/* "2029 году", "2014-2015 годах", "2029-м". */
static bool year_only(const struct look *l, int i, struct date *d) {
    i32 y = digits(l, i, 4, 4), z;
    if (!year_ok(y)) return false;
    int j = i + 1;
    if (mark(l, j, '-') && (z = digits(l, j + 1, 4, 4)) > y && year_ok(z) &&
        at(l, j + 2, "годах годы годов гг")) {
        d->range = (struct date_range){date_days(y, 1, 1), date_days(z, 12, 31), DATE_RANGE};
        return d->to = j + 3, true;
    }
    bool ending = mark(l, j, '-') && at(l, j + 1, "м го ом й");
    if (ending) j += 2;
    bool word = at(l, j, "году года год г");
    if (!word && !ending) return false;
    d->range = year_range(y);
    return d->to = j + word, true;
}

static int day_part(const struct look *l, int i) {
    bool early = at(l, i, "рано поздно") && at(l, i + 1, "утром вечером ночью");
    return i + early + at(l, i + early, "утром днем вечером ночью утра вечера дня ночи");
}

static bool weekday(const struct look *l, int i, struct date *d) {
    bool past = at(l, i, "прошлый минувший прошлую минувшую прошлое минувшее этот эту это");
    bool past_of = at(l, i, "прошлой минувшей прошлого минувшего");
    int day = weekday_at(l, i + (past || past_of));
    if (!day) return false;
    int j = i + (past || past_of) + 1;
    struct date whole = {0};
    int k = j + mark(l, j, ',');
    if (day_month(l, k, &whole) && (k > j || k == j)) {
        *d = whole;
        return true;
    }
    d->to = day_part(l, j);
    d->relative = true;
    if (anchored(l))
        d->range = day_range(l->anchor.from - (date_weekday(l->anchor.from) - day + 7) % 7);
    return true;
}

static bool near_day(const struct look *l, int i, struct date *d) {
    int back = at(l, i, "сегодня")     ? 0
               : at(l, i, "вчера")     ? 1
               : at(l, i, "накануне")  ? 1
               : at(l, i, "позавчера") ? 2
                                       : -1;
    bool last_night = at(l, i, "прошлой минувшей") && at(l, i + 1, "ночью");
    bool this_night = at(l, i, "этой") && at(l, i + 1, "ночью");
    if (last_night || this_night) {
        back = last_night;
        d->to = i + 2;
    } else {
        if (back < 0) return false;
        d->to = day_part(l, i + 1);
        if (d->to == i + 1 && at(l, i + 1, "в") && at(l, i + 2, "полдень полночь")) d->to = i + 3;
        /* "накануне выборов": the eve of something else */
        if (at(l, i, "накануне") && i + 1 < l->n && l->v[i + 1].n > 0 && d->to == i + 1 &&
            !at(l, i + 1, "в на при из около сообщил сообщила сообщили"))
            back = -1;
    }
    d->relative = true;
    if (anchored(l) && back >= 0) d->range = day_range(l->anchor.from - back);
    return true;
}

/* "прошлой неделе", "этом месяце", "минувшем году". */
static bool this_or_last(const struct look *l, int i, struct date *d) {
    bool last = at(l, i,
                   "прошлой минувшей прошедшей прошлом минувшем прошлую прошлого минувшие "
                   "прошлые минувших прошлых");
    bool now = at(l, i, "этой этом текущей текущем нынешней нынешнем этого текущего");
    int y, m, day;
    if (!last && !now) return false;
    bool week = at(l, i + 1, "неделе неделю недели"), month = at(l, i + 1, "месяце месяца");
    bool year = at(l, i + 1, "году года"), rest = at(l, i + 1, "выходные выходных");
    if (!week && !month && !year && !rest) return false;
    d->to = i + 2;
    d->relative = true;
    if (!anchored(l)) return true;
    i32 monday = l->anchor.from - date_weekday(l->anchor.from) + 1;
    date_civil(l->anchor.from, &y, &m, &day);
    if (week) d->range = (struct date_range){monday - 7 * last, monday - 7 * last + 6, DATE_WEEK};
    if (rest) d->range = (struct date_range){monday - 2, monday - 1, DATE_RANGE};
    if (month) d->range = last && m == 1 ? month_range(y - 1, 12) : month_range(y, m - last);
    if (year && y - last >= 1) d->range = year_range(y - last);
    return true;
}

/* The day so many units before another; months are cut to their length. */
static i32 back(i32 day, i64 n, int unit) {
    int y, m, d;
    if (n > 1200) n = 1200;
    if (unit < 30) return day - (i32)n * unit;
    date_civil(day, &y, &m, &d);
    i64 k = (i64)y * 12 + (m - 1) - n * (unit == 365 ? 12 : 1);
    if (k < 12) return day;
    y = (int)(k / 12), m = (int)(k % 12) + 1;
    int most = date_month_days(y, m);
    return date_days(y, m, d > most ? most : d);
}

/* "три дня назад", "неделю назад". */
static bool ago(const struct look *l, int i, struct date *d) {
    i32 n = small_number(l, i);
    int j = i + (n >= 0), unit = unit_at(l, j), y, m, dd;
    if (!unit || !at(l, j + 1, "назад")) return false;
    if (n < 0) n = 1;
    d->to = j + 2;
    d->relative = true;
    if (!anchored(l) || unit < 0) return true;
    i32 day = back(l->anchor.from, n, unit);
    date_civil(day, &y, &m, &dd);
    i32 monday = day - date_weekday(day) + 1;
    d->range = unit == 1    ? day_range(day)
               : unit == 7  ? (struct date_range){monday, monday + 6, DATE_WEEK}
               : unit == 30 ? month_range(y, m)
                            : year_range(y);
    return true;
}

/* "последние три недели", "последние сутки", "последних 48 часов". */
static bool past_span(const struct look *l, int i, struct date *d) {
    if (!at(l, i,
            "последние последних последний последнюю прошедшие прошедших прошедшую минувшие "
            "минувших минувшую минувший прошлые прошлую прошедший"))
        return false;
    i32 n = small_number(l, i + 1);
    int j = i + 1 + (n >= 0), unit = unit_at(l, j);
    if (!unit) return false;
    d->to = j + 1;
    d->relative = true;
    bool open = n < 0 && at(l, j, "дни дней недели недель месяцы месяцев годы лет часы часов");
    if (!anchored(l) || open) return true;
    if (n < 0) n = 1;
    if (n < 1) return true;
    i32 from = unit < 0 ? l->anchor.from - (n + 23) / 24 : back(l->anchor.from, n, unit);
    d->range = (struct date_range){from, l->anchor.from, DATE_RANGE};
    return true;
}

/* "начале марта", "конце 2030 года": a part of a month; of anything else words only. */
static bool part_of(const struct look *l, int i, struct date *d) {
    bool first = at(l, i, "начале начала"), mid = at(l, i, "середине середины"),
         last = at(l, i, "конце конца");
    int y, m, day;
    if (!first && !mid && !last) return false;
    struct date whole = {0};
    if (!month_year(l, i + 1, true, &whole) && !year_only(l, i + 1, &whole) &&
        !this_or_last(l, i + 1, &whole)) {
        if (!at(l, i + 1, "года месяца недели")) return false;
        whole = (struct date){.to = i + 2, .relative = true};
        if (anchored(l) && first) {
            date_civil(l->anchor.from, &y, &m, &day);
            i32 monday = l->anchor.from - date_weekday(l->anchor.from) + 1;
            i32 from = at(l, i + 1, "недели")   ? monday
                       : at(l, i + 1, "месяца") ? date_days(y, m, 1)
                                                : date_days(y, 1, 1);
            whole.range = day_range(from);
        }
        *d = whole;
        return true;
    }
    *d = whole;
    if (d->range.precision != DATE_MONTH) {
        d->range = (struct date_range){0};
        return true;
    }
    i32 from = d->range.from;
    if (first) d->range.to = from + 9;
    if (mid) d->range.from = from + 10, d->range.to = from + 19;
    if (last) d->range.from = from + 20;
    d->range.precision = DATE_RANGE;
    return true;
}

static bool core(const struct look *l, int i, bool prep, struct date *d) {
    typedef bool (*form)(const struct look *, int, struct date *);
    static const form forms[] = {numeric,      day_month, year_only, weekday, near_day,
                                 this_or_last, past_span, ago,       part_of};
    for (i64 k = 0; k < LEN(forms); k++) {
        *d = (struct date){0};
        if (forms[k](l, i, d)) return true;
    }
    *d = (struct date){0};
    return month_year(l, i, prep, d);
}

/* "с 5 по 7 марта 2031 года", "с сентября по ноябрь 2030 года", "между 5 и 7 марта", "27 января –
 * 2 февраля 2031 года". */
static bool two_ends(const struct look *l, int i, int j, const char *joins, struct date *d) {
    struct date a = {0}, b = {0};
    i32 day = digits(l, i, 1, 2);
    bool joined = day >= 1 && at(l, i + 1, joins);
    if (joined && core(l, i + 2, false, &b) && b.range.precision == DATE_DAY &&
        digits(l, i + 2, 1, 2) > day) {
        *d = b;
        d->range.from -= digits(l, i + 2, 1, 2) - day;
        d->range.precision = DATE_RANGE;
        return true;
    }
    if (!core(l, i, true, &a) || !core(l, a.to + 1, true, &b)) return false;
    bool dash = j == i && mark(l, a.to, '-');
    if (!dash && !at(l, a.to, joins)) return false;
    *d = (struct date){.to = b.to, .relative = b.relative};
    if (a.relative && !b.relative && b.range.precision != DATE_NONE) {
        struct look again = *l; /* the year stands behind the second end only */
        again.anchor = day_range(b.range.to);
        (void)core(&again, i, true, &a);
    }
    bool ends = a.range.precision != DATE_NONE && b.range.precision != DATE_NONE;
    if (ends && a.range.from <= b.range.to)
        d->range = (struct date_range){a.range.from, b.range.to, DATE_RANGE};
    return true;
}

static bool span(const struct look *l, int i, struct date *d) {
    int j = i;
    if (at(l, j, "в") && at(l, j + 1, "период")) j += 2;
    if (at(l, j, "с со") && two_ends(l, j + 1, i, "по до", d)) return true;
    if (at(l, j, "от") && two_ends(l, j + 1, i, "до", d)) return true;
    if (at(l, j, "между") && two_ends(l, j + 1, i, "и", d)) return true;
    return digits(l, i, 1, 2) > 0 && month_at(l, i + 1) && two_ends(l, i, i, "по", d);
}

/* "в ночь на 5 марта", "в ночь с 4 на 5 марта", "утром 5 марта", "к вечеру 5 марта". */
static bool night(const struct look *l, int i, struct date *d) {
    if (at(l, i, "в") && at(l, i + 1, "ночь")) {
        if (at(l, i + 2, "на")) return core(l, i + 3, false, d);
        bool with = at(l, i + 2, "с со");
        return with && two_ends(l, i + 3, i, "на", d);
    }
    int j = i + at(l, i, "рано поздно ранним поздним");
    if (!at(l, j, "утром днем вечером ночью")) return false;
    bool in = at(l, j + 1, "в во");
    if (in && !weekday_at(l, j + 2)) return false;
    return core(l, j + 1 + in, false, d) && d->to > j + 1;
}

/* "в 7:40", "около семи утра", "в 18.30", "в 10 часов": a time of day, no date. */
static int clock_time(const struct look *l, int i) {
    int j = i + at(l, i, "в около к до с после примерно");
    j += at(l, j, "около примерно");
    i32 h = small_number(l, j);
    if (h < 0 || h > 24) return 0;
    bool minutes = (mark(l, j + 1, ':') || mark(l, j + 1, '.')) && j + 2 < l->n &&
                   l->v[j + 2].glued && l->v[j + 2].digits == 2 && l->v[j + 2].value < 60;
    if (minutes && (mark(l, j + 1, ':') || (j > i && !mark(l, j + 3, '.'))))
        return j + 3 + at(l, j + 3, "утра вечера дня ночи");
    if (at(l, j + 1, "утра вечера ночи")) return j + 2;
    if (j > i && at(l, j + 1, "час часа часов")) {
        j += 2;
        if (digits(l, j, 1, 2) >= 0 && at(l, j + 1, "минут минуты минута")) j += 2;
        return j + at(l, j, "утра вечера дня ночи");
    }
    return 0;
}

static void put(const struct look *l, const struct date *d, struct when_phrase *w) {
    w->to = (i32)l->v[d->to - 1].to;
    w->range = d->range;
    w->relative = d->relative;
}

/* "с 5 марта", "с начала года": up to the anchor. */
static void since(const struct look *l, struct when_phrase *w) {
    bool known = w->range.precision != DATE_NONE && anchored(l) && w->range.from <= l->anchor.from;
    w->range = known ? (struct date_range){w->range.from, l->anchor.from, DATE_RANGE}
                     : (struct date_range){0};
    w->relative = true;
}

/* "за неделю", "за двое суток", "в последние дни": how long, from no day that is said. */
static int duration(const struct look *l, int i) {
    int j = i;
    if (at(l, j, "за"))
        j++;
    else if (at(l, j, "в") && at(l, j + 1, "течение"))
        j += 2;
    else
        return 0;
    i32 n = small_number(l, j);
    j += n >= 0;
    return unit_at(l, j) ? j + 1 : 0;
}

/* "на следующей неделе", "в ближайшие дни", "завтра". */
static int to_come(const struct look *l, int i) {
    if (at(l, i, "завтра послезавтра")) return day_part(l, i + 1);
    int j = i + at(l, i, "на в во");
    if (j == i) return 0;
    if (!at(l, j,
            "следующей следующем следующий следующую следующее будущей будущем ближайшие "
            "ближайшее ближайшей предстоящей"))
        return 0;
    bool unit = unit_at(l, j + 1) || weekday_at(l, j + 1) || at(l, j + 1, "месяце году время");
    return unit ? j + 2 : 0;
}

static bool phrase(const struct look *l, struct when_phrase *w) {
    struct date d = {0};
    int end;
    if ((end = to_come(l, 0))) {
        w->kind = WHEN_BOUND;
        d = (struct date){.to = end, .relative = true};
        return put(l, &d, w), true;
    }
    if (at(l, 0, "по") && at(l, 1, "состоянию") && at(l, 2, "на") && core(l, 3, true, &d)) {
        w->kind = WHEN_BOUND; /* as of that day */
        return put(l, &d, w), true;
    }
    d = (struct date){0};
    if (span(l, 0, &d)) return put(l, &d, w), true;
    d = (struct date){0};
    if (night(l, 0, &d)) return put(l, &d, w), true;
    d = (struct date){0};
    int j = at(l, 0, "в во на с со до к ко по после за через от начиная около");
    j += at(l, 0, "в") && at(l, 1, "течение ходе");
    j += at(l, 0, "начиная") && at(l, 1, "с");
    if (core(l, j, j > 0, &d)) {
        put(l, &d, w);
        bool year = w->range.precision == DATE_YEAR && !d.relative && digits(l, j, 4, 4) > 0;
        w->bare_year = year;
        if (at(l, 0, "до к ко после от около")) w->kind = WHEN_BOUND;
        if (at(l, 0, "с со начиная")) since(l, w);
        if (at(l, 0, "от") && !d.relative) w->kind = WHEN_BOUND;
        return true;
    }
    if ((end = duration(l, 0))) {
        d = (struct date){.to = end, .relative = true};
        return put(l, &d, w), true;
    }
    if ((end = clock_time(l, 0))) {
        w->kind = WHEN_TIME;
        d = (struct date){.to = end};
        return put(l, &d, w), true;
    }
    return false;
}

/* Most words begin no date: they are told by themselves. */
static bool may_begin(struct look *l) {
    l->n = 1;
    return l->v[0].value >= 0 || month_at(l, 0) || weekday_at(l, 0) || unit_at(l, 0) ||
           small_number(l, 0) >= 0 ||
           at(l, 0, "в во на с со до к ко по после за через от начиная около между рано поздно") ||
           at(l, 0, "утром днем вечером ночью завтра послезавтра вчера сегодня позавчера") ||
           at(l, 0, "накануне прошлой минувшей этой начале начала середине середины конце конца") ||
           at(l, 0, "этот эту прошлый минувший последние последних примерно");
}

bool when_ru_at(struct str text, i64 at_byte, struct date_range anchor, struct when_phrase *out) {
    struct look l;
    struct when_phrase w = {.from = (i32)at_byte};
    if (text.n > TEXT_BYTES_MAX || at_byte < 0 || at_byte >= text.n) return false;
    if (!piece_at(text, at_byte, &l.v[0]) || l.v[0].from != at_byte) return false;
    if (!may_begin(&l)) return false;
    look_from(&l, text, at_byte, anchor);
    if (!phrase(&l, &w)) return false;
    *out = w;
    return true;
}

bool when_ru_next(struct str text, i64 from, struct date_range anchor, struct when_phrase *out) {
    if (text.n > TEXT_BYTES_MAX) return false;
    for (i64 i = from < 0 ? 0 : from; i < text.n;) {
        struct piece p;
        u32 c;
        if (!piece_at(text, i, &p)) {
            i = p.from + 1;
            continue;
        }
        if (when_ru_at(text, p.from, anchor, out)) return true;
        i = p.to > i ? p.to : i + (utf8_next(text, i, &c) ? utf8_next(text, i, &c) : 1);
    }
    return false;
}
