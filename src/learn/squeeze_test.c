#include "base/t.h"
#include "learn/squeeze.h"

/* n bytes, most of them nought. */
static struct str sample(struct arena *a, i64 n) {
    char *p = NEWN(a, char, n + 1);
    for (i64 i = 0; i < n; i += 37)
        if (i / 37 % 5 == 0) p[i] = (char)(i % 251 + 1);
    return (struct str){p, n};
}

TEST(squeeze_gives_the_same_bytes_again) {
    static const i64 sizes[] = {0, 1, 15, 16, 17, 255, 4096, 100003};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(sizes); i++) {
        struct str s = sample(&a, sizes[i]), back;
        struct err e = {0};
        EXPECT_OK(unsqueeze(&a, squeeze(&a, s), &back, &e));
        EXPECT(back.n == s.n && memcmp(back.p, s.p, (size_t)s.n) == 0);
        EXPECT_INT((i64)((uintptr_t)back.p & 15), 0);
    }
    EXPECT(squeeze(&a, sample(&a, 100003)).n < 15000);
}

TEST(squeeze_refuses_what_is_not_whole) {
    struct arena a = test_arena();
    struct str whole = squeeze(&a, sample(&a, 5000)), out;
    for (i64 n = 0; n < whole.n; n++) {
        struct arena save = a;
        struct err e = {0};
        EXPECT_INT(unsqueeze(&a, str_sub(whole, 0, n), &out, &e), RC_INTEGRITY);
        a = save;
    }
    struct err e = {0};
    EXPECT_INT(unsqueeze(&a, str_cat(&a, whole, S("x")), &out, &e), RC_INTEGRITY);
    EXPECT_INT(unsqueeze(&a, S("cairn-squeezed/1\nbytes 99999999999999\n\n"), &out, &e),
               RC_INTEGRITY);
}
