#include "base/t.h"
#include "learn/words.h"

static struct str packed(struct arena *a) {
    static const u32 key[] = {5, 21, 6, 5}; /* 5 and 21 collide in 16 slots, and push 6 on */
    static const struct word_info info[] = {{1, 2, 3}, {0x8000, 5, 6}, {7, 8, 9}, {9, 9, 9}};
    return word_table_pack(a, key, info, 4, 4);
}

TEST(word_table_finds_what_was_packed) {
    struct arena a = test_arena();
    struct word_table t;
    struct err e = {0};
    EXPECT_OK(word_table_open(packed(&a), &t, &e));
    EXPECT_INT(word_table_find(&t, 5).tags, 1); /* the first of equal hashes */
    EXPECT_INT(word_table_find(&t, 5).cluster, 2);
    EXPECT_INT(word_table_find(&t, 21).tags, 0x8000);
    EXPECT_INT(word_table_find(&t, 6).lex, 9);
    EXPECT_INT(word_table_find(&t, 7).tags, 0);
    EXPECT_INT(word_table_find(&t, 0).tags, 0);
}

TEST(word_table_refuses_every_shorter_file_and_a_full_one) {
    struct arena a = test_arena();
    struct word_table t;
    struct str s = packed(&a);
    for (i64 n = 0; n < s.n; n++) {
        struct err e = {0};
        EXPECT(word_table_open(str_sub(s, 0, n), &t, &e) == RC_INTEGRITY);
    }
    char *full = NEWN(&a, char, s.n);
    memcpy(full, s.p, (size_t)s.n);
    for (i64 i = s.n - 128; i < s.n; i += 8)
        full[i] = 1;
    struct err e = {0};
    EXPECT(word_table_open((struct str){full, s.n}, &t, &e) == RC_INTEGRITY);
}
