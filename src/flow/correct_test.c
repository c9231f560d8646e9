#include "flow/correct.h"

#include "base/t.h"

TEST(correct_range_reads_what_a_person_writes) {
    i64 lo, hi;
    EXPECT(correct_range(S("14"), &lo, &hi) && lo == 14 && hi == 14);
    EXPECT(correct_range(S("14-20"), &lo, &hi) && lo == 14 && hi == 20);
    EXPECT(correct_range(S("12+"), &lo, &hi) && lo == 12 && hi == COUNT_OPEN);
    EXPECT(!correct_range(S("20-14"), &lo, &hi));
    EXPECT(!correct_range(S("-3"), &lo, &hi));
    EXPECT(!correct_range(S("many"), &lo, &hi));
}

TEST(correct_finds_words_across_line_ends_and_case) {
    struct err e = {0};
    struct span s;
    struct str text = S("In Marat  officials said\nthey had found 14 bodies. قُتل شخصان.");
    EXPECT_OK(correct_find(text, S("14 bodies"), 0, &s, &e));
    EXPECT_STR(span_words(text, s), S("14 bodies"));
    EXPECT_OK(correct_find(text, S("marat officials said they"), 0, &s, &e));
    EXPECT_STR(span_words(text, s), S("Marat  officials said\nthey"));
    EXPECT_OK(correct_find(text, S("قُتل شخصان"), 0, &s, &e));
    EXPECT_INT(correct_find(text, S("15 bodies"), 0, &s, &e), RC_NOTFOUND);
}

TEST(correct_fields_refuses_nonsense_and_keeps_the_rest) {
    struct arena a = test_arena();
    struct err e = {0};
    struct str text = S("Officials said they had found 14 bodies in Marat.");
    struct count n = {.span = {30, 39}, .what = WHAT_BODIES, .min = 14, .max = 14};
    struct claim c = {.kind = KIND_bodies_found, .counts = &n, .ncounts = 1};
    struct correction f = {
        .count = S("20-23"), .where = S("Marat"), .from = S("2031-03-03"), .to = S("2031-03-09")};
    EXPECT_OK(correct_fields(&a, text, &f, &c, &e));
    EXPECT_INT(c.counts[0].max, 23);
    EXPECT_INT(n.max, 14);
    EXPECT_INT(c.counts[0].what, WHAT_BODIES);
    EXPECT_STR(span_words(text, c.where[0].span), S("Marat"));
    EXPECT_INT(c.when.range.precision, DATE_RANGE);
    f = (struct correction){.min = S("5"), .max = S("4")};
    EXPECT_INT(correct_fields(&a, text, &f, &c, &e), RC_USAGE);
    err_clear(&e);
    f = (struct correction){.kind = S("nonsense")};
    EXPECT_INT(correct_fields(&a, text, &f, &c, &e), RC_USAGE);
}
