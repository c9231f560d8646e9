#include "text/when_ar.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/hijri.h"
#include "text/number_ar.h"

enum { PIECES = 16, PIECE_BYTES = 32 };
struct piece {
    i64 from, to, n;
    i32 value, digits; /* of figures; -1 and 0 else */
    u32 mark;          /* dashes are '-' */
    bool glued;        /* no blank before */
    char f[PIECE_BYTES];
};
struct look {
    struct str text;
    struct piece v[PIECES];
    int n;
    struct date_range anchor, range;
    bool relative;
    u8 kind;
};

static bool is_blank(u32 c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
}
static bool is_silent(u32 c) {
    return c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x200C && c <= 0x200F) ||
           c == 0x61C;
}
static i32 digit(u32 c) {
    if (c >= '0' && c <= '9') return (i32)(c - '0');
    if (c >= 0x660 && c <= 0x669) return (i32)(c - 0x660);
    return c >= 0x6F0 && c <= 0x6F9 ? (i32)(c - 0x6F0) : -1;
}
static bool is_letter(u32 c) {
    bool known = (c >= 0x621 && c <= 0x63A) || (c >= 0x641 && c <= 0x64A);
    return known || utf8_script(c) != SCRIPT_NONE;
}
static u32 folded(u32 c) {
    if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671) return 0x627;
    if (c == 0x626 || c == 0x649 || c == 0x6CC) return 0x64A;
    if (c == 0x624) return 0x648;
    return c == 0x629 ? 0x647 : c;
}

static void letter(struct piece *p, u32 c) {
    c = is_silent(c) ? 0 : folded(c);
    int w = !c ? 0 : c < 0x80 ? 1 : c < 0x800 ? 2 : PIECE_BYTES + 1;
    if (p->n < 0 || p->n + w > PIECE_BYTES) {
        p->n = -1;
        return;
    }
    if (w == 2) p->f[p->n++] = (char)(0xC0 | c >> 6);
    if (w) p->f[p->n++] = (char)(w == 2 ? 0x80 | (c & 63) : c);
}

static int next(struct str s, i64 at, u32 *c) {
    *c = 0;
    return at < s.n ? utf8_next(s, at, c) : 0;
}

static bool piece_at(struct str s, i64 at, struct piece *p) {
    u32 c;
    int w = next(s, at, &c), lines = 0;
    *p = (struct piece){.value = -1, .glued = true};
    for (int k = 0; w && is_blank(c) && k < 4; k++, w = next(s, at, &c))
        p->glued = false, lines += c == '\n', at += w;
    p->from = p->to = at;
    if (!w || lines > 0) return false;
    if (digit(c) >= 0) {
        for (p->value = 0; w && digit(c) >= 0; w = next(s, at, &c), p->digits++) {
            if (p->digits < 5) p->value = p->value * 10 + digit(c);
            at += w;
        }
    } else if (is_letter(c)) {
        for (; w && (is_letter(c) || is_silent(c)) && digit(c) < 0; w = next(s, at, &c))
            letter(p, c), at += w;
    } else {
        p->mark = c == 0x2013 || c == 0x2014 ? '-' : c;
        at += w;
    }
    p->to = at;
    return true;
}

static void look_from(struct look *l, i64 at, int most) {
    while (l->n < most && piece_at(l->text, at, &l->v[l->n]))
        at = l->v[l->n++].to;
}

static struct str word(const struct look *l, int i) {
    return i >= 0 && i < l->n && l->v[i].n > 0 ? (struct str){l->v[i].f, l->v[i].n} : S("");
}

/* One of the words, a blank between. The first piece, and any behind "and", may carry a proclitic.
 */
static bool is(const struct look *l, int i, const char *words) {
    static const char *const HEADS[] = {"", "و", "ف", "ب", "ل", "وب", "ول"};
    struct str w = word(l, i);
    for (i64 h = 0; w.n && h < LEN(HEADS); h++) {
        struct str head = str_c(HEADS[h]), rest = str_c(words);
        if (!str_starts(w, head)) continue;
        struct str bare = str_sub(w, head.n, w.n);
        while (rest.p && rest.n > 0)
            if (str_eq(str_cut(&rest, ' '), bare)) return true;
    }
    return false;
}

