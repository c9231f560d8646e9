#include "base/json_inner.h"
#include "base/t.h"

#include <math.h>

static struct str put(struct arena *a, double d) {
    struct buf b = buf_make(a, 64);
    json_put_double(&b, d);
    return buf_str(&b);
}

/* RFC 8785 appendix B, and the borders of each form. */
TEST(json_double_is_es6) {
    static const struct {
        u64 bits;
        struct str want;
    } ROWS[] = {
        {0x0000000000000000, SI("0")},
        {0x8000000000000000, SI("0")},
        {0x0000000000000001, SI("5e-324")},
        {0x8000000000000001, SI("-5e-324")},
        {0x7fefffffffffffff, SI("1.7976931348623157e+308")},
        {0xffefffffffffffff, SI("-1.7976931348623157e+308")},
        {0x4340000000000000, SI("9007199254740992")},
        {0xc340000000000000, SI("-9007199254740992")},
        {0x4430000000000000, SI("295147905179352830000")},
        {0x44b52d02c7e14af5, SI("9.999999999999997e+22")},
        {0x44b52d02c7e14af6, SI("1e+23")},
        {0x44b52d02c7e14af7, SI("1.0000000000000001e+23")},
        {0x444b1ae4d6e2ef4e, SI("999999999999999700000")},
        {0x444b1ae4d6e2ef4f, SI("999999999999999900000")},
        {0x444b1ae4d6e2ef50, SI("1e+21")},
        {0x3eb0c6f7a0b5ed8c, SI("9.999999999999997e-7")},
        {0x3eb0c6f7a0b5ed8d, SI("0.000001")},
        {0x41b3de4355555553, SI("333333333.3333332")},
        {0x41b3de4355555554, SI("333333333.33333325")},
        {0x41b3de4355555555, SI("333333333.3333333")},
        {0x41b3de4355555556, SI("333333333.3333334")},
        {0x41b3de4355555557, SI("333333333.33333343")},
        {0xbecbf647612f3696, SI("-0.0000033333333333333333")},
        {0x43143ff3c1cb0959, SI("1424953923781206.2")},
        {0x000fffffffffffff, SI("2.225073858507201e-308")}, /* the largest subnormal */
        {0x0010000000000000, SI("2.2250738585072014e-308")},
        {0x3ff0000000000000, SI("1")},
        {0x3fb999999999999a, SI("0.1")},
        {0x4059000000000000, SI("100")},
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(ROWS); i++) {
        double d;
        memcpy(&d, &ROWS[i].bits, 8);
        EXPECT_STR(put(&a, d), ROWS[i].want);
    }
}

static u64 next(u64 *x) { /* xorshift64 */
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* Powers of two have their neighbours at unequal distances: where the shortest form is easiest to
 * miss. */
TEST(json_double_reads_back) {
    struct arena a = test_arena();
    u64 x = 42;
    for (int i = 0; i < 20000; i++) {
        struct arena scratch = a;
        u64 bits = i < 2046 ? (u64)(i + 1) << 52 : next(&x);
        double d;
        memcpy(&d, &bits, 8);
        if (!isfinite(d) || d == 0) continue;
        struct str s = put(&scratch, d);
        if (json_double(scratch, s) == d && s.n <= 25) continue;
        test_fail(__FILE__, __LINE__, "bits %016llx give %.*s", (unsigned long long)bits, SARG(s));
    }
}

TEST(json_double_of_literals) {
    struct arena a = test_arena();
    EXPECT(json_double(a, S("0.1")) == 0.1);
    EXPECT(json_double(a, S("1e-400")) == 0);
    EXPECT(isinf(json_double(a, S("-1e400"))));
    EXPECT(json_double(a, S("9007199254740993")) == 9007199254740992.0);
    EXPECT(json_double(a, S("2.2250738585072011e-308")) == 0x0.fffffffffffffp-1022);
}

/* Every line: the bits of a double in hexadecimal, a comma, its text. */
TEST(json_double_es6_file) {
    struct arena a = test_arena();
    const char *path;
    if (!test_shared(&a, "vectors/jcs/es6testfile100k.txt", &path))
        return test_skip("../shared/vectors/jcs is not here");
    struct str all = test_file(&a, path);
    i64 lines = 0, wrong = 0;
    while (all.n) {
        struct arena scratch = a;
        struct str want = str_cut(&all, '\n'), hex = str_cut(&want, ',');
        u64 bits = 0;
        for (i64 i = 0; i < hex.n; i++)
            bits = bits << 4 | (u64)(is_digit(hex.p[i]) ? hex.p[i] - '0' : hex.p[i] - 'a' + 10);
        double d;
        memcpy(&d, &bits, 8);
        lines++;
        if (str_eq(put(&scratch, d), want)) continue;
        if (wrong++ < 10) EXPECT_STR(put(&scratch, d), want);
    }
    EXPECT_INT(lines, 100000);
    EXPECT_INT(wrong, 0);
}
