/* Tokens as they are cut: every kind of mark and quote, and any bytes at all. */
#include "base/t.h"
#include "text/token.h"

/* The tokens with a blank between, each with a letter of its kind before: w n m o c. */
static struct str shown(struct arena *a, struct str text) {
    struct tokens t = tokenize(a, text, 0, text.n);
    struct buf b = buf_make(a, 4000);
    for (i32 i = 0; i < t.n; i++) {
        if (i) buf_c(&b, ' ');
        buf_c(&b, "wnmoc"[t.v[i].kind]);
        buf_c(&b, ':');
        buf_put(&b, tok_str(text, &t.v[i]));
    }
    return buf_str(&b);
}

static struct token nth(struct arena *a, struct str text, i32 i) {
    struct tokens t = tokenize(a, text, 0, text.n);
    return EXPECT(i < t.n) ? t.v[i] : (struct token){0};
}

TEST(token_words_numbers_marks) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("In Marat, 21 died.")), S("w:In w:Marat m:, n:21 w:died m:."));
    EXPECT_STR(shown(&a, S("left at 7.40 on 3/4")), S("w:left w:at n:7.40 w:on n:3/4"));
    EXPECT_STR(shown(&a, S("the 10th, 5pm, 1990s")), S("w:the n:10th m:, n:5pm m:, n:1990s"));
    EXPECT_STR(shown(&a, S("12, 13.")), S("n:12 m:, n:13 m:."));
    EXPECT_INT(tokenize(&a, S(""), 0, 0).n, 0);
    EXPECT_INT(tokenize(&a, S(" \n\t "), 0, 4).n, 0);
}

TEST(token_apostrophes) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("Sana'a's men didn't go")), S("w:Sana'a w:'s w:men w:did w:n't w:go"));
    EXPECT_STR(shown(&a, S("Ilin\xE2\x80\x99s")), S("w:Ilin w:\xE2\x80\x99s"));
    EXPECT_STR(shown(&a, S("the fighters' base")), S("w:the w:fighters m:' w:base"));
    struct str clock = S("O\xE2\x80\x99"
                         "Clock");
    struct token t = nth(&a, clock, 0);
    EXPECT(tok_is(clock, &t, "o'clock"));
    EXPECT_INT(t.hash, word_hash(S("o'clock")));
}

TEST(token_hyphens_and_dashes) {
    static const struct str dashes[] = {SI("one -- two"), SI("one - two"),
                                        SI("one \xE2\x80\x94 two"), SI("one \xE2\x80\x93 two")};
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("close-range 20-30")), S("w:close w:range n:20 n:30"));
    EXPECT(nth(&a, S("close-range"), 1).flags & TOK_HYPHEN);
    EXPECT(!(nth(&a, S("close range"), 1).flags & TOK_HYPHEN));
    EXPECT(nth(&a,
               S("20\xE2\x80\x93"
                 "30"),
               1)
               .flags &
           TOK_HYPHEN);
    for (i64 i = 0; i < LEN(dashes); i++) {
        EXPECT_INT(tokenize(&a, dashes[i], 0, dashes[i].n).n, 3);
        EXPECT_INT(nth(&a, dashes[i], 1).mark, '-');
    }
    EXPECT_STR(shown(&a, S("and... so")), S("w:and m:... w:so"));
    EXPECT_INT(nth(&a, S("and\xE2\x80\xA6 so"), 1).mark, '.');
}

TEST(token_quotes_of_every_kind) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("\"Go,\" he said.")), S("o:\" w:Go m:, c:\" w:he w:said m:."));
    EXPECT_STR(shown(&a, S("\xE2\x80\x9CGo\xE2\x80\x9D")), S("o:\xE2\x80\x9C w:Go c:\xE2\x80\x9D"));
    EXPECT_STR(shown(&a, S("\xC2\xABGo\xC2\xBB")), S("o:\xC2\xAB w:Go c:\xC2\xBB"));
    EXPECT_STR(shown(&a, S("``Go''")), S("o:`` w:Go c:''"));
    EXPECT_STR(shown(&a, S("He said 'go' now")), S("w:He w:said o:' w:go c:' w:now"));
    EXPECT_INT(nth(&a, S("'go'"), 0).mark, '\'');
    EXPECT_INT(nth(&a, S("\"go\""), 2).mark, '"');
}

