#include "base/t.h"
#include "text/token.h"

static struct str word(struct arena *a, const char *text, i32 i) {
    struct str s = str_c(text);
    struct tokens t = tokenize(a, s, 0, s.n);
    return i < t.n ? tok_str(s, &t.v[i]) : S("none");
}

TEST(token_splits_hyphens_possessives_and_marks) {
    struct arena a = test_arena();
    EXPECT_STR(word(&a, "close-range shots", 1), S("range"));
    EXPECT_STR(word(&a, "Pelk's block", 1), S("'s"));
    EXPECT_STR(word(&a, "didn't go", 1), S("n't"));
    EXPECT_STR(word(&a, "44,000 people", 0), S("44,000"));
    EXPECT_STR(word(&a, "Sana'a fell", 0), S("Sana'a"));
    EXPECT_STR(word(&a, "in the U.N. camp", 2), S("U.N"));
}

TEST(token_tells_opening_from_closing_quotes) {
    struct arena a = test_arena();
    struct str s = S("He said \"no\" and “yes”.");
    struct tokens t = tokenize(&a, s, 0, s.n);
    EXPECT_INT(t.v[2].kind, TOK_OPEN);
    EXPECT_INT(t.v[4].kind, TOK_CLOSE);
    EXPECT_INT(t.v[6].kind, TOK_OPEN);
    EXPECT_INT(t.v[8].kind, TOK_CLOSE);
}

TEST(token_spans_never_cut_a_letter) {
    struct arena a = test_arena();
    struct str s = S("Żółć — ünï «да» 🙂 end");
    struct tokens t = tokenize(&a, s, 0, s.n);
    for (i32 i = 0; i < t.n; i++)
        EXPECT(((u8)s.p[t.v[i].start] & 0xC0) != 0x80);
    EXPECT_STR(tok_str(s, &t.v[t.n - 1]), S("end"));
    EXPECT(tok_is(S("SAID"), &(struct token){.start = 0, .end = 4}, "said"));
}
