/* CLAIMS.md: vague numbers keep their words and become ranges by one published table. The ranges
 * stand here a second time, by hand: a changed row must be changed knowingly. */
#include "base/t.h"
#include "text/number.h"

struct row {
    const char *words;
    i64 min, max;
};

static bool read_at(struct arena *a, const char *words, i32 i, struct number *n) {
    struct str text = str_c(words);
    struct tokens t = tokenize(a, text, 0, text.n);
    return number_at(text, t.v, i, t.n, n);
}

/* All of the words are one number. */
static void is(struct arena *a, struct row r, bool vague) {
    struct number n = {0};
    struct str text = str_c(r.words);
    struct tokens t = tokenize(a, text, 0, text.n);
    if (!number_at(text, t.v, 0, t.n, &n)) {
        test_fail(__FILE__, __LINE__, "\"%s\" is no number", r.words);
    } else if (n.min != r.min || n.max != r.max || n.vague != vague || n.to != t.n || n.refused) {
        test_fail(__FILE__, __LINE__, "\"%s\": %lld..%lld, vague %d, %d of %d tokens", r.words,
                  (long long)n.min, (long long)n.max, n.vague, n.to, t.n);
    }
}

static void all_are(const struct row *rows, i64 n, bool vague) {
    struct arena a = test_arena();
    for (i64 i = 0; i < n; i++)
        is(&a, rows[i], vague);
}

static const struct row VAGUE_WORDS[] = {{"dozens", 24, 99},
                                         {"a number", 2, 99},
                                         {"an unknown number", 2, 99},
                                         {"an unspecified number", 2, 99},
                                         {"an undetermined number", 2, 99},
                                         {"a small number", 2, 9},
                                         {"a large number", 12, 999},
                                         {"large numbers", 12, 999},
                                         {"many dozens", 36, 99},
                                         {"several dozens", 36, 99},
                                         {"several dozen", 36, 99},
                                         {"a few dozen", 24, 59},
                                         {"scores", 40, 99},
                                         {"many scores", 60, 99},
                                         {"tens", 20, 99},
                                         {"hundreds", 200, 999},
                                         {"many hundreds", 300, 999},
                                         {"several hundred", 300, 999},
                                         {"several hundreds", 300, 999},
                                         {"a few hundred", 200, 500},
                                         {"thousands", 2000, 9999},
                                         {"many thousands", 3000, 9999},
                                         {"several thousand", 3000, 9999},
                                         {"a few thousand", 2000, 5000},
                                         {"tens of thousands", 20000, 99999},
                                         {"hundreds of thousands", 200000, 999999},
                                         {"several", 3, 9},
                                         {"a handful", 3, 6},
                                         {"a few", 3, 6}};

/* Words before a number: what they make of 40. */
static const struct row HEDGES[] = {{"at least", 40, -1},       {"at the very least", 40, -1},
                                    {"at a minimum", 40, -1},   {"a minimum of", 40, -1},
                                    {"no fewer than", 40, -1},  {"no less than", 40, -1},
                                    {"not fewer than", 40, -1}, {"not less than", 40, -1},
                                    {"upwards of", 40, -1},     {"more than", 41, -1},
                                    {"over", 41, -1},           {"above", 41, -1},
                                    {"well over", 41, -1},      {"in excess of", 41, -1},
                                    {"up to", 0, 40},           {"as many as", 0, 40},
                                    {"at most", 0, 40},         {"no more than", 0, 40},
                                    {"not more than", 0, 40},   {"a maximum of", 0, 40},
                                    {"fewer than", 0, 39},      {"less than", 0, 39},
                                    {"under", 0, 39},           {"nearly", 34, 39},
                                    {"almost", 34, 39},         {"close to", 34, 39},
                                    {"just under", 34, 39},     {"about", 36, 44},
                                    {"around", 36, 44},         {"approximately", 36, 44},
                                    {"roughly", 36, 44},        {"some", 36, 44},
                                    {"an estimated", 36, 44},   {"estimated", 36, 44}};

