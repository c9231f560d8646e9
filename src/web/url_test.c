#include "web/desk.h"

#include "base/t.h"

TEST(url_decodes_strictly) {
    struct arena a = test_arena();
    EXPECT_STR(url_decode(&a, S("a%20b+c"), true), S("a b c"));
    EXPECT_STR(url_decode(&a, S("a%20b+c"), false), S("a b+c"));
    EXPECT_STR(url_decode(&a, S("%D0%BC"), false), S("м"));
    const struct str bad[] = {S("%"),      S("%4"),    S("%zz"), S("a%00b"), S("%ff"),
                              S("%C0%AF"), S("a%7Fb"), S("%1B"), S("\x01")};
    for (i64 i = 0; i < LEN(bad); i++)
        EXPECT(url_decode(&a, bad[i], true).p == NULL);
}

TEST(url_encode_goes_back) {
    struct arena a = test_arena();
    struct str s = S("a b/ü?&=%+~\n");
    EXPECT_STR(url_decode(&a, url_encode(&a, s), false), s);
    EXPECT_STR(url_encode(&a, S("a/b c")), S("a%2Fb%20c"));
    EXPECT_STR(url_encode(&a, S("")), S(""));
}

TEST(url_queries) {
    struct arena a = test_arena();
    struct pair *p;
    i64 n;
    EXPECT(url_query(&a, S("a=1&b=%D1%8F&&c&a=2"), &p, &n));
    EXPECT_INT(n, 4);
    EXPECT_STR(p[1].value, S("я"));
    EXPECT_STR(p[2].value, S(""));
    EXPECT_STR(p[3].name, S("a"));
    EXPECT(url_query(&a, S(""), &p, &n));
    EXPECT_INT(n, 0);
    EXPECT(!url_query(&a, S("a=%2"), &p, &n));
    EXPECT(!url_query(&a, S("a%00=1"), &p, &n));
}

TEST(url_paths) {
    struct arena a = test_arena();
    struct str seg[4];
    EXPECT_INT(url_segments(&a, S("/"), seg, 4), 0);
    EXPECT_INT(url_segments(&a, S("/item/m-1"), seg, 4), 2);
    EXPECT_STR(seg[1], S("m-1"));
    const struct str bad[] = {S(""),         S("item"),     S("//item"),     S("/a//b"),
                              S("/a/"),      S("/../b"),    S("/a/./b"),     S("/a/%2e%2e/b"),
                              S("/a%2Fb"),   S("/a/b%5Cc"), S("/1/2/3/4/5"), S("/a%0Ab"),
                              S("http://x/")};
    for (i64 i = 0; i < LEN(bad); i++)
        if (url_segments(&a, bad[i], seg, 4) >= 0) EXPECT_STR(bad[i], S("refused"));
}

TEST(url_cookies) {
    struct str h = S("other=1; cairn_80=abc-123; x=y");
    EXPECT_STR(url_cookie(h, S("cairn_80")), S("abc-123"));
    EXPECT(url_cookie(h, S("cairn_8")).p == NULL);
    EXPECT(url_cookie(S("cairn_80=a; cairn_80=b"), S("cairn_80")).p == NULL);
    EXPECT(url_cookie(S("cairn_80=a\"b"), S("cairn_80")).p == NULL);
    EXPECT(url_cookie(S(""), S("cairn_80")).p == NULL);
    EXPECT(url_cookie((struct str){0}, S("cairn_80")).p == NULL);
    EXPECT(url_cookie(S(";;=;a;cairn_80"), S("cairn_80")).p == NULL);
}

TEST(url_redirects_stay_here) {
    EXPECT(url_is_local(S("/item/m-1?x=1#y")));
    const struct str bad[] = {S(""),
                              S("item"),
                              S("//evil.example"),
                              S("/\\evil"),
                              S("https://x/"),
                              S("/a b"),
                              S("/a\r\nSet-Cookie: x"),
                              S("/\x7F"),
                              S("javascript:1")};
    for (i64 i = 0; i < LEN(bad); i++)
        EXPECT(!url_is_local(bad[i]));
}

TEST(url_versions) {
    i64 e, p;
    EXPECT(url_version(S("\"12-3\""), &e, &p) && e == 12 && p == 3);
    const struct str bad[] = {S(""),
                              S("12-3"),
                              S("\"12\""),
                              S("\"-1-3\""),
                              S("W/\"12-3\""),
                              S("\"1-2-3\""),
                              S("*"),
                              S("\"a-b\""),
                              S("\"12-\""),
                              S("\"-1--1\""),
                              S("\"99999999999999999999-1\"")};
    for (i64 i = 0; i < LEN(bad); i++)
        EXPECT(!url_version(bad[i], &e, &p));
}

TEST(url_filenames_are_harmless) {
    struct arena a = test_arena();
    EXPECT_STR(intake_filename(&a, S("../../etc/passwd")), S("passwd"));
    EXPECT_STR(intake_filename(&a, S("C:\\reports\\a.txt")), S("a.txt"));
    EXPECT_STR(intake_filename(&a, S(".hidden")), S("_hidden"));
    EXPECT_STR(intake_filename(&a, S("..")), S("_."));
    EXPECT_STR(intake_filename(&a, S("")), S("file"));
    EXPECT_STR(intake_filename(&a, S("dir/")), S("file"));
    EXPECT_STR(intake_filename(&a, S("تقرير.txt")), S("تقرير.txt"));
    EXPECT_STR(intake_filename(&a, S("a\nb\xff.txt")), S("a_b_.txt"));
    EXPECT_STR(intake_filename(&a, S("-rf")), S("_rf"));
}
