#include "base/t.h"
#include "text/when_part.h"

/* Against Wednesday, 12 March 2031. */
static void is(const char *words, const char *want) {
    struct arena a = test_arena();
    struct str s = str_c(words);
    struct tokens t = tokenize(&a, s, 0, s.n);
    struct date_range anchor = {0};
    struct when_phrase w;
    EXPECT(date_parse(S("2031-03-12"), &anchor));
    if (!when_at(s, t.v, 0, t.n, anchor, &w)) {
        EXPECT_STR(S("none"), str_c(want));
        return;
    }
    EXPECT_STR(date_text(&a, w.range), str_c(want));
    EXPECT_INT(w.to, t.n);
}

TEST(when_halves_and_quarters) {
    is("the first half of 2029", "2029-01-01/2029-06-30");
    is("in the last quarter of 2030", "2030-10-01/2030-12-31");
    is("the second half of February 2031", "2031-02-16/2031-02-28");
    is("the first half of last year", "2030-01-01/2030-06-30");
}

TEST(when_spans_of_two_days) {
    is("from 3 May to 5 May 2030", "2030-05-03/2030-05-05");
    is("between 28 December and 2 January 2031", "2030-12-28/2031-01-02");
    is("the week of 3 March 2031", "2031-W10");
}

TEST(when_numeric_dates_only_where_one_reading_is_possible) {
    is("10.03.2031", "2031-03-10");
    is("on 31/12/2030", "2030-12-31");
    is("12/31/2030", "2030-12-31");
    is("on 12/10/2030", "");
    is("99.99.2031", "none");
}

TEST(when_hijri_dates_are_approximate) {
    is("10 Ramadan 1445", "2024-03-19/2024-03-21");
    is("in Ramadan 1445", "2024-03-10/2024-04-10");
    is("on 3 Dhu al-Hijjah 1445 AH", "2024-06-09/2024-06-11");
    is("Ramadan", "none"); /* a name as well */
}

TEST(when_seasons_keep_their_words) {
    is("in the summer of 2029", "");
}
