#include "base/t.h"

TEST(buf_grows_and_keeps) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    for (int i = 0; i < 1000; i++)
        buf_fmt(&b, "%d,", i);
    struct str s = buf_str(&b);
    for (int i = 0; i < 1000; i++) {
        i64 v = -1;
        EXPECT(str_i64(str_cut(&s, ','), &v) && v == i);
    }
    EXPECT_STR(s, S(""));
    EXPECT(buf_ok(&b));
}

TEST(buf_survives_allocations_between) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    for (int i = 0; i < 500; i++) {
        buf_c(&b, (char)('a' + i % 26));
        memset(NEWN(&a, char, 3), '#', 3); /* in the way of growing in place */
    }
    EXPECT_INT(b.n, 500);
    for (int i = 0; i < 500; i++)
        EXPECT(b.p[i] == 'a' + i % 26);
}

TEST(buf_grows_in_place_when_it_can) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    buf_c(&b, 'x');
    const char *p = b.p;
    for (int i = 0; i < 100000; i++)
        buf_c(&b, 'y');
    EXPECT(b.p == p);
}

TEST(buf_stops_at_its_maximum) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 5);
    buf_puts(&b, "abcde");
    EXPECT(buf_ok(&b));
    buf_put(&b, S(""));
    EXPECT(buf_ok(&b));
    buf_c(&b, 'f');
    EXPECT(!buf_ok(&b));
    EXPECT_STR(buf_str(&b), S("abcde"));
    struct buf c = buf_make(&a, 5);
    buf_puts(&c, "abc");
    buf_puts(&c, "too long");
    buf_puts(&c, "d"); /* would fit, but is dropped: no text with a hole */
    EXPECT_STR(buf_str(&c), S("abc"));
    EXPECT(!buf_ok(&c));
    struct buf d = buf_make(&a, 300);
    buf_fmt(&d, "%0400d", 1);
    EXPECT(!buf_ok(&d) && d.n == 0);
}

TEST(buf_formats) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 16);
    buf_i64(&b, 0);
    buf_c(&b, ' ');
    buf_i64(&b, INT64_MAX);
    buf_c(&b, ' ');
    buf_i64(&b, INT64_MIN);
    EXPECT_STR(buf_str(&b), S("0 9223372036854775807 -9223372036854775808"));
    i64 before = b.n;
    buf_fmt(&b, "%s%0600d", "x", 7);
    EXPECT_INT(b.n - before, 601);
    EXPECT(b.p[before] == 'x' && b.p[b.n - 1] == '7');
    struct buf none = buf_make(&a, 1);
    EXPECT_STR(buf_str(&none), S(""));
}
