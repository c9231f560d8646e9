#include "read/testing.h"

/* A text of no known day. */
static struct reading undated(struct arena *a, const char *text) {
    struct arena scratch = arena_make("test-scratch", 1 << 28);
    struct reading r = {0};
    struct err e = {0};
    struct read_opts o = {.publication = S("s-test")};
    EXPECT_OK(read_text(a, scratch, str_c(text), &o, &r, &e));
    EXPECT_OK(claims_check(scratch, str_c(text), r.claims, r.n, &e));
    arena_drop(scratch);
    return r;
}

/* The report's day is 12 March 2031, and "yesterday" the day before. */
static void dates_yesterday(const char *text) {
    struct arena a = test_arena();
    struct reading r = undated(&a, text);
    struct date_range day = {0};
    EXPECT(date_parse(S("2031-03-12"), &day));
    if (r.date.from != day.from || r.date.to != day.to)
        test_fail(__FILE__, __LINE__, "no day of the report: %s", text);
    EXPECT(r.n > 0);
    for (i64 i = 0; i < r.n; i++)
        if (r.claims[i].when.range.from != day.from - 1)
            test_fail(__FILE__, __LINE__, "not the day before: %s", text);
}
static void gives_no_day(const char *text) {
    struct arena a = test_arena();
    EXPECT(undated(&a, text).date.precision == DATE_NONE);
}

TEST(an_arabic_dateline_dates_the_report) {
    dates_yesterday("كالن، 12 آذار 2031 - قتل ثلاثة مدنيين أمس.");
    dates_yesterday("كالن، 12 آذار 2031 (وكالة مرات) – قتل ثلاثة مدنيين أمس.");
    dates_yesterday("12 آذار 2031: قتل ثلاثة مدنيين أمس.");
}

TEST(an_arabic_line_with_a_date_alone_dates_the_report) {
    dates_yesterday("12 آذار 2031\n\nقتل ثلاثة مدنيين أمس.");
    dates_yesterday("كالن - 12 آذار 2031 م\nقتل ثلاثة مدنيين أمس.");
    dates_yesterday("تقرير يومي\n(12 آذار 2031)\nقتل ثلاثة مدنيين أمس.");
}

TEST(a_date_within_a_sentence_is_not_the_reports) {
    gives_no_day("قتل ثلاثة مدنيين في كالن في 12 آذار 2031.");
    gives_no_day("في 12 آذار 2031 قتل ثلاثة مدنيين في كالن.");
    gives_no_day("12 آذار 2031 قتل ثلاثة مدنيين في كالن.");
    gives_no_day("كالن، 12 آذار - قتل ثلاثة مدنيين أمس."); /* no year */
}
