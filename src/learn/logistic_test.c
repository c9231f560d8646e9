#include "base/t.h"
#include "learn/logistic.h"

TEST(logistic_chance_is_the_logistic_function) {
    EXPECT_INT(logistic_chance(0), LOGISTIC_ONE / 2);
    EXPECT_INT(logistic_chance(1 << 24), LOGISTIC_ONE);
    EXPECT_INT(logistic_chance(-(1 << 24)), 0);
    i32 p = logistic_chance(LOGISTIC_ONE); /* 0.73106 */
    EXPECT(p > 47900 && p < 47925);
    EXPECT_INT(logistic_chance(-LOGISTIC_ONE), LOGISTIC_ONE - p);
}

/* Class 0 where feature 10 is, class 1 where 20 is; 30 says nothing. */
static struct logistic *learned(struct arena *a, u32 skip) {
    struct logistic *l = logistic_make(a, 8, 2);
    u32 x[2] = {10, 30}, y[2] = {20, 30};
    for (int i = 0; i < 50; i++) {
        logistic_learn(l, x, 2, 1, skip, LOGISTIC_ONE);
        logistic_learn(l, y, 2, 2, skip, LOGISTIC_ONE);
    }
    return l;
}

TEST(logistic_learns_two_classes) {
    struct arena a = test_arena();
    i32 odds[2];
    u32 x[2] = {10, 30}, y[2] = {20, 30};
    struct logistic *l = learned(&a, 0);
    logistic_odds(l, x, 2, odds);
    EXPECT(odds[0] > LOGISTIC_ONE && odds[1] < -LOGISTIC_ONE);
    logistic_odds(l, y, 2, odds);
    EXPECT(odds[0] < -LOGISTIC_ONE && odds[1] > LOGISTIC_ONE);
}

TEST(logistic_leaves_skipped_classes_alone) {
    struct arena a = test_arena();
    i32 odds[2];
    u32 x[1] = {10};
    logistic_odds(learned(&a, 1), x, 1, odds);
    EXPECT_INT(odds[0], 0);
    EXPECT(odds[1] < 0);
}

TEST(logistic_leaves_rare_rows_alone) {
    struct arena a = test_arena();
    struct logistic *l = logistic_make(&a, 8, 1);
    u32 x[1] = {10}, y[1] = {20};
    i32 odds[1];
    l->seen_least = 2;
    logistic_see(l, x, 1), logistic_see(l, x, 1), logistic_see(l, y, 1);
    logistic_learn(l, x, 1, 1, 0, LOGISTIC_ONE), logistic_learn(l, y, 1, 1, 0, LOGISTIC_ONE);
    logistic_odds(l, y, 1, odds);
    EXPECT_INT(odds[0], 0);
    logistic_odds(l, x, 1, odds);
    EXPECT(odds[0] > 0);
}

TEST(logistic_packs_odds_in_units) {
    struct arena a = test_arena();
    struct logistic *l = logistic_make(&a, 8, 1);
    struct linear m;
    struct linear_sum s;
    struct err e = {0};
    l->w[7 * l->width] = LOGISTIC_ONE * 3 / 2;
    struct str bytes = logistic_pack(l, &a, "x", "A", 64, 32);
    char *p = arena_alloc(&a, 1, 64, bytes.n + 1);
    memcpy(p, bytes.p, (size_t)bytes.n);
    EXPECT_OK(linear_open((struct str){p, bytes.n}, &m, &e));
    linear_zero(&m, &s);
    linear_add(&m, 7, &s);
    EXPECT_INT(s.v[0], 48);
}