static bool mark(const struct look *l, int i, u32 c) {
    return i < l->n && l->v[i].mark == c;
}
static i32 figures(const struct look *l, int i, int least, int most) {
    return i < l->n && l->v[i].digits >= least && l->v[i].digits <= most ? l->v[i].value : -1;
}

/* ---- names ---- */

/* 1..12 or 0; *to: the piece behind. doubt: the name is a common word too. */
static int month_at(const struct look *l, int i, int *to, bool *doubt) {
    static const char *const NAMES[] = {"يناير جانفي",
                                        "شباط فبراير فيفري",
                                        "اذار مارس",
                                        "نيسان ابريل افريل",
                                        "ايار مايو ماي",
                                        "حزيران يونيو يونيه جوان",
                                        "تموز يوليو يوليوز يوليه جويليه",
                                        "اب اغسطس اوت غشت",
                                        "ايلول سبتمبر شتنبر",
                                        "اكتوبر",
                                        "نوفمبر نونبر",
                                        "ديسمبر دجنبر"};
    int m = 0;
    *doubt = is(l, i, "اب مارس ماي اوت ايار");
    for (int k = 0; k < 12 && !m; k++)
        if (is(l, i, NAMES[k])) m = k + 1;
    *to = i + 1;
    if (!m && is(l, i, "كانون"))
        m = is(l, i + 1, "الثاني") ? 1 : is(l, i + 1, "الاول") ? 12 : 0, *to = i + 2;
    if (!m && is(l, i, "تشرين"))
        m = is(l, i + 1, "الثاني") ? 11 : is(l, i + 1, "الاول") ? 10 : 0, *to = i + 2;
    bool both = m && (mark(l, *to, '/') || mark(l, *to, '-') || mark(l, *to, '('));
    bool d;
    int again;
    if (both && *to + 1 < l->n && l->v[*to + 1].n > 0 && month_at(l, *to + 1, &again, &d) == m)
        *to = again + (mark(l, *to, '(') && mark(l, again, ')')), *doubt = false;
    return m;
}

static int hijri_at(const struct look *l, int i, int *to) {
    static const char *const NAMES[] = {"محرم", "صفر", "",      "",      "",
                                        "",     "رجب", "شعبان", "رمضان", "شوال"};
    *to = i + 1;
    for (int k = 0; k < LEN(NAMES); k++)
        if (NAMES[k][0] && is(l, i, NAMES[k])) return k + 1;
    bool second = is(l, i + 1, "الثاني الثانيه الاخر الاخره"), first = is(l, i + 1, "الاول الاولي");
    *to = i + 2;
    if (is(l, i, "ربيع") && (first || second)) return first ? 3 : 4;
    if (is(l, i, "جمادي") && (first || second)) return first ? 5 : 6;
    if (is(l, i, "ذو ذي") && is(l, i + 1, "القعده")) return 11;
    return is(l, i, "ذو ذي") && is(l, i + 1, "الحجه") ? 12 : 0;
}

static int weekday_at(const struct look *l, int i) { /* 1 = Monday */
    static const char *const NAMES[] = {"الاثنين", "الثلاثاء", "الاربعاء", "الخميس",
                                        "الجمعه",  "السبت",    "الاحد"};
    for (int k = 0; k < 7; k++)
        if (is(l, i, NAMES[k])) return k + 1;
    return 0;
}

static bool is_hour(const struct look *l, int i) {
    return is(l, i, "صباح مساء ليل ليله فجر ظهر ظهيره عصر منتصف");
}

/* ---- ranges ---- */

static void set(struct look *l, i32 from, i32 to, enum date_precision p) {
    l->range = (struct date_range){from, to, p};
}
static void set_day(struct look *l, i32 day) {
    set(l, day, day, DATE_DAY);
}
static bool anchored(const struct look *l) {
    return l->anchor.precision == DATE_DAY;
}
static bool year_ok(i32 y) {
    return y >= 1900 && y <= 2200;
}

