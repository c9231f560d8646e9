#include "base/t.h"
#include "learn/tags.h"

/* O, B, I: I never begins and never follows O. */
static const i32 STEP[9] = {0, 0, TAGS_NEVER, 0, 0, 0, 0, 0, 0};
static const i32 FIRST[3] = {0, 0, TAGS_NEVER};

TEST(tags_obey_forbidden_steps) {
    struct arena a = test_arena();
    const i32 emit[] = {0, 1, 5, 0, 1, 5, 3, 0, 0};
    u8 out[3];
    tags_best(a, emit, STEP, FIRST, 3, 3, out);
    EXPECT_INT(out[0], 1);
    EXPECT_INT(out[1], 2);
    EXPECT_INT(out[2], 0);
}

TEST(tags_equal_scores_take_the_lower_tag) {
    struct arena a = test_arena();
    const i32 emit[6] = {0};
    u8 out[2] = {9, 9};
    tags_best(a, emit, STEP, FIRST, 2, 3, out);
    EXPECT_INT(out[0], 0);
    EXPECT_INT(out[1], 0);
}

/* The best of all sequences, tried one by one. */
TEST(tags_find_the_best_of_all) {
    struct arena a = test_arena();
    u32 x = 1;
    for (int round = 0; round < 200; round++) {
        i32 emit[12], step[9];
        for (int i = 0; i < 12; i++)
            emit[i] = (i32)((x = x * 1664525u + 1013904223u) >> 24) - 128;
        for (int i = 0; i < 9; i++)
            step[i] = (i32)((x = x * 1664525u + 1013904223u) >> 24) - 128;
        u8 out[4];
        tags_best(a, emit, step, NULL, 4, 3, out);
        i32 most = TAGS_NEVER, got = emit[out[0]];
        for (int i = 1; i < 4; i++)
            got += emit[i * 3 + out[i]] + step[out[i - 1] * 3 + out[i]];
        for (int s = 0; s < 81; s++) {
            int t[4] = {s % 3, s / 3 % 3, s / 9 % 3, s / 27};
            i32 sum = emit[t[0]];
            for (int i = 1; i < 4; i++)
                sum += emit[i * 3 + t[i]] + step[t[i - 1] * 3 + t[i]];
            if (sum > most) most = sum;
        }
        EXPECT_INT(got, most);
    }
}
