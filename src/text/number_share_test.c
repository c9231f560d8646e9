#include "base/t.h"
#include "text/number.h"

static bool at(struct arena *a, const char *words, struct number *n) {
    struct str s = str_c(words);
    struct tokens t = tokenize(a, s, 0, s.n);
    return number_at(s, t.v, 0, t.n, n);
}

static void is(const char *words, i64 min, i64 max) {
    struct arena a = test_arena();
    struct number n = {0};
    if (!EXPECT(at(&a, words, &n))) return;
    EXPECT(!n.refused);
    EXPECT_INT(n.min, min);
    EXPECT_INT(n.max, max);
}

TEST(number_takes_shares_of_a_number) {
    is("half of the 30 dead", 15, 15);
    is("two thirds of the 30", 20, 20);
    is("a third of the 31 bodies", 10, 11);
    is("three-quarters of those 40", 30, 30);
}

TEST(number_refuses_shares_of_nothing_and_ordinals) {
    struct arena a = test_arena();
    struct number n = {0};
    EXPECT(at(&a, "two-thirds of them", &n) && n.refused);
    EXPECT(at(&a, "twenty-first", &n) && n.refused);
    EXPECT(!at(&a, "third", &n));
}

TEST(number_takes_both_ends_when_both_are_said) {
    is("at least 12 and up to 15 people", 12, 15);
    is("between 10 to 11 civilians", 10, 11);
    is("at least 12 and up to 9", 12, NUMBER_OPEN);
}

/* Written in words and read again, every number up to 999,999 is itself (a sample of them). */
static void words_of(struct buf *b, i64 v) {
    static const char *const small[] = {"",        "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (v >= 1000) {
        words_of(b, v / 1000);
        buf_puts(b, " thousand");
        v %= 1000;
        if (v) buf_puts(b, v < 100 ? " and " : " ");
    }
    if (v >= 100) {
        buf_puts(b, small[v / 100]);
        buf_puts(b, " hundred");
        v %= 100;
        if (v) buf_puts(b, " and ");
    }
    if (v >= 20) {
        buf_puts(b, tens[v / 10]);
        v %= 10;
        if (v) buf_puts(b, "-");
    }
    buf_puts(b, small[v]);
}

TEST(number_reads_what_is_written_in_words) {
    for (i64 v = 1; v < 1000000; v += v < 300 ? 1 : 997) {
        struct arena whole = arena_make("number", 16 << 20), a = whole;
        struct buf b = buf_make(&a, 4096);
        words_of(&b, v);
        struct number n = {0};
        struct str s = buf_str(&b);
        struct tokens t = tokenize(&a, s, 0, s.n);
        bool right = number_at(s, t.v, 0, t.n, &n) && n.min == v && n.max == v && n.to == t.n;
        if (!right)
            test_fail(__FILE__, __LINE__, "%lld in words is read as %lld", (long long)v,
                      (long long)n.min);
        arena_drop(whole);
    }
}
