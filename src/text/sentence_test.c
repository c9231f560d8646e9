#include "base/t.h"
#include "text/sentence.h"

static struct sentences split(struct arena *a, struct str s) {
    return sentences_of(a, s, tokenize(a, s, 0, s.n), true);
}

TEST(sentence_ends_at_full_stops_but_not_after_titles) {
    struct arena a = test_arena();
    EXPECT_INT(split(&a, S("Dr Soro spoke. Gen. Brun left the town of St. Orban. He was 61.")).n,
               3);
    EXPECT_INT(split(&a, S("“They left.” She stayed.")).n, 2);
    EXPECT_INT(split(&a, S("It fell 7.40 metres.")).n, 1);
}

TEST(sentence_knows_headlines_and_datelines) {
    struct arena a = test_arena();
    struct sentences s = split(
        &a, S("Bodies found in Marat\n\nMARAT, 18 June 2031 (AGX) — Police found bodies. They "
              "left."));
    EXPECT_INT(s.n, 3);
    EXPECT_INT(s.v[0].kind, SENT_HEADLINE);
    EXPECT_INT(s.v[1].kind, SENT_BODY);
    EXPECT(s.v[1].dateline > s.v[1].from);
    EXPECT_INT(s.v[2].dateline, 0);
}

TEST(sentence_joins_hard_wrapped_lines) {
    struct arena a = test_arena();
    struct sentences s = split(
        &a,
        S("The army said on Monday that it had found the bodies of nine men\nin a well near the "
          "old mill, and that the men had been shot by\ngunmen who left the town some days "
          "before the soldiers came in\nfrom the north. It gave no names."));
    EXPECT(s.wrapped);
    EXPECT_INT(s.n, 2);
}

TEST(sentence_of_any_length_is_bounded) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    for (int i = 0; i < 3000; i++)
        buf_puts(&b, "word ");
    struct sentences s = split(&a, buf_str(&b));
    EXPECT(s.n > 1 && s.v[1].cut);
    for (i32 i = 0; i < s.n; i++)
        EXPECT(s.v[i].to - s.v[i].from <= SENTENCE_TOKENS_MAX);
}
