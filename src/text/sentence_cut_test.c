/* Where sentences and paragraphs end, and what a paragraph is. */
#include "base/t.h"
#include "text/sentence.h"

static struct sentences cut(struct arena *a, struct str text, struct tokens *t) {
    *t = tokenize(a, text, 0, text.n);
    return sentences_of(a, text, *t, true);
}

/* The sentences with a bar between. */
static struct str shown(struct arena *a, struct str text) {
    struct tokens t;
    struct sentences s = cut(a, text, &t);
    struct buf b = buf_make(a, 1 << 16);
    for (i32 i = 0; i < s.n; i++) {
        if (i) buf_puts(&b, " | ");
        buf_put(&b, str_sub(text, t.v[s.v[i].from].start, t.v[s.v[i].to - 1].end));
    }
    return buf_str(&b);
}

static int kind_of(struct arena *a, struct str text, i32 i) {
    struct tokens t;
    struct sentences s = cut(a, text, &t);
    return EXPECT(i < s.n) ? s.v[i].kind : -1;
}

TEST(sentence_ends_at_full_stops) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("Two men died. One fled! Who knows? Nobody.")),
               S("Two men died. | One fled! | Who knows? | Nobody."));
    EXPECT_STR(shown(&a, S("Left at 7.40 in 3.5 hours.")), S("Left at 7.40 in 3.5 hours."));
    EXPECT_STR(shown(&a, S("The fire.It spread.")), S("The fire.It spread."));
    EXPECT_STR(shown(&a, S("It grew. and spread.")), S("It grew. and spread."));
}

TEST(sentence_goes_on_after_abbreviations) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("Dr. Ilin Soro and Gen. T. Arnesh met. They left.")),
               S("Dr. Ilin Soro and Gen. T. Arnesh met. | They left."));
    EXPECT_STR(shown(&a, S("He saw a door. They left.")), S("He saw a door. | They left."));
}

TEST(sentence_keeps_its_closing_quote) {
    struct arena a = test_arena();
    EXPECT_STR(shown(&a, S("\"All fled.\" He wept. (Nobody came.) Then rain.")),
               S("\"All fled.\" | He wept. | (Nobody came.) | Then rain."));
    EXPECT_STR(shown(&a, S("\"All fled,\" he said. \"All of them.\"")),
               S("\"All fled,\" he said. | \"All of them.\""));
}

TEST(sentence_lines_are_paragraphs) {
    struct arena a = test_arena();
    struct tokens t;
    struct sentences s = cut(&a, S("Two men died.\nOne fled.\n\nNobody came. Rain."), &t);
    i32 para[] = {0, 1, 2, 2};
    if (!EXPECT(s.n == 4)) return;
    for (i32 i = 0; i < 4; i++)
        EXPECT_INT(s.v[i].para, para[i]);
    EXPECT(s.v[0].first && s.v[0].last && !s.wrapped);
    EXPECT(s.v[2].first && !s.v[2].last && !s.v[3].first && s.v[3].last);
}

TEST(sentence_wrapped_lines_are_no_paragraphs) {
    struct arena a = test_arena();
    struct tokens t;
    struct sentences s =
        cut(&a,
            S("The bridge over the river was cut in the night and the people of\n"
              "the lower town went to the hills with what they could carry, the\n"
              "council of the upper town put up tents for them in the gardens and\n"
              "on the road. Nobody was hurt.\n\nThe road is open."),
            &t);
    EXPECT(s.wrapped);
    if (!EXPECT(s.n == 3)) return;
    EXPECT_INT(s.v[1].para, 0);
    EXPECT_INT(s.v[2].para, 1);
}

TEST(sentence_kinds_of_a_page) {
    struct arena a = test_arena();
    struct str text = S("Shells fall on Marat\n\nCouncil asks for help\n\nBy A. Writer\n\n"
                        "Shells fell on Marat in the night, the council said.\n\n"
                        "Second night\n\nThe council asked for help.");
    int want[] = {SENT_HEADLINE, SENT_SUBHEAD, SENT_HEADER, SENT_BODY, SENT_SUBHEAD, SENT_BODY};
    for (i32 i = 0; i < 6; i++)
        EXPECT_INT(kind_of(&a, text, i), want[i]);
}

