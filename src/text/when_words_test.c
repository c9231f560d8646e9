/* What date words mean: absolute, partial, against an anchor, or nothing but words. */
#include "base/t.h"
#include "text/when.h"

static struct date_range day_of(int y, int m, int d) {
    i32 n = date_days(y, m, d);
    return (struct date_range){n, n, DATE_DAY};
}

/* The anchor of most tests: Wednesday, 12 March 2031. */
static struct date_range wednesday(void) {
    return day_of(2031, 3, 12);
}

static bool read_at(struct arena *a, const char *words, struct date_range anchor,
                    struct when_phrase *w) {
    struct str text = str_c(words);
    struct tokens t = tokenize(a, text, 0, text.n);
    return when_at(text, t.v, 0, t.n, anchor, w);
}

/* All of the words are one date, which means `want` ("" = words only). */
static void means(const char *words, struct date_range anchor, const char *want) {
    struct arena a = test_arena();
    struct when_phrase w = {0};
    struct str text = str_c(words);
    struct tokens t = tokenize(&a, text, 0, text.n);
    if (!when_at(text, t.v, 0, t.n, anchor, &w))
        return test_fail(__FILE__, __LINE__, "\"%s\" is no date", words);
    struct str got = date_text(&a, w.range);
    if (!str_eqc(got, want) || w.to != t.n || w.kind != WHEN_DATE)
        test_fail(__FILE__, __LINE__, "\"%s\": \"%.*s\", kind %d, %d of %d tokens; want \"%s\"",
                  words, SARG(got), w.kind, w.to, t.n, want);
}

TEST(when_absolute_dates_need_no_anchor) {
    struct date_range none = {0};
    means("10 March 2031", none, "2031-03-10");
    means("on March 10, 2031", none, "2031-03-10");
    means("the 10th of March 2031", none, "2031-03-10");
    means("2031-03-10", none, "2031-03-10");
    means("10 MAR 89", none, "1989-03-10");
    means("on Monday 10 March 2031", none, "2031-03-10");
    means("29 February 2032", none, "2032-02-29");
    means("March 2031", none, "2031-03");
    means("in February 2032", none, "2032-02");
    means("in 2029", none, "2029");
    means("10-12 March 2031", none, "2031-03-10/2031-03-12");
    means("March 10-12, 2031", none, "2031-03-10/2031-03-12");
    means("10 and 12 March 2031", none, "2031-03-10/2031-03-12");
}

TEST(when_partial_dates_are_the_last_on_or_before_the_anchor) {
    means("on 16 August", wednesday(), "2030-08-16");
    means("March 12", wednesday(), "2031-03-12");
    means("March 13", wednesday(), "2030-03-13");
    means("in January", wednesday(), "2031-01");
    means("in March", wednesday(), "2031-03");
    means("in May", wednesday(), "2030-05");
    means("on 29 February", wednesday(), "2028-02-29"); /* the last leap year */
}

TEST(when_weekdays_are_on_or_before_the_anchor) {
    means("on Wednesday", wednesday(), "2031-03-12"); /* the same weekday: that day */
    means("on Tuesday", wednesday(), "2031-03-11");
    means("on Monday", wednesday(), "2031-03-10");
    means("on Thursday", wednesday(), "2031-03-06");
    means("last Sunday", wednesday(), "2031-03-09");
    means("Monday morning", wednesday(), "2031-03-10");
}

TEST(when_days_and_units_before_the_anchor) {
    means("yesterday", wednesday(), "2031-03-11");
    means("today", wednesday(), "2031-03-12");
    means("the day before yesterday", wednesday(), "2031-03-10");
    means("last night", wednesday(), "2031-03-11");
    means("overnight", wednesday(), "2031-03-11/2031-03-12");
    means("last month", wednesday(), "2031-02");
    means("last month", day_of(2031, 1, 5), "2030-12");
    means("last year", wednesday(), "2030");
    means("this year", wednesday(), "2031");
    means("three days ago", wednesday(), "2031-03-09");
    means("a week ago", wednesday(), "2031-W10");
    means("two months ago", wednesday(), "2031-01");
    means("five years ago", wednesday(), "2026");
}

TEST(when_last_week_is_the_same_for_every_day_of_a_week) {
    struct arena a = test_arena();
    struct when_phrase w;
    for (int d = 10; d <= 16; d++) {
        EXPECT(read_at(&a, "last week", day_of(2031, 3, d), &w));
        EXPECT_INT(w.range.from, date_days(2031, 3, 3));
        EXPECT_INT(w.range.to, date_days(2031, 3, 9));
        EXPECT(w.range.precision == DATE_WEEK && w.relative);
    }
    means("last week", day_of(2031, 3, 17), "2031-W11");
    means("this week", wednesday(), "2031-W11");
}