TEST(number_table_vague_words) {
    struct arena a = test_arena();
    all_are(VAGUE_WORDS, LEN(VAGUE_WORDS), true);
    is(&a, (struct row){"a couple", 2, 2}, false);
    is(&a, (struct row){"Many Dozens", 36, 99}, true);
}

TEST(number_table_hedges_before_digits_and_words) {
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(HEDGES); i++) {
        struct row r = HEDGES[i];
        r.words = cstr(&a, str_fmt(&a, "%s 40", HEDGES[i].words));
        is(&a, r, true);
        r.words = cstr(&a, str_fmt(&a, "%s forty", HEDGES[i].words));
        is(&a, r, true);
    }
}

static bool in_table(const struct row *rows, i64 n, const char *words) {
    for (i64 i = 0; i < n; i++)
        if (!strcmp(rows[i].words, words)) return true;
    return false;
}

TEST(number_table_has_no_row_without_a_test) {
#define VAGUE(w, lo, hi) w,
#define HEDGE(w, s)
    static const char *const vague[] = {
#include "text/vague.def"
    };
#undef VAGUE
#undef HEDGE
#define VAGUE(w, lo, hi)
#define HEDGE(w, s) w,
    static const char *const hedges[] = {
#include "text/vague.def"
    };
#undef VAGUE
#undef HEDGE
    for (i64 i = 0; i < LEN(vague); i++)
        if (!in_table(VAGUE_WORDS, LEN(VAGUE_WORDS), vague[i]) && strcmp(vague[i], "a couple"))
            test_fail(__FILE__, __LINE__, "\"%s\" has no test", vague[i]);
    for (i64 i = 0; i < LEN(hedges); i++)
        if (!in_table(HEDGES, LEN(HEDGES), hedges[i]))
            test_fail(__FILE__, __LINE__, "\"%s\" has no test", hedges[i]);
}

TEST(number_hedges_of_vague_words) {
    static const struct row rows[] = {{"nearly two dozen", 20, 23}, /* the example of CLAIMS.md */
                                      {"at least several hundred", 300, -1},
                                      {"more than dozens", 24, -1},
                                      {"up to several dozen", 0, 99},
                                      {"no fewer than a dozen", 12, -1},
                                      {"at least some 40", 36, -1},
                                      {"12 or more", 12, -1},
                                      {"40 or so", 36, 44},
                                      {"about 5", 5, 5}}; /* a tenth of five is nothing */
    all_are(rows, LEN(rows), true);
}

TEST(number_exact_words) {
    static const struct row rows[] = {{"0", 0, 0},
                                      {"zero", 0, 0},
                                      {"one", 1, 1},
                                      {"Twenty one", 21, 21},
                                      {"NINETEEN", 19, 19},
                                      {"a hundred", 100, 100},
                                      {"a dozen", 12, 12},
                                      {"two dozen", 24, 24},
                                      {"three score", 60, 60},
                                      {"twelve hundred", 1200, 1200},
                                      {"one thousand two hundred and thirty-four", 1234, 1234},
                                      {"two million three hundred thousand", 2300000, 2300000},
                                      {"3 dozen", 36, 36},
                                      {"15 thousand", 15000, 15000}};
    all_are(rows, LEN(rows), false);
}

TEST(number_thousands_and_decimals) {
    static const struct row rows[] = {{"1,234,567", 1234567, 1234567},
                                      {"44.000", 44000, 44000},
                                      {"12\xC2\xA0"
                                       "500",
                                       12500, 12500},
                                      {"1.25 million", 1250000, 1250000},
                                      {"1.250 million", 1250000, 1250000},
                                      {"1.5 dozen", 18, 18}};
    all_are(rows, LEN(rows), false);
}

TEST(number_ranges) {
    static const struct row rows[] = {{"20\xE2\x80\x93"
                                       "30",
                                       20, 30},
                                      {"20 to 30", 20, 30},
                                      {"20 or 30", 20, 30},
                                      {"twenty to thirty", 20, 30},
                                      {"Between two and three hundred", 2, 300},
                                      {"from 20 to 30", 20, 30},
                                      {"1,000 to 2,000", 1000, 2000},
                                      {"at least 20 to 30", 20, -1}};
    all_are(rows, LEN(rows), true);
}

