#include "text/hijri.h"

#include "base/err.h"

enum { EPOCH = -492148 }; /* 1 Muharram 1: 19 July 622 Gregorian, as days since 1970-01-01 */

bool hijri_leap(int y) {
    return (11 * y + 14) % 30 < 11;
}

int hijri_month_days(int y, int m) {
    if (m < 1 || m > 12) return 0;
    return m % 2 || (m == 12 && hijri_leap(y)) ? 30 : 29;
}

bool hijri_valid(int y, int m, int d) {
    return y >= 1 && y <= HIJRI_YEAR_MAX && d >= 1 && d <= hijri_month_days(y, m);
}

i32 hijri_days(int y, int m, int d) {
    CHECK(hijri_valid(y, m, d));
    i32 years = (y - 1) * 354 + (3 + 11 * y) / 30, months = 29 * (m - 1) + m / 2;
    return EPOCH + years + months + d - 1;
}

bool hijri_civil(i32 days, int *y, int *m, int *d) {
    i32 last = hijri_days(HIJRI_YEAR_MAX, 12, hijri_month_days(HIJRI_YEAR_MAX, 12));
    if (days < EPOCH || days > last) return false;
    *y = (int)((30LL * (days - EPOCH) + 10646) / 10631);
    for (*m = 12; *m > 1 && hijri_days(*y, *m, 1) > days;)
        --*m;
    *d = days - hijri_days(*y, *m, 1) + 1;
    return true;
}

bool hijri_range(int y, int m, int d, struct date_range *out) {
    if (!hijri_valid(y, m ? m : 1, d ? d : 1) || (!m && d)) return false;
    int last_month = m ? m : 12;
    i32 from = hijri_days(y, m ? m : 1, d ? d : 1);
    i32 to = hijri_days(y, last_month, d ? d : hijri_month_days(y, last_month));
    *out = (struct date_range){from - 1, to + 1, DATE_RANGE};
    return true;
}

int hijri_year_before(i32 anchor, int m, int d) {
    int y, am, ad, day = d ? d : 1;
    if (!hijri_civil(anchor, &y, &am, &ad)) return 0;
    for (int k = 0; k < 30 && y - k >= 1; k++) {
        if (!hijri_valid(y - k, m, day)) continue;
        if (hijri_days(y - k, m, day) <= anchor) return y - k;
    }
    return 0;
}

/* Spellings of a month: a row may name one month more than once; "i" and "ii" follow their name. */
static const struct {
    const char *words;
    int month;
} MONTHS[] = {
    {"muharram", 1},         {"moharram", 1},      {"safar", 2},           {"rabi i", 3},
    {"rabi awwal", 3},       {"rabi al awwal", 3}, {"rabi ul awwal", 3},   {"rabi al awal", 3},
    {"rabi ii", 4},          {"rabi thani", 4},    {"rabi al thani", 4},   {"rabi al akhir", 4},
    {"rabi ul thani", 4},    {"jumada i", 5},      {"jumada al awwal", 5}, {"jumada al ula", 5},
    {"jumada al oula", 5},   {"jumada ii", 6},     {"jumada al thani", 6}, {"jumada al thania", 6},
    {"jumada al akhira", 6}, {"rajab", 7},         {"shaban", 8},          {"sha ban", 8},
    {"ramadan", 9},          {"ramadhan", 9},      {"ramazan", 9},         {"shawwal", 10},
    {"shawal", 10},          {"dhu al qadah", 11}, {"dhu al qa dah", 11},  {"dhu al qada", 11},
    {"dhul qadah", 11},      {"dhul qada", 11},    {"zul qadah", 11},      {"dhu al hijjah", 12},
    {"dhu al hijja", 12},    {"dhul hijjah", 12},  {"dhul hijja", 12},     {"zul hijjah", 12}};

int hijri_month(struct str words) {
    for (i64 i = 0; i < LEN(MONTHS); i++)
        if (str_eqi(words, str_c(MONTHS[i].words))) return MONTHS[i].month;
    return 0;
}
