#include "base/str.h"

#include "base/t.h"

TEST(str_compares_bytes) {
    EXPECT(str_eq(S("abc"), S("abc")));
    EXPECT(!str_eq(S("abc"), S("abd")));
    EXPECT(!str_eq(S("abc"), S("ab")));
    EXPECT(str_eq((struct str){0}, S("")));
    EXPECT(str_eqc(S("x"), "x") && !str_eqc(S("x"), "xy") && str_eqc(S(""), NULL));
    EXPECT(str_eqi(S("MaRat"), S("mArAT")) && !str_eqi(S("a"), S("b")));
    EXPECT(!str_eqi(S("\xc3\x89"), S("\xc3\xa9"))); /* ASCII only */
    EXPECT_INT(str_cmp(S("a"), S("b")), -1);
    EXPECT_INT(str_cmp(S("b"), S("a")), 1);
    EXPECT_INT(str_cmp(S("a"), S("a")), 0);
    EXPECT_INT(str_cmp(S("a"), S("aa")), -1);
    EXPECT_INT(str_cmp(S("\x7f"), S("\x80")), -1); /* unsigned */
    EXPECT_INT(str_cmp((struct str){0}, S("")), 0);
}

TEST(str_finds) {
    struct str s = S("one two two");
    EXPECT_INT(str_find(s, S("two"), 0), 4);
    EXPECT_INT(str_find(s, S("two"), 5), 8);
    EXPECT_INT(str_find(s, S("two"), 9), -1);
    EXPECT_INT(str_find(s, S("two"), -7), 4);
    EXPECT_INT(str_find(s, S(""), 3), 3);
    EXPECT_INT(str_find(s, S(""), 11), 11);
    EXPECT_INT(str_find(s, S(""), 12), -1);
    EXPECT_INT(str_find(S(""), S("a"), 0), -1);
    EXPECT_INT(str_find((struct str){0}, (struct str){0}, 0), 0);
    EXPECT_INT(str_chr(s, 't', 5), 8);
    EXPECT_INT(str_chr(s, 'x', 0), -1);
    EXPECT_INT(str_chr(s, 'o', 11), -1);
    EXPECT(str_has(s, S("e t")) && !str_has(s, S("twoo")));
    EXPECT(str_starts(s, S("one")) && !str_starts(s, S("two")) && str_starts(s, S("")));
    EXPECT(str_ends(s, S("two")) && !str_ends(s, S("one")) && str_ends(s, S("")));
    EXPECT(!str_starts(S("a"), S("ab")) && !str_ends(S("b"), S("ab")));
}

TEST(str_cuts_pieces) {
    EXPECT_STR(str_sub(S("abcdef"), 2, 4), S("cd"));
    EXPECT_STR(str_sub(S("abcdef"), -5, 100), S("abcdef"));
    EXPECT_STR(str_sub(S("abcdef"), 4, 2), S(""));
    EXPECT_STR(str_sub(S("abcdef"), 9, 12), S(""));
    EXPECT_STR(str_trim(S(" \t\r\n\v\f a b \n")), S("a b"));
    EXPECT_STR(str_trim(S("  ")), S(""));
    EXPECT_STR(str_trim(S("\xc2\xa0")), S("\xc2\xa0")); /* ASCII only */
}

TEST(str_cut_gives_every_field) {
    struct str s = S("a,,b,"), want[] = {S("a"), S(""), S("b"), S("")};
    i64 n = 0;
    while (s.p) {
        struct str field = str_cut(&s, ',');
        if (n < LEN(want)) EXPECT_STR(field, want[n]);
        n++;
    }
    EXPECT_INT(n, 4);
    s = S("");
    EXPECT_STR(str_cut(&s, ','), S(""));
    EXPECT(s.p == NULL);
}

TEST(str_makes_copies) {
    struct arena a = test_arena();
    char c[] = "abc";
    struct str dup = str_dup(&a, str_c(c));
    c[0] = 'x';
    EXPECT_STR(dup, S("abc"));
    EXPECT_STR(str_cat(&a, S("ab"), S("cd")), S("abcd"));
    EXPECT_STR(str_cat(&a, (struct str){0}, (struct str){0}), S(""));
    EXPECT_STR(str_fmt(&a, "%d-%s", 7, "x"), S("7-x"));
    EXPECT_INT(str_fmt(&a, "%05000d", 1).n, 5000);
    EXPECT_STR(str_lower(&a, S("AbZ\xc3\x89")), S("abz\xc3\x89"));
    EXPECT(strcmp(cstr(&a, S("abc")), "abc") == 0);
    EXPECT(strlen(cstr(&a, (struct str){0})) == 0);
    EXPECT_STR(str_c(NULL), S(""));
}

TEST(str_i64_is_strict) {
    static const struct {
        struct str s;
        bool ok;
        i64 v;
    } ROWS[] = {
        {SI("0"), true, 0},
        {SI("-0"), true, 0},
        {SI("007"), true, 7},
        {SI("9223372036854775807"), true, INT64_MAX},
        {SI("-9223372036854775808"), true, INT64_MIN},
        {SI("9223372036854775808"), false, 0},
        {SI("-9223372036854775809"), false, 0},
        {SI("99999999999999999999999"), false, 0},
        {SI(""), false, 0},
        {SI("-"), false, 0},
        {SI("+1"), false, 0},
        {SI(" 1"), false, 0},
        {SI("1 "), false, 0},
        {SI("1.0"), false, 0},
        {SI("--1"), false, 0},
        {SI("0x1"), false, 0},
        {SI("1\0"), false, 0},
    };
    for (i64 i = 0; i < LEN(ROWS); i++) {
        i64 v = 42;
        EXPECT_INT(str_i64(ROWS[i].s, &v), ROWS[i].ok);
        EXPECT_INT(v, ROWS[i].ok ? ROWS[i].v : 42);
    }
}

/* Vectors of the FNV authors' test suite. */
TEST(str_hash_is_fnv_1a) {
    EXPECT(str_hash(S("")) == 0xcbf29ce484222325u);
    EXPECT(str_hash(S("a")) == 0xaf63dc4c8601ec8cu);
    EXPECT(str_hash(S("foobar")) == 0x85944171f73967e8u);
}

TEST(str_classes_know_ascii_only) {
    int spaces = 0, digits = 0, letters = 0;
    for (int c = -1; c < 256; c++) {
        spaces += is_space(c);
        digits += is_digit(c);
        letters += is_alpha(c);
        EXPECT(is_alnum(c) == (is_alpha(c) || is_digit(c)));
    }
    EXPECT_INT(spaces, 6);
    EXPECT_INT(digits, 10);
    EXPECT_INT(letters, 52);
    EXPECT(lower('Q') == 'q' && lower('q') == 'q' && lower('@') == '@' && lower('[') == '[');
}
