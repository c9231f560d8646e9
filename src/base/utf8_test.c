#include "base/utf8.h"

#include "base/t.h"

static bool scalar(u32 cp) {
    return cp < 0xd800 || (cp >= 0xe000 && cp <= 0x10ffff);
}

TEST(utf8_round_trips_every_scalar_value) {
    struct arena a = test_arena();
    i64 wrong = 0;
    for (u32 cp = 0; cp <= 0x110000; cp++) {
        struct arena scratch = a;
        struct buf b = buf_make(&scratch, 8);
        u32 back = 0;
        utf8_put(&b, cp);
        struct str s = buf_str(&b);
        wrong += utf8_next(s, 0, &back) != s.n || back != (scalar(cp) ? cp : 0xfffd);
        wrong += utf8_invalid(s) != -1;
        for (i64 i = 1; i < s.n; i++)
            wrong += utf8_next(str_sub(s, 0, i), 0, &back) != 0 || utf8_boundary(s, i);
    }
    EXPECT_INT(wrong, 0);
}

/* Every sequence of up to three bytes, against the definition of RFC 3629 written out naively. */
static bool naive(const u8 *p, i64 n) {
    for (i64 i = 0; i < n;) {
        i64 len = p[i] < 0x80       ? 1
                  : p[i] >> 5 == 6  ? 2
                  : p[i] >> 4 == 14 ? 3
                  : p[i] >> 3 == 30 ? 4
                                    : 0;
        static const u32 LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
        if (len == 0 || i + len > n) return false;
        u32 cp = len == 1 ? p[i] : p[i] & (0xff >> (len + 1));
        for (i64 k = 1; k < len; k++) {
            if (p[i + k] >> 6 != 2) return false;
            cp = cp << 6 | (p[i + k] & 63);
        }
        if (cp < LEAST[len] || !scalar(cp)) return false;
        i += len;
    }
    return true;
}

TEST(utf8_invalid_agrees_with_the_definition) {
    i64 wrong = 0;
    for (u32 v = 0; v < 1u << 24; v += v < 0x800000 ? 13 : 1) {
        u8 t[5] = {(u8)(v >> 16), (u8)(v >> 8), (u8)v, 'x', 0x80};
        struct str s = {(char *)t, 4};
        wrong += (utf8_invalid(s) == -1) != naive(t, 4);
    }
    for (u32 v = 0; v < 1u << 21; v++) { /* four bytes from F0 to F7 */
        u8 t[4] = {(u8)(0xf0 | v >> 18), (u8)(0x40 | (v >> 10 & 0xff)), (u8)(v >> 2), (u8)(v << 6)};
        wrong += (utf8_invalid((struct str){(char *)t, 4}) == -1) != naive(t, 4);
    }
    EXPECT_INT(wrong, 0);
}

TEST(utf8_invalid_says_where) {
    EXPECT_INT(utf8_invalid(S("")), -1);
    EXPECT_INT(utf8_invalid(S("plain text of more than eight bytes")), -1);
    EXPECT_INT(utf8_invalid(S("plain text of more than eight b\xff tes")), 31);
    EXPECT_INT(utf8_invalid(S("\xd0\x9f\xd1\x80\xd0")), 4);
    EXPECT_INT(utf8_invalid(S("ab\xed\xa0\x80")), 2);        /* surrogate */
    EXPECT_INT(utf8_invalid(S("\xc0\xaf")), 0);              /* overlong */
    EXPECT_INT(utf8_invalid(S("\xf4\x90\x80\x80")), 0);      /* past U+10FFFF */
    EXPECT_INT(utf8_invalid(S("abc\0def\0\0\0\0\x80")), 11); /* NUL is a letter like others */
}

/* Unicode §3.9, tables 3-8 to 3-11: maximal subparts. */
TEST(utf8_clean_replaces_maximal_subparts) {
    static const struct {
        struct str from, to;
        i64 count;
    } ROWS[] = {
        {SI("fine \xc3\xa9"), SI("fine \xc3\xa9"), 0},
        {SI(""), SI(""), 0},
        {SI("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41"), SI("????????A"), 8},
        {SI("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41"), SI("????????A"), 8},
        {SI("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42"), SI("?????A??B"), 7},
        {SI("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41"), SI("????A"), 4},
        {SI("\xe1\x80"), SI("?"), 1},
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(ROWS); i++) {
        struct buf want = buf_make(&a, 100);
        for (i64 k = 0; k < ROWS[i].to.n; k++) {
            if (ROWS[i].to.p[k] == '?')
                buf_puts(&want, "\xef\xbf\xbd");
            else
                buf_c(&want, ROWS[i].to.p[k]);
        }
        i64 count = -1;
        EXPECT_STR(utf8_clean(&a, ROWS[i].from, &count), buf_str(&want));
        EXPECT_INT(count, ROWS[i].count);
    }
}

TEST(utf8_boundaries) {
    struct str s = S("a\xc3\xa9z");
    EXPECT(utf8_boundary(s, 0) && utf8_boundary(s, 1) && !utf8_boundary(s, 2));
    EXPECT(utf8_boundary(s, 3) && utf8_boundary(s, 4));
    EXPECT(!utf8_boundary(s, 5) && !utf8_boundary(s, -1));
}

TEST(utf8_next_stays_inside) {
    u32 cp = 7;
    EXPECT_INT(utf8_next(S("a"), 1, &cp), 0);
    EXPECT_INT(utf8_next(S("a"), -1, &cp), 0);
    EXPECT_INT(utf8_next(S("\xe2\x82\xac"), 1, &cp), 0);
    EXPECT_INT(cp, 7);
}