TEST(token_capitals) {
    struct arena a = test_arena();
    EXPECT_INT(nth(&a, S("Marat"), 0).flags & (TOK_CAP | TOK_CAPS), TOK_CAP);
    EXPECT_INT(nth(&a, S("SSA"), 0).flags & (TOK_CAP | TOK_CAPS), TOK_CAP | TOK_CAPS);
    EXPECT_INT(nth(&a, S("A"), 0).flags & (TOK_CAP | TOK_CAPS), TOK_CAP);
    EXPECT_INT(nth(&a, S("town"), 0).flags & (TOK_CAP | TOK_CAPS), 0);
    EXPECT_INT(nth(&a, S("Épine"), 0).flags & TOK_CAP, TOK_CAP);
    EXPECT_INT(nth(&a, S("épine"), 0).flags & TOK_CAP, 0);
    EXPECT_INT(nth(&a, S("Марат"), 0).flags & TOK_CAP, TOK_CAP);
    EXPECT_INT(nth(&a, S("марат"), 0).flags & TOK_CAP, 0);
}

TEST(token_lines_and_paragraphs) {
    struct arena a = test_arena();
    struct str text = S("one two\nthree\n\nfour.");
    int want[] = {TOK_LINE | TOK_PARA, 0, TOK_LINE, TOK_LINE | TOK_PARA, TOK_GLUED};
    for (i32 i = 0; i < 5; i++)
        EXPECT_INT(nth(&a, text, i).flags, want[i]);
    EXPECT(nth(&a, S("one\n \t\ntwo"), 1).flags & TOK_PARA);
    EXPECT_INT(nth(&a, S("one\r\ntwo"), 1).flags, TOK_LINE);
}

TEST(token_points_inside_words) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("the U.N. said")), S("w:the w:U.N m:. w:said"));
    EXPECT_STR(shown(&a, S("at 7 a.m. he")), S("w:at n:7 w:a.m m:. w:he"));
    EXPECT_STR(shown(&a, S("end.Then")), S("w:end m:. w:Then"));
}

TEST(token_no_break_spaces_part_words) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("12\xC2\xA0men")), S("n:12 w:men"));
    EXPECT_STR(shown(&a, S("12\xE2\x80\xAFmen")), S("n:12 w:men"));
    EXPECT(!(nth(&a, S("12\xC2\xA0men"), 1).flags & TOK_GLUED));
}

TEST(token_other_scripts) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("كفر زيتا،")), S("w:كفر w:زيتا m:،"));
    EXPECT_STR(shown(&a, S("район город.")), S("w:район w:город m:."));
    EXPECT_INT(nth(&a, S("كفر،"), 1).mark, ',');
}

TEST(token_words_compare_without_ascii_case) {
    struct arena a = test_arena();
    struct token t = nth(&a, S("Shot"), 0);
    EXPECT(tok_is(S("Shot"), &t, "shot"));
    EXPECT(!tok_is(S("Shot"), &t, "sho"));
    EXPECT(!tok_is(S("Shot"), &t, "shots"));
    EXPECT_INT(word_hash(S("KILLED")), word_hash(S("killed")));
    EXPECT(word_hash(S("killed")) != word_hash(S("killer")));
}

TEST(token_part_of_a_text_keeps_offsets) {
    struct arena a = test_arena();
    struct str text = S("one two three");
    struct tokens t = tokenize(&a, text, 4, 7);
    if (!EXPECT(t.n == 1)) return;
    EXPECT_INT(t.v[0].start, 4);
    EXPECT_INT(t.v[0].end, 7);
    EXPECT_INT(tokenize(&a, text, 4, 10).v[1].end, 10); /* cut at the end, not read past it */
}

/* Any bytes: spans rise, are not empty, do not overlap, lie inside. */
TEST(token_spans_are_ordered_on_any_bytes) {
    static const char *const bits[] = {
        "a",    "7",    "'", "\"",           "-",    ".",   "\n", " ", "\xE2\x80\x93", "\xC2",
        "\xE2", "\x80", "s", "\xE2\x80\x99", "\xFF", "n't", "Q",  ",", "\xD8\x8C",     "\xC2\xA0"};
    struct arena base = test_arena();
    u64 seed = 7;
    for (int round = 0; round < 2000; round++) {
        struct arena a = base;
        struct buf b = buf_make(&a, 400);
        for (int k = 0; k < 30; k++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            buf_puts(&b, bits[(seed >> 33) % (u64)LEN(bits)]);
        }
        struct str text = buf_str(&b);
        struct tokens t = tokenize(&a, text, 0, text.n);
        u32 last = 0;
        for (i32 i = 0; i < t.n; i++) {
            bool fits = t.v[i].start >= last && t.v[i].end > t.v[i].start && t.v[i].end <= text.n;
            if (!fits) return test_fail(__FILE__, __LINE__, "round %d: token %d", round, i);
            last = t.v[i].end;
        }
    }
}
