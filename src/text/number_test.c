#include "base/t.h"
#include "text/number.h"

static void reads(const char *words, i64 min, i64 max, bool vague) {
    struct arena a = test_arena();
    struct number n = {0};
    if (!number_of_words(a, str_c(words), &n))
        test_fail(__FILE__, __LINE__, "no number in %s", words);
    else if (n.min != min || n.max != max || n.vague != vague || n.refused)
        test_fail(__FILE__, __LINE__, "%s gives %lld..%lld", words, (long long)n.min,
                  (long long)n.max);
}

TEST(number_reads_words_and_digits) {
    reads("21", 21, 21, false);
    reads("44,000 people", 44000, 44000, false);
    reads("12 500 people", 12500, 12500, false);
    reads("twenty-one", 21, 21, false);
    reads("two hundred and five", 205, 205, false);
    reads("forty-four thousand", 44000, 44000, false);
    reads("1.2 million", 1200000, 1200000, false);
    reads("half a dozen", 6, 6, false);
}

TEST(number_reads_the_published_table_of_vague_words) {
    reads("dozens", 24, 99, true);
    reads("many dozens", 36, 99, true);
    reads("scores", 40, 99, true);
    reads("nearly two dozen", 20, 23, true);
    reads("at least 12", 12, NUMBER_OPEN, true);
    reads("more than 40", 41, NUMBER_OPEN, true);
    reads("up to 30", 0, 30, true);
    reads("several", 3, 9, true);
    reads("20-30", 20, 30, true);
    reads("between 20 and 30", 20, 30, true);
    reads("some 400", 360, 440, true);
}

TEST(number_refuses_shares_money_and_times) {
    struct arena a = test_arena();
    struct number n;
    EXPECT(number_of_words(a, S("40 percent"), &n) && n.refused);
    EXPECT(number_of_words(a, S("one in three"), &n) && n.refused);
    EXPECT(number_of_words(a, S("$12"), &n) && n.refused);
    EXPECT(!number_of_words(a, S("7/8 21st 10:30"), &n));
    EXPECT(!number_of_words(a, S("million million million million"), &n));
}