/* The last such day on or before the anchor; words only without one. */
static void set_partial(struct look *l, int m, int d) {
    int y, am, ad;
    l->relative = true;
    if (!anchored(l)) return;
    date_civil(l->anchor.to, &y, &am, &ad);
    for (int k = 0; k < 8; k++, y--) {
        if (d && !date_valid(y, m, d)) continue;
        i32 from = date_days(y, m, d ? d : 1), to = d ? from : from + date_month_days(y, m) - 1;
        if (from > l->anchor.to) continue;
        set(l, from, to, d ? DATE_DAY : DATE_MONTH);
        return;
    }
}

static void set_month(struct look *l, int m, i32 y) {
    i32 from = date_days(y, m, 1);
    set(l, from, from + date_month_days(y, m) - 1, DATE_MONTH);
}

static i32 ordinal_at(const struct look *l, int i) {
    static const char *const NAMES[] = {"الاول",  "الثاني", "الثالث", "الرابع", "الخامس",
                                        "السادس", "السابع", "الثامن", "التاسع", "العاشر"};
    for (int k = 0; k < LEN(NAMES); k++)
        if (is(l, i, NAMES[k])) return k + 1;
    return -1;
}

/* "22 كانون الثاني/يناير 2031", "17–23 آذار 2031", "الأول من آب". Pieces read, 0 none. */
static int day_month(struct look *l, int i) {
    i32 d = figures(l, i, 1, 2), until = 0;
    if (d < 0) d = ordinal_at(l, i);
    if (d < 1 || d > 31) return 0;
    int k = i + 1, to, m;
    bool doubt;
    if (mark(l, k, '-') && figures(l, k + 1, 1, 2) > d) until = figures(l, k + 1, 1, 2), k += 2;
    if (is(l, k, "من")) k++;
    if (is(l, k, "شهر")) k++;
    m = month_at(l, k, &to, &doubt);
    if (!m) {
        m = hijri_at(l, k, &to);
        i32 y = figures(l, to, 4, 4);
        if (!m || y < 1300 || !hijri_range(y, m, d, &l->range)) return 0;
        return to + 1 - i + is(l, to + 1, "ه هجري هجريه");
    }
    if (mark(l, to, 0x60C) || is(l, to, "من") || is(l, to, "عام"))
        to += figures(l, to + 1, 4, 4) > 0;
    i32 y = figures(l, to, 4, 4);
    if (!year_ok(y)) {
        set_partial(l, m, until ? until : d);
        if (until && l->range.precision) set(l, l->range.to - (until - d), l->range.to, DATE_RANGE);
        return to - i;
    }
    if (!date_valid(y, m, d) || (until && !date_valid(y, m, until))) return 0;
    i32 day = date_days(y, m, d);
    set(l, day, until ? day + until - d : day, until ? DATE_RANGE : DATE_DAY);
    return to + 1 - i + is(l, to + 1, "م");
}

/* 12/5/2030, 12-5-2030, 2030-05-12. */
static int strokes(struct look *l, int i) {
    u32 c = i + 1 < l->n ? l->v[i + 1].mark : 0;
    if ((c != '/' && c != '-' && c != '.') || !mark(l, i + 3, c)) return 0;
    if (!l->v[i + 1].glued || !l->v[i + 2].glued) return 0;
    i32 a = figures(l, i, 1, 4), b = figures(l, i + 2, 1, 2), e = figures(l, i + 4, 1, 4);
    i32 y = a > 31 ? a : e, d = a > 31 ? e : a;
    if (!year_ok(y) || !date_valid(y, b, d)) return 0;
    set_day(l, date_days(y, b, d));
    return 5;
}

/* "تموز 2030", "تموز الماضي", "شهر آب". */
static int month_year(struct look *l, int i) {
    int to, k = i + is(l, i, "شهر");
    bool doubt;
    int m = month_at(l, k, &to, &doubt);
    if (!m) return 0;
    if (mark(l, to, 0x60C)) to += figures(l, to + 1, 4, 4) > 0;
    if (is(l, to, "من") && is(l, to + 1, "عام العام")) to += 2;
    if (is(l, to, "عام")) to++;
    i32 y = figures(l, to, 4, 4);
    if (year_ok(y)) {
        set_month(l, m, y);
        return to + 1 - i;
    }
    bool past = is(l, to, "الماضي المنصرم الفايت الجاري الحالي");
    if (doubt && !past && k == i) return 0;
    set_partial(l, m, 0);
    return to - i + past;
}

