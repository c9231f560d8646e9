#include "base/t.h"
#include "learn/train.h"

/* Two classes told apart by one feature each, and a third that never wins. */
static struct str small_model(struct arena *a) {
    struct trainer *t = trainer_make(a, 4, 3);
    trainer_move(t, 1, 0, 4);
    trainer_move(t, 2, 1, 2);
    trainer_move(t, 2, 2, -2);
    trainer_tick(t);
    return trainer_pack(t, a, "small", "a b c", 8, 0);
}

static struct str aligned(struct arena *a, struct str s) {
    char *p = arena_alloc(a, 1, 16, s.n + 1);
    memcpy(p, s.p, (size_t)s.n);
    return (struct str){p, s.n};
}

TEST(linear_scores_what_was_packed) {
    struct arena a = test_arena();
    struct linear m;
    struct err e = {0};
    EXPECT(linear_open(aligned(&a, small_model(&a)), &m, &e) == RC_OK);
    struct linear_sum s;
    linear_zero(&m, &s);
    linear_add(&m, 1, &s);
    EXPECT_INT(s.v[0], 32767 / 8); /* the largest weight gets the largest value allowed */
    EXPECT_INT(linear_best(&m, &s), 0);
    linear_zero(&m, &s);
    linear_add(&m, 2, &s);
    EXPECT_INT(s.v[1], (32767 / 8 + 1) / 2);
    EXPECT_INT(s.v[2], -s.v[1]);
    EXPECT_INT(linear_best(&m, &s), 1);
    EXPECT_INT(linear_class(&m, S("c")), 2);
    EXPECT_INT(linear_class(&m, S("d")), -1);
}

TEST(linear_refuses_every_shorter_file) {
    struct arena a = test_arena();
    struct str bytes = aligned(&a, small_model(&a));
    for (i64 n = 0; n < bytes.n; n++) {
        struct linear m;
        struct err e = {0};
        EXPECT(linear_open(str_sub(bytes, 0, n), &m, &e) == RC_INTEGRITY);
    }
}

TEST(trainer_averages_over_ticks) {
    struct arena a = test_arena();
    struct trainer *t = trainer_make(&a, 4, 2);
    trainer_move(t, 3, 0, 1); /* stands for 1 of 4 ticks */
    trainer_tick(t);
    trainer_move(t, 3, 0, -1);
    trainer_move(t, 5, 1, 1); /* stands for 3 of 4 */
    trainer_tick(t);
    trainer_tick(t);
    trainer_tick(t);
    struct linear m;
    struct err e = {0};
    EXPECT(linear_open(aligned(&a, trainer_pack(t, &a, "x", "a b", 1, 0)), &m, &e) == RC_OK);
    struct linear_sum s;
    linear_zero(&m, &s);
    linear_add(&m, 5, &s);
    EXPECT_INT(s.v[1], 32767);
    linear_zero(&m, &s);
    linear_add(&m, 3, &s);
    EXPECT_INT(s.v[0], (32767 + 1) / 3);
}

TEST(trainer_order_is_a_permutation) {
    struct arena a = test_arena();
    i32 *v = trainer_order(&a, 100, 1), *w = trainer_order(&a, 100, 2), sum = 0, same = 0;
    for (i32 i = 0; i < 100; i++)
        sum += v[i], same += v[i] == w[i];
    EXPECT_INT(sum, 4950);
    EXPECT(same < 20);
}

TEST(linear_keeps_only_what_was_seen_often) {
    struct arena a = test_arena();
    struct trainer *t = trainer_make(&a, 4, 2);
    u32 often = 0x20000001u, rare = 0x40000001u, f[3] = {rare, often, rare};
    trainer_rare(t, &a, 8, 2);
    trainer_see(t, f + 1, 2);
    trainer_see(t, f + 1, 1);
    EXPECT_INT(trainer_keep(t, f, 3), 1);
    EXPECT(f[0] == often);
    trainer_move(t, often, 1, 3);
    trainer_tick(t);
    struct linear m;
    struct err e = {0};
    struct str file = aligned(&a, trainer_pack(t, &a, "some", "a b", 4, 0));
    EXPECT(linear_open(file, &m, &e) == RC_OK);
    u32 g[3] = {often, rare, often};
    EXPECT_INT(linear_keep(&m, g, 3), 2);
    EXPECT(g[0] == often && g[1] == often);
    EXPECT(linear_open(str_sub(file, 0, file.n - 1), &m, &e) == RC_INTEGRITY);
}

TEST(linear_opens_models_one_behind_another) {
    struct arena a = test_arena();
    struct linear m;
    struct err e = {0};
    struct str one = small_model(&a);
    EXPECT_INT(one.n % 64, 0);
    struct str two = aligned(&a, str_cat(&a, one, one));
    EXPECT(linear_open(two, &m, &e) == RC_INTEGRITY);
    EXPECT(linear_open_next(&two, &m, &e) == RC_OK);
    EXPECT_INT(two.n, one.n);
    EXPECT(linear_open_next(&two, &m, &e) == RC_OK);
    EXPECT_INT(two.n, 0);
    EXPECT(linear_open_next(&two, &m, &e) == RC_INTEGRITY);
}