TEST(when_past_spans_end_with_the_anchor) {
    means("over the past three weeks", wednesday(), "2031-02-19/2031-03-12");
    means("in the last 48 hours", wednesday(), "2031-03-10/2031-03-12");
    means("in the past week", wednesday(), "2031-03-05/2031-03-12");
    means("during the last two months", wednesday(), "2031-01-12/2031-03-12");
    means("over the past year", wednesday(), "2030-03-12/2031-03-12");
    means("in the past month", day_of(2031, 3, 31), "2031-02-28/2031-03-31");
    means("since Monday", wednesday(), "2031-03-10/2031-03-12");
    means("since 2029", wednesday(), "2029-01-01/2031-03-12");
}

TEST(when_no_anchor_keeps_the_words_only) {
    static const char *const words[] = {
        "on Monday",      "last week", "yesterday", "over the past three weeks",
        "three days ago", "16 August", "in May",    "last year",
    };
    struct arena a = test_arena();
    struct date_range month = {date_days(2031, 3, 1), date_days(2031, 3, 31), DATE_MONTH};
    for (i64 i = 0; i < LEN(words); i++) {
        struct when_phrase w = {0};
        EXPECT(read_at(&a, words[i], (struct date_range){0}, &w));
        EXPECT(w.range.precision == DATE_NONE && w.relative);
        EXPECT(read_at(&a, words[i], month, &w)); /* an anchor that is no day is none */
        EXPECT_INT(w.range.precision, DATE_NONE);
    }
    means("since Monday", (struct date_range){0}, "");
}

TEST(when_impossible_dates_are_no_days) {
    static const char *const bad[] = {"31 February 2031", "29 February 2031", "31 April 2031",
                                      "2031-13-01",       "2031-02-30",       "0 March 2031"};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(bad); i++) {
        struct when_phrase w = {0};
        if (read_at(&a, bad[i], wednesday(), &w) && w.range.precision == DATE_DAY)
            test_fail(__FILE__, __LINE__, "\"%s\" is a day", bad[i]);
    }
}

TEST(when_other_words_are_no_date) {
    static const char *const none[] = {"may have died", "march on the town", "45 people", "Marat",
                                       "week",          "2031 people",       "second",    "may"};
    struct arena a = test_arena();
    struct when_phrase w;
    for (i64 i = 0; i < LEN(none); i++)
        if (read_at(&a, none[i], wednesday(), &w))
            test_fail(__FILE__, __LINE__, "\"%s\" is a date", none[i]);
}

TEST(when_bounds_do_not_say_when_it_happened) {
    static const char *const bounds[] = {
        "until Monday", "before 10 March 2031", "by Friday", "next week", "next Monday",
        "tomorrow",     "after Monday",
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(bounds); i++) {
        struct when_phrase w = {0};
        if (!read_at(&a, bounds[i], wednesday(), &w) || w.kind != WHEN_BOUND)
            test_fail(__FILE__, __LINE__, "\"%s\" is no bound", bounds[i]);
    }
}

TEST(when_times_and_durations_are_no_dates) {
    static const char *const times[] = {"at 7.40 a.m.",    "at noon",    "5pm",
                                        "for three weeks", "90 minutes", "at 12:30"};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(times); i++) {
        struct when_phrase w = {0};
        bool got = read_at(&a, times[i], wednesday(), &w);
        if (!got || w.kind != WHEN_TIME || w.range.precision != DATE_NONE)
            test_fail(__FILE__, __LINE__, "\"%s\" is kind %d", times[i], w.kind);
    }
}

TEST(when_other_events_and_vague_spans_keep_words) {
    means("the following day", wednesday(), "");
    means("the same night", wednesday(), "");
    means("three days earlier", wednesday(), "");
    means("last summer", wednesday(), "");
    means("several days ago", wednesday(), "");
}

TEST(when_absolute_finds_a_whole_date) {
    static const struct str not_whole[] = {SI("MARAT, March 10 (SSA)"), SI("March 2031"), SI("")};
    struct arena a = test_arena();
    struct str text = S("MARAT, Monday 10 March 2031 (SSA)");
    struct tokens t = tokenize(&a, text, 0, text.n);
    struct when_phrase w;
    EXPECT(when_absolute(text, t.v, 0, t.n, &w));
    EXPECT_INT(w.range.from, date_days(2031, 3, 10));
    for (i64 i = 0; i < LEN(not_whole); i++) {
        t = tokenize(&a, not_whole[i], 0, not_whole[i].n);
        EXPECT(!when_absolute(not_whole[i], t.v, 0, t.n, &w));
    }
}

TEST(when_months_by_name) {
    struct arena a = test_arena();
    struct str text = S("January Sept december may May Dec Decembers");
    int want[] = {1, 9, 0, 0, 5, 12, 0};
    struct tokens t = tokenize(&a, text, 0, text.n);
    for (i32 i = 0; i < t.n; i++)
        EXPECT_INT(month_of(text, &t.v[i]), want[i]);
}