static bool is_past(const struct look *l, int i) {
    return is(l, i, "الماضي الماضيه المنصرم المنصرمه الفايت الفايته");
}

/* A week, month or year counted from the anchor. */
static int span_of(struct look *l, int i) {
    bool this = is(l, i, "هذا هذه");
    int k = i + this;
    bool past = is_past(l, k + 1), now = this || is(l, k + 1, "الجاري الحالي الحاليه");
    if (!past && !now) return 0;
    int y, m, d;
    if (!is(l, k, "الاسبوع الشهر العام السنه")) return 0;
    l->relative = true;
    int read = k + 1 - i + (this ? 0 : 1);
    if (!anchored(l)) return read;
    i32 t = l->anchor.to;
    date_civil(t, &y, &m, &d);
    if (is(l, k, "الاسبوع")) {
        i32 monday = t - (date_weekday(t) - 1) - (past ? 7 : 0);
        set(l, monday, monday + 6, DATE_WEEK);
    } else if (is(l, k, "الشهر")) {
        int pm = past ? (m == 1 ? 12 : m - 1) : m;
        set_month(l, pm, past && m == 1 ? y - 1 : y);
    } else {
        int py = past ? y - 1 : y;
        set(l, date_days(py, 1, 1), date_days(py, 12, 31), DATE_YEAR);
    }
    return read;
}

/* "قبل ثلاثة أيام", "قبل يومين". */
static int ago(struct look *l, int i) {
    struct number n;
    if (!is(l, i, "قبل") || i + 1 >= l->n) return 0;
    i64 days = -1;
    int k = i + 2;
    if (is(l, i + 1, "يومين"))
        days = 2;
    else if (is(l, i + 1, "يوم"))
        days = 1;
    else if (is(l, i + 1, "اسبوع"))
        days = 7;
    else if (is(l, i + 1, "اسبوعين"))
        days = 14;
    else if (number_ar_at(l->text, l->v[i + 1].from, &n) && !n.vague && !n.refused) {
        while (k < l->n && l->v[k].from < n.to)
            k++;
        bool week = is(l, k, "اسابيع اسبوعا");
        if (!week && !is(l, k, "ايام يوما يوم")) return 0;
        days = n.min * (week ? 7 : 1), k++;
    }
    if (days < 0 || days > 20000) return 0;
    l->relative = true;
    if (anchored(l)) set_day(l, l->anchor.to - (i32)days);
    return k - i;
}

static void last_weekday(struct look *l, int day) {
    l->relative = true;
    if (!anchored(l)) return;
    i32 t = l->anchor.to, back = date_weekday(t) - day;
    set_day(l, t - (back < 0 ? back + 7 : back));
}

/* A weekday with what may stand around it: a part of the day, the date itself. */
static int weekday(struct look *l, int i) {
    int k = i;
    while (is_hour(l, k) && k < i + 2)
        k++;
    bool today = is(l, k, "اليوم"), last = is(l, k, "امس");
    bool named = is(l, k, "يوم نهار") || today || last;
    k += named;
    int day = weekday_at(l, k);
    if (!day) return 0;
    if (!named && k == i && is(l, i, "الاحد") && word(l, i).n == 10) named = true;
    k++;
    if (is_past(l, k)) k++;
    last_weekday(l, day);
    struct date_range by_name = l->range;
    int comma = mark(l, k, 0x60C) || mark(l, k, ',') || mark(l, k, '(');
    int more = day_month(l, k + comma);
    if (!more) more = strokes(l, k + comma);
    if (!more) return l->range = by_name, k - i;
    l->relative = l->relative && l->range.precision != DATE_DAY;
    return k + comma + more + (comma && mark(l, k, '(') && mark(l, k + comma + more, ')')) - i;
}

