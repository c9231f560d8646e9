#include "base/t.h"
#include "text/when.h"

/* The dates of words against Wednesday, 12 March 2031; "" without. */
static struct str dates(struct arena *a, const char *words, bool anchored) {
    struct str s = str_c(words);
    struct tokens t = tokenize(a, s, 0, s.n);
    struct date_range anchor = {0};
    struct when_phrase w;
    if (anchored) EXPECT(date_parse(S("2031-03-12"), &anchor));
    return when_at(s, t.v, 0, t.n, anchor, &w) ? date_text(a, w.range) : S("none");
}

TEST(when_resolves_against_the_anchor) {
    struct arena a = test_arena();
    EXPECT_STR(dates(&a, "on Monday", true), S("2031-03-10"));
    EXPECT_STR(dates(&a, "on Wednesday", true), S("2031-03-12"));
    EXPECT_STR(dates(&a, "last week", true), S("2031-W10"));
    EXPECT_STR(dates(&a, "over the past three weeks", true), S("2031-02-19/2031-03-12"));
    EXPECT_STR(dates(&a, "yesterday", true), S("2031-03-11"));
    EXPECT_STR(dates(&a, "on 16 August", true), S("2030-08-16"));
    EXPECT_STR(dates(&a, "since 29 July", true), S("2030-07-29/2031-03-12"));
}

TEST(when_keeps_the_words_without_an_anchor) {
    struct arena a = test_arena();
    EXPECT_STR(dates(&a, "on Monday", false), S(""));
    EXPECT_STR(dates(&a, "last week", false), S(""));
    EXPECT_STR(dates(&a, "on 16 August", false), S(""));
}

TEST(when_reads_whole_dates) {
    struct arena a = test_arena();
    EXPECT_STR(dates(&a, "on 31 October 2030", false), S("2030-10-31"));
    EXPECT_STR(dates(&a, "October 12th, 2023", false), S("2023-10-12"));
    EXPECT_STR(dates(&a, "2031-03-10", false), S("2031-03-10"));
    EXPECT_STR(dates(&a, "in March 2031", false), S("2031-03"));
    EXPECT_STR(dates(&a, "in 2029", false), S("2029"));
    EXPECT_STR(dates(&a, "seven men", true), S("none"));
}