TEST(number_no_range_downwards) {
    struct arena a = test_arena();
    struct number n;
    EXPECT(read_at(&a, "30 to 20", 0, &n));
    EXPECT(n.min == 30 && n.max == 30 && n.to == 1);
    EXPECT(!read_at(&a, "between 30 and 20", 0, &n));
    EXPECT(read_at(&a, "twenty thirty", 0, &n)); /* two numbers, not fifty */
    EXPECT(n.min == 20 && n.to == 1);
}

TEST(number_refuses_what_counts_no_things) {
    static const char *const refused[] = {
        "40 per cent", "40%", "forty percent", "3 out of 10",         "500 dollars", "3.5",
        "20 euros",    "0.5", "90 pounds",     "at least 40 percent", "nearly 7%",   "two in three",
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(refused); i++) {
        struct number n = {0};
        if (!read_at(&a, refused[i], 0, &n) || !n.refused)
            test_fail(__FILE__, __LINE__, "\"%s\" is a count", refused[i]);
    }
    struct number n;
    EXPECT(read_at(&a, "$500", 1, &n) && n.refused);
    EXPECT(read_at(&a, "No 5", 1, &n) && n.refused);
    EXPECT(read_at(&a, "no 5", 1, &n) && !n.refused);
    EXPECT(read_at(&a, "five in hospital", 0, &n) && !n.refused);
    EXPECT(read_at(&a, "15 out of 20", 0, &n) && !n.refused);
}

TEST(number_none_begins_here) {
    static const char *const none[] = {"10th",  "third",  "1990s", "5pm",      "30km", "first",
                                       "a",     "an",     "from",  "at least", "over", "up to",
                                       "44,00", "4,4000", "1,2,3", "12:30",    "3/4",  "million"};
    struct arena a = test_arena();
    struct number n;
    for (i64 i = 0; i < LEN(none); i++)
        if (read_at(&a, none[i], 0, &n)) test_fail(__FILE__, __LINE__, "\"%s\" is read", none[i]);
}

/* Each may be no number; if it is one, it is small enough to be added up. */
TEST(number_never_overflows) {
    static const char *const parts[] = {" hundred", " dozen", " score", " thousand", " million"};
    struct arena a = test_arena();
    struct number n;
    EXPECT(!read_at(&a, "99999999999999999999999", 0, &n));
    for (i64 k = 0; k < LEN(parts); k++)
        for (int times = 1; times <= 60; times++) {
            struct buf b = buf_make(&a, 4000);
            buf_puts(&b, k & 1 ? "999" : "two");
            for (int i = 0; i < times; i++)
                buf_puts(&b, parts[k]);
            if (!read_at(&a, cstr(&a, buf_str(&b)), 0, &n)) continue;
            if (n.min < 2 || n.max < n.min || n.max > 1000000000000LL)
                return test_fail(__FILE__, __LINE__, "%d times%s: %lld", times, parts[k],
                                 (long long)n.min);
        }
    EXPECT(read_at(&a, "999 million", 0, &n) && n.min == 999000000);
}

TEST(number_stays_before_the_given_end) {
    struct arena a = test_arena();
    struct str text = S("at least 20 to 30 people");
    struct tokens t = tokenize(&a, text, 0, text.n);
    struct number n;
    EXPECT(number_at(text, t.v, 0, 3, &n) && n.to == 3 && n.min == 20);
    EXPECT(!number_at(text, t.v, 0, 2, &n));
    EXPECT(!number_at(text, t.v, 3, 3, &n));
}

TEST(number_of_words_takes_the_first) {
    struct arena a = test_arena();
    struct number n;
    EXPECT(number_of_words(a, S("the bodies of 14 people and 3 children"), &n));
    EXPECT(n.min == 14 && n.max == 14 && !n.vague);
    EXPECT(!number_of_words(a, S("bodies of people"), &n));
    EXPECT(!number_of_words(a, S(""), &n));
}