/* "أمس", "اليوم", "البارحة"; with a part of the day before it. */
static int near(struct look *l, int i) {
    int k = i;
    while (is_hour(l, k) && k < i + 2)
        k++;
    i32 back = is(l, k, "امس البارحه الامس") ? 1 : is(l, k, "اليوم") ? 0 : -1;
    if (back < 0) return 0;
    bool same = is(l, k + 1, "نفسه ذاته عينه");
    if (same) return k + 2 - i;
    if (is(l, k + 1, "الاول")) back = 2, k++;
    l->relative = true;
    if (anchored(l)) set_day(l, l->anchor.to - back);
    return k + 1 - i;
}

static int between(struct look *l, int i) {
    int to, last;
    bool doubt;
    if (!is(l, i, "بين")) return 0;
    int a = month_at(l, i + 1, &to, &doubt), b = a ? month_at(l, to, &last, &doubt) : 0;
    i32 y = b ? figures(l, last, 4, 4) : -1;
    if (!year_ok(y) || !str_starts(word(l, to), S("و"))) return 0;
    i32 end = date_days(y, b, date_month_days(y, b));
    set(l, date_days(a > b ? y - 1 : y, a, 1), end, DATE_RANGE);
    return last + 1 - i;
}

/* Words that say when and give no day. */
static int words_only(struct look *l, int i) {
    if (is(l, i, "خلال") && is(l, i + 1, "الاسبوع الشهر اليوم الليل")) return 2;
    if (is(l, i, "ذلك") && is(l, i + 1, "اليوم")) return 2;
    if (is(l, i, "اليوم") && is(l, i + 1, "نفسه ذاته")) return 2;
    if (is(l, i, "الليله") && is(l, i + 1, "الماضيه")) {
        l->relative = true;
        if (anchored(l)) set_day(l, l->anchor.to - 1);
        return 2;
    }
    return 0;
}

/* The hour: its figures are no count. */
static int hour(struct look *l, int i) {
    if (!is(l, i, "الساعه") || figures(l, i + 1, 1, 2) < 0) return 0;
    l->kind = WHEN_TIME;
    bool minutes = mark(l, i + 2, ':') && figures(l, i + 3, 2, 2) >= 0;
    return minutes ? 4 : 2;
}
static int time_of_day(struct look *l, int i) {
    bool t = figures(l, i, 1, 2) >= 0 && mark(l, i + 1, ':') && l->v[i + 1].glued &&
             figures(l, i + 2, 2, 2) >= 0;
    if (t) l->kind = WHEN_TIME;
    return t ? 3 : 0;
}

static int year(struct look *l, int i) {
    if (!is(l, i, "عام سنه العام")) return 0;
    i32 y = figures(l, i + 1, 4, 4);
    if (!year_ok(y)) return 0;
    set(l, date_days(y, 1, 1), date_days(y, 12, 31), DATE_YEAR);
    return 2;
}

/* The words that a date may begin with, folded, sorted by bytes: most words are none of them. */
static const struct str BEGIN[] = {
    SI("اب"),      SI("ابريل"),  SI("اذار"),     SI("اغسطس"),   SI("افريل"),  SI("اكتوبر"),
    SI("الاثنين"), SI("الاحد"),  SI("الاربعاء"), SI("الاسبوع"), SI("الامس"),  SI("الاول"),
    SI("البارحه"), SI("التاسع"), SI("الثالث"),   SI("الثامن"),  SI("الثاني"), SI("الثلاثاء"),
    SI("الجمعه"),  SI("الخامس"), SI("الخميس"),   SI("الرابع"),  SI("السابع"), SI("السادس"),
    SI("الساعه"),  SI("السبت"),  SI("السنه"),    SI("الشهر"),   SI("العاشر"), SI("العام"),
    SI("الليله"),  SI("اليوم"),  SI("امس"),      SI("اوت"),     SI("ايار"),   SI("ايلول"),
    SI("بين"),     SI("تشرين"),  SI("تموز"),     SI("جانفي"),   SI("جمادي"),  SI("جوان"),
    SI("جويليه"),  SI("حزيران"), SI("خلال"),     SI("دجنبر"),   SI("ديسمبر"), SI("ذلك"),
    SI("ذو"),      SI("ذي"),     SI("ربيع"),     SI("رجب"),     SI("رمضان"),  SI("سبتمبر"),
    SI("سنه"),     SI("شباط"),   SI("شتنبر"),    SI("شعبان"),   SI("شهر"),    SI("شوال"),
    SI("صباح"),    SI("صفر"),    SI("ظهر"),      SI("ظهيره"),   SI("عام"),    SI("عصر"),
    SI("غشت"),     SI("فبراير"), SI("فجر"),      SI("فيفري"),   SI("قبل"),    SI("كانون"),
    SI("ليل"),     SI("ليله"),   SI("مارس"),     SI("ماي"),     SI("مايو"),   SI("محرم"),
    SI("مساء"),    SI("منتصف"),  SI("نهار"),     SI("نوفمبر"),  SI("نونبر"),  SI("نيسان"),
    SI("هذا"),     SI("هذه"),    SI("يناير"),    SI("يوليه"),   SI("يوليو"),  SI("يوليوز"),
    SI("يوم"),     SI("يونيه"),  SI("يونيو")};