TEST(sentence_header_lines) {
    static const struct str lines[] = {SI("Published: 10 March 2031"), SI("Monday, 10 March 2031"),
                                       SI("2031-03-10"), SI("Source: Marat Courier")};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(lines); i++)
        EXPECT_INT(kind_of(&a, str_cat(&a, lines[i], S("\n\nTwo men died in Marat.")), 0),
                   SENT_HEADER);
    EXPECT_INT(kind_of(&a, S("By dawn two men of the lower town of Marat had died.\n\nRain."), 0),
               SENT_BODY);
}

TEST(sentence_single_line_is_no_headline) {
    struct arena a = test_arena();
    EXPECT_INT(kind_of(&a, S("Two men died in Marat"), 0), SENT_BODY);
    EXPECT_INT(kind_of(&a, S("Two men died in Marat.\n\nRain fell."), 0), SENT_BODY);
}

TEST(sentence_dateline) {
    struct arena a = test_arena();
    struct tokens t;
    struct str text = S("MARAT, March 10 (SSA) - Two men died.");
    struct sentences s = cut(&a, text, &t);
    if (!EXPECT(s.n == 1 && s.v[0].dateline > 0)) return;
    EXPECT_STR(str_sub(text, 0, t.v[s.v[0].dateline - 1].end), S("MARAT, March 10 (SSA) -"));
    EXPECT_INT(cut(&a, S("Two men died - a third fled."), &t).v[0].dateline, 0);
    EXPECT_INT(cut(&a, S("10 March 2031 - two men died."), &t).v[0].dateline, 0);
    EXPECT_INT(cut(&a, S("Rain fell.\n\nMARAT, March 10 - Two men died."), &t).v[1].dateline, 0);
}

TEST(sentence_upper_case_text_says_so) {
    struct arena a = test_arena();
    struct tokens t;
    EXPECT(cut(&a, S("TWO MEN DIED IN THE LOWER TOWN OF MARAT WHEN A SHELL FELL THERE."), &t).caps);
    EXPECT(!cut(&a, S("Two men died in the lower town of MARAT when a shell FELL."), &t).caps);
}

TEST(sentence_longer_than_the_limit_is_cut) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 16);
    for (int i = 0; i < 2 * SENTENCE_TOKENS_MAX + 10; i++)
        buf_puts(&b, "word ");
    struct tokens t;
    struct sentences s = cut(&a, buf_str(&b), &t);
    if (!EXPECT(s.n == 3)) return;
    EXPECT_INT(s.v[2].to, t.n);
    for (i32 i = 0; i < s.n; i++)
        EXPECT(s.v[i].cut && s.v[i].to - s.v[i].from <= SENTENCE_TOKENS_MAX);
    EXPECT(!cut(&a, S("Two men died."), &t).v[0].cut);
}

TEST(sentence_every_token_is_in_exactly_one) {
    static const char *const bits[] = {"Two ", "men. ", "\n",  "\n\n",   "(\"", "\" ", "Dr. ",
                                       "; ",   "- ",    "10 ", "March ", "? ",  "A"};
    struct arena base = test_arena();
    u64 seed = 3;
    for (int round = 0; round < 1000; round++) {
        struct arena a = base;
        struct buf b = buf_make(&a, 4000);
        for (int k = 0; k < 60; k++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            buf_puts(&b, bits[(seed >> 33) % (u64)LEN(bits)]);
        }
        struct tokens t;
        struct sentences s = cut(&a, buf_str(&b), &t);
        i32 at = 0;
        for (i32 i = 0; i < s.n; i++) {
            if (s.v[i].from != at || s.v[i].to <= at)
                return test_fail(__FILE__, __LINE__, "round %d: sentence %d", round, i);
            at = s.v[i].to;
        }
        if (at != t.n) return test_fail(__FILE__, __LINE__, "round %d: %d tokens", round, at);
    }
}

TEST(sentence_of_nothing) {
    struct arena a = test_arena();
    struct tokens t;
    EXPECT_INT(cut(&a, S(""), &t).n, 0);
    EXPECT_INT(cut(&a, S(" \n\n "), &t).n, 0);
}
