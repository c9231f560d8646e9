#include "base/t.h"
#include "read/pattern.h"

/* Tokens matched from the first word of `text` on, 0 = none. */
static i32 matched(const char *slots, const char *text) {
    struct arena a = test_arena();
    struct doc d = {.a = &a, .text = str_c(text)};
    struct pattern p = {0};
    struct pattern_firsts f = {0};
    d.t = tokenize(&a, d.text, 0, d.text.n);
    pattern_read(str_c(slots), &p, &f);
    EXPECT(pattern_may_begin(&f, d.t.v[0].hash) || !pattern_match(&d, &p, 0, d.t.n));
    return pattern_match(&d, &p, 0, d.t.n);
}

TEST(pattern_lets_words_stand_between) {
    EXPECT_INT(matched("no|without trace of", "no clear trace was seen of them"), 6);
    EXPECT_INT(matched("no|without ~trace", "no clear trace"), 0);
    EXPECT_INT(matched("no|without ~trace", "Without trace"), 2);
    EXPECT_INT(matched("no trace", "no one two three four five six trace"), 0);
}

TEST(pattern_tries_later_words_too) {
    EXPECT_INT(matched("called a|the ~lie", "called the statement a lie"), 5);
}

TEST(pattern_takes_quotes_for_nothing) {
    EXPECT_INT(matched("called that ~nonsense", "called that “nonsense”"), 4);
}

TEST(pattern_stops_at_full_stops) {
    EXPECT_INT(matched("no trace", "no. trace"), 0);
    EXPECT_INT(matched("no trace", "no; trace"), 0);
    EXPECT_INT(matched("no trace", "no, trace"), 3);
}