static bool is_beginning(struct str w) {
    i64 lo = 0, hi = LEN(BEGIN);
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        if (str_cmp(BEGIN[mid], w) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < LEN(BEGIN) && str_eq(BEGIN[lo], w);
}

/* May a phrase begin at this piece? False for nearly all words, without a look at the forms. */
static bool may_begin(const struct look *l, int i) {
    if (i >= l->n) return false;
    if (l->v[i].digits) return true;
    struct str w = word(l, i);
    if (!w.n || is_beginning(w)) return w.n > 0;
    bool and = str_starts(w, S("و")) || str_starts(w, S("ف"));
    if (and&&is_beginning(str_sub(w, 2, w.n))) return true;
    if (and) w = str_sub(w, 2, w.n);
    bool to = str_starts(w, S("ب")) || str_starts(w, S("ل"));
    return to && is_beginning(str_sub(w, 2, w.n));
}

typedef int (*reader)(struct look *, int);
static const reader FORMS[] = {between, strokes,    day_month, weekday, words_only,  near,
                               span_of, month_year, ago,       hour,    time_of_day, year};

static int phrase(struct look *l, int i) {
    for (i64 k = 0; k < LEN(FORMS) && may_begin(l, i); k++) {
        l->range = (struct date_range){0};
        l->relative = false;
        int n = FORMS[k](l, i);
        if (n > 0) return n;
    }
    return 0;
}

/* Prepositions before a date; *bound: it is not when it happened. */
static int heads(const struct look *l, bool *bound) {
    int k = 0;
    *bound = is(l, 0, "حتي منذ");
    if (is(l, 0, "اعتبارا ابتداء") && is(l, 1, "من")) return 2;
    if (is(l, 0, "في منذ حتي بتاريخ خلال تاريخ")) k++;
    if (k && is(l, 1, "تاريخ")) k++;
    return k;
}

bool when_ar_at(struct str text, i64 at, struct date_range anchor, struct when_phrase *out) {
    struct look l = {.text = text, .anchor = anchor, .kind = WHEN_DATE};
    bool bound;
    if (at < 0 || at >= text.n || text.n > TEXT_BYTES_MAX) return false;
    look_from(&l, at, 3);
    if (!l.n || l.v[0].from != at) return false;
    if (!may_begin(&l, 0)) {
        int head = heads(&l, &bound);
        if (!head || !may_begin(&l, head)) return false;
    }
    if (l.n == 3) look_from(&l, l.v[2].to, PIECES);
    int k = 0, n = phrase(&l, 0);
    if (!n) {
        k = heads(&l, &bound);
        n = k ? phrase(&l, k) : 0;
        if (n && bound) l.kind = WHEN_BOUND;
    }
    if (!n) return false;
    int last = k + n - 1 < l.n ? k + n - 1 : l.n - 1;
    *out = (struct when_phrase){.from = (i32)at,
                                .to = (i32)l.v[last].to,
                                .range = l.range,
                                .relative = l.relative,
                                .kind = l.kind};
    return true;
}
