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

TEST(correct_finds_words_as_people_type_them) {
    struct err e = {0};
    struct span s;
    struct str text = S("قال إنّ ثلاثةً قُتلوا في «مراط». "
                        "Взорван Ёлочный мост, сказали в “Орлане”.");
    EXPECT_OK(correct_find(text, S("ثلاثة قتلوا"), 0, &s, &e));
    EXPECT_STR(span_words(text, s), S("ثلاثةً قُتلوا"));
    EXPECT_OK(correct_find(text, S("ان ثلاثه"), 0, &s, &e));
    EXPECT_STR(span_words(text, s), S("إنّ ثلاثةً"));
    EXPECT_OK(correct_find(text, S("взорван елочный"), 0, &s, &e));
    EXPECT_OK(correct_find(text, S("в \"Орлане\""), 0, &s, &e));
    EXPECT_STR(span_words(text, s), S("в “Орлане”"));
    EXPECT_INT(correct_find(text, S("اربعة قتلوا"), 0, &s, &e), RC_NOTFOUND);
}
