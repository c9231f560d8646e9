#include "base/t.h"
#include "text/hijri.h"

static struct str range(struct arena *a, int y, int m, int d) {
    struct date_range r;
    return hijri_range(y, m, d, &r) ? date_text(a, r) : S("none");
}

TEST(hijri_days_are_those_of_the_tables) {
    /* The epoch, new years and the first of Ramadan of the tables. */
    EXPECT_INT(hijri_days(1, 1, 1), date_days(622, 7, 19));
    EXPECT_INT(hijri_days(1445, 1, 1), date_days(2023, 7, 19));
    EXPECT_INT(hijri_days(1400, 1, 1), date_days(1979, 11, 21));
    EXPECT_INT(hijri_days(1445, 9, 1), date_days(2024, 3, 11));
}

TEST(hijri_years_are_354_or_355_days_and_eleven_in_thirty_are_leap) {
    int leap = 0;
    for (int y = 1; y <= 30; y++)
        leap += hijri_leap(y);
    EXPECT_INT(leap, 11);
    for (int y = 1380; y < 1500; y++)
        EXPECT_INT(hijri_days(y + 1, 1, 1) - hijri_days(y, 1, 1), hijri_leap(y) ? 355 : 354);
}

TEST(hijri_days_go_there_and_back) {
    int y, m, d;
    for (i32 day = hijri_days(1, 1, 1); day < hijri_days(1500, 1, 1); day += 2) {
        EXPECT(hijri_civil(day, &y, &m, &d));
        EXPECT_INT(hijri_days(y, m, d), day);
    }
    EXPECT(!hijri_civil(date_days(600, 1, 1), &y, &m, &d));
}

TEST(hijri_ranges_are_a_day_wider_on_each_side) {
    struct arena a = test_arena();
    EXPECT_STR(range(&a, 1453, 3, 5), S("2031-06-24/2031-06-26"));
    EXPECT_STR(range(&a, 1445, 9, 0), S("2024-03-10/2024-04-10"));
    EXPECT_STR(range(&a, 1445, 0, 0), S("2023-07-18/2024-07-08"));
    EXPECT_STR(range(&a, 1445, 2, 30), S("none"));
    EXPECT_STR(range(&a, 1445, 13, 1), S("none"));
    EXPECT_STR(range(&a, 0, 1, 1), S("none"));
}

TEST(hijri_year_is_the_last_on_or_before_the_anchor) {
    EXPECT_INT(hijri_year_before(date_days(2024, 3, 11), 9, 1), 1445);
    EXPECT_INT(hijri_year_before(date_days(2024, 3, 10), 9, 1), 1444);
    EXPECT_INT(hijri_year_before(date_days(2024, 3, 12), 9, 0), 1445);
}

TEST(hijri_months_by_name) {
    EXPECT_INT(hijri_month(S("Ramadan")), 9);
    EXPECT_INT(hijri_month(S("rabi al awwal")), 3);
    EXPECT_INT(hijri_month(S("Dhul Hijjah")), 12);
    EXPECT_INT(hijri_month(S("March")), 0);
}
