#include "text/charset.h"

#include "base/limits.h"
#include "base/t.h"
#include "base/utf8.h"

static struct decoded decode(struct arena *a, struct str bytes, struct str declared) {
    struct decoded d;
    struct err e = {0};
    EXPECT_OK(charset_decode(a, bytes, declared, &d, &e));
    EXPECT(utf8_invalid(d.text) < 0);
    return d;
}

TEST(charset_utf8_is_borrowed) {
    struct arena a = test_arena();
    struct str s = S("Ольмин, تل");
    struct decoded d = decode(&a, s, S(""));
    EXPECT(d.text.p == s.p);
    EXPECT_STR(d.charset, S("utf-8"));
    EXPECT_INT(d.map.n, 1);
    d = decode(&a,
               S("\xEF\xBB\xBF"
                 "abc"),
               S(""));
    EXPECT_STR(d.text, S("abc"));
    EXPECT_STR(d.how, S("bom"));
    EXPECT_INT(html_offset(&d.map, 0), 3);
}

TEST(charset_utf8_wins_over_a_wrong_declaration) {
    struct arena a = test_arena();
    struct decoded d = decode(&a, S("Ольмин"), S("iso-8859-1"));
    EXPECT_STR(d.text, S("Ольмин"));
    EXPECT_STR(d.how, S("valid"));
}

TEST(charset_declared_single_bytes) {
    struct arena a = test_arena();
    struct decoded d = decode(&a, S("\xCE\xEB\xFC\xEC\xE8\xED, 5"), S("Windows-1251"));
    EXPECT_STR(d.text, S("Ольмин, 5"));
    EXPECT_STR(d.charset, S("windows-1251"));
    EXPECT_INT(html_offset(&d.map, 2), 1);
    EXPECT_INT(html_offset(&d.map, d.text.n - 1), 8);
    EXPECT_STR(decode(&a, S("\xCA\xE1"), S("cp1256")).text, S("تل"));
    EXPECT_STR(decode(&a, S("caf\xE9 \x93x\x94"), S("ISO-8859-1")).text, S("café “x”"));
    EXPECT_STR(decode(&a, S("\xCF\xCC"), S("koi8-u")).text, S("ол"));
    EXPECT_STR(decode(&a, S("\xBE\xDB"), S("iso-8859-5")).text, S("Ол"));
}

TEST(charset_utf16_both_ways) {
    struct arena a = test_arena();
    struct decoded d = decode(&a, S("\xFF\xFE\x1E\x04x\0\x3D\xD8\x00\xDE"), S(""));
    EXPECT_STR(d.text, S("Оx\xF0\x9F\x98\x80"));
    EXPECT_INT(html_offset(&d.map, 3), 6);
    EXPECT_INT(html_end(&d.map, d.text.n), 10);
    d = decode(&a, S("\xFE\xFF\x04\x1E\xD8\x3D\0x\0"), S(""));
    EXPECT_STR(d.text, S("О\xEF\xBF\xBDx\xEF\xBF\xBD")); /* a lone surrogate, half a unit */
    EXPECT_INT(d.replaced, 2);
}

TEST(charset_counts_what_means_nothing) {
    struct arena a = test_arena();
    struct decoded d = decode(&a, S("Ольмин \xFF\xE2\x82 5"), S("utf-8"));
    EXPECT_STR(d.text, S("Ольмин \xEF\xBF\xBD\xEF\xBF\xBD 5"));
    EXPECT_INT(d.replaced, 2);
    EXPECT_INT(html_offset(&d.map, 13), 13);
    EXPECT_INT(html_offset(&d.map, 16), 14);
    EXPECT_INT(html_end(&d.map, 19), 16);
    EXPECT_INT(decode(&a, S("\x98 x"), S("windows-1251")).replaced, 1);
}

/* The same words in three encodings, undeclared: told apart by their letters. */
TEST(charset_guesses_by_frequent_letters) {
    struct arena a = test_arena();
    struct str ru = S("\xCF\xFF\xF2\xFC \xF7\xE5\xEB\xEE\xE2\xE5\xEA \xEF\xEE\xE3\xE8\xE1\xEB\xE8");
    EXPECT_STR(decode(&a, ru, S("")).text, S("Пять человек погибли"));
    struct str ar = S("\xDE\xCA\xE1 \xCB\xE3\xC7\xE4\xED\xC9 \xE3\xCF\xE4\xED\xED\xE4");
    struct decoded d = decode(&a, ar, S(""));
    EXPECT_STR(d.text, S("قتل ثمانية مدنيين"));
    EXPECT_STR(d.how, S("guessed"));
    EXPECT_STR(decode(&a, S("He said \x93no\x94 in the caf\xE9 at noon"), S("")).text,
               S("He said “no” in the café at noon"));
}

TEST(charset_says_when_it_does_not_know) {
    struct arena a = test_arena();
    struct decoded d;
    struct err e = {0};
    EXPECT_INT(charset_decode(&a, S("\xB0\xA1\xB0\xA2"), S("big5"), &d, &e), RC_UNSUPPORTED);
    EXPECT_STR(str_c(e.msg), S("encoding \"big5\" is declared and not known"));
    err_clear(&e);
    struct str big = {arena_alloc(&a, 1, 1, TEXT_BYTES_MAX + 1), TEXT_BYTES_MAX + 1};
    EXPECT_INT(charset_decode(&a, big, S(""), &d, &e), RC_LIMIT);
    err_clear(&e);
    big.n--;
    EXPECT_INT(charset_decode(&a, big, S(""), &d, &e), RC_OK);
}

TEST(charset_of_html_reads_the_declaration) {
    struct arena a = test_arena();
    EXPECT_STR(charset_of_html(a, S("<head><meta charset=\"Windows-1251\">")), S("Windows-1251"));
    EXPECT_STR(charset_of_html(a, S("<META http-equiv=Content-Type content='text/html; "
                                    "charset = koi8-r; x'>")),
               S("koi8-r"));
    EXPECT_STR(charset_of_html(a, S("<?xml version='1.0' encoding='utf-8'?><html>")), S("utf-8"));
    EXPECT_STR(charset_of_html(a, S("<!-- <meta charset=big5> --><p charset=x>")), S(""));
    EXPECT_STR(charset_of_html(a, S("<meta name=description content='charset=x'>")), S(""));
}
