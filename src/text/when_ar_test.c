#include "base/t.h"
#include "text/when_ar.h"

static struct when_phrase at(const char *words, const char *anchor) {
    struct when_phrase p = {0};
    struct date_range a = {0};
    if (anchor) EXPECT(date_parse(str_c(anchor), &a));
    if (!when_ar_at(str_c(words), 0, a, &p)) test_fail(__FILE__, __LINE__, "no date in %s", words);
    return p;
}

/* Read against Wednesday, 12 March 2031: these words, these days. */
static void reads(const char *words, const char *span, const char *iso) {
    struct arena t = test_arena();
    struct when_phrase p = at(words, "2031-03-12");
    EXPECT_STR(str_sub(str_c(words), p.from, p.to), str_c(span));
    if (!str_eq(date_text(&t, p.range), str_c(iso)))
        test_fail(__FILE__, __LINE__, "%s is %.*s", words, SARG(date_text(&t, p.range)));
    EXPECT(p.kind == WHEN_DATE);
}
static void none(const char *words) {
    struct when_phrase p;
    if (when_ar_at(str_c(words), 0, (struct date_range){0}, &p))
        test_fail(__FILE__, __LINE__, "a date in %s", words);
}

TEST(when_ar_reads_days_with_their_month) {
    reads("22 كانون الثاني/يناير 2031 في مرات", "22 كانون الثاني/يناير 2031", "2031-01-22");
    reads("في 3 حزيران 2030، قال", "في 3 حزيران 2030", "2030-06-03");
    reads("٥ آذار ٢٠٢٩", "٥ آذار ٢٠٢٩", "2029-03-05");
    reads("في الأول من آب 2030.", "في الأول من آب 2030", "2030-08-01");
    reads("2 تشرين الأول 2030", "2 تشرين الأول 2030", "2030-10-02");
    reads("15 يونيو 2028", "15 يونيو 2028", "2028-06-15");
    reads("17–23 شباط 2031", "17–23 شباط 2031", "2031-02-17/2031-02-23");
}

TEST(when_ar_reads_figures_day_first) {
    reads("12/5/2030 قصف", "12/5/2030", "2030-05-12");
    reads("2030-05-12", "2030-05-12", "2030-05-12");
    none("12/45/2030");
    none("31/2/2030");
}

TEST(when_ar_reads_days_and_months_without_a_year_before_the_anchor) {
    reads("في 18 شباط", "في 18 شباط", "2031-02-18");
    reads("في 18 آذار", "في 18 آذار", "2030-03-18");
    reads("في تموز 2030 بعد", "في تموز 2030", "2030-07");
    reads("تموز الماضي", "تموز الماضي", "2030-07");
}

TEST(when_ar_reads_weekdays_and_relative_days) {
    reads("يوم الثلاثاء، في", "يوم الثلاثاء", "2031-03-11");
    reads("مساء الأربعاء عند", "مساء الأربعاء", "2031-03-12");
    reads("يوم الأحد الماضي وأودت", "يوم الأحد الماضي", "2031-03-09");
    reads("اليوم الأربعاء", "اليوم الأربعاء", "2031-03-12");
    reads("اليوم.", "اليوم", "2031-03-12");
    reads("أمس الأول", "أمس الأول", "2031-03-10");
    reads("صباح أمس", "صباح أمس", "2031-03-11");
    reads("الأسبوع الماضي الذي", "الأسبوع الماضي", "2031-W10");
    reads("الشهر الماضي", "الشهر الماضي", "2031-02");
    reads("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2031-03-09");
    reads("قبل يومين", "قبل يومين", "2031-03-10");
}

TEST(when_ar_reads_spans_and_years) {
    reads("بين أيلول وتشرين الثاني 2030 مع", "بين أيلول وتشرين الثاني 2030",
          "2030-09-01/2030-11-30");
    reads("عام 2029", "عام 2029", "2029");
}

TEST(when_ar_reads_islamic_dates_a_day_wider) {
    struct when_phrase p = at("10 رمضان 1452 هـ", NULL);
    EXPECT(p.range.precision == DATE_RANGE && p.range.to - p.range.from == 2);
}

TEST(when_ar_keeps_words_without_an_anchor) {
    struct when_phrase p = at("يوم الثلاثاء", NULL);
    EXPECT(p.range.precision == DATE_NONE && p.relative);
    p = at("في اليوم نفسه", "2031-03-12");
    EXPECT(p.range.precision == DATE_NONE);
    p = at("منذ أمس", "2031-03-12");
    EXPECT(p.kind == WHEN_BOUND);
    p = at("الساعة 5:30", NULL);
    EXPECT(p.kind == WHEN_TIME);
}

TEST(when_ar_takes_no_common_words) {
    none("آب الطفل");
    none("مارس الضغط");
    none("قتل ثلاثة");
    none("");
    none("\xd9");
}
