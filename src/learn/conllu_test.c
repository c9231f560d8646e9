#include "base/limits.h"
#include "base/t.h"
#include "learn/conllu.h"

#define ROW(id, form, upos, head, rel) id "\t" form "\t_\t" upos "\t_\t_\t" head "\t" rel "\t_\t_\n"

static rc first(struct arena *a, struct str text, struct conllu_sent *s) {
    struct conllu c = {.rest = text};
    struct err e = {0};
    return conllu_next(&c, a, s, &e);
}

TEST(conllu_reads_words_and_skips_ranges_and_empty_nodes) {
    struct arena a = test_arena();
    struct str text = S(
        "# newdoc id = kalen\n# text = Don't go.\n" ROW("1-2", "Don't", "_", "_", "_")
            ROW("1", "Do", "AUX", "3", "aux") ROW("2", "n't", "PART", "3", "advmod")
                ROW("3", "go", "VERB", "0", "root") ROW("3.1", "went", "VERB", "_", "_") ROW(
                    "4", ".", "PUNCT", "3", "punct") "\n" ROW("1", "Marat", "PROPN", "0", "root"));
    struct conllu c = {.rest = text};
    struct conllu_sent s;
    struct err e = {0};
    EXPECT_OK(conllu_next(&c, &a, &s, &e));
    EXPECT_INT(s.n, 4);
    EXPECT(s.newdoc);
    EXPECT_STR(s.text, S("Don't go."));
    EXPECT_STR(s.v[1].form, S("n't"));
    EXPECT_STR(s.v[2].upos, S("VERB"));
    EXPECT_INT(s.v[2].head, 0);
    EXPECT_STR(s.v[3].deprel, S("punct"));
    EXPECT_OK(conllu_next(&c, &a, &s, &e));
    EXPECT_INT(s.n, 1);
    EXPECT(!s.newdoc && s.text.n == 0);
    EXPECT_OK(conllu_next(&c, &a, &s, &e));
    EXPECT_INT(s.n, 0);
}

TEST(conllu_refuses_what_is_none) {
    struct arena a = test_arena();
    struct conllu_sent s;
    EXPECT(first(&a, S("1\tgo\n"), &s) == RC_INTEGRITY);
    EXPECT(first(&a, S(ROW("2", "go", "VERB", "0", "root")), &s) == RC_INTEGRITY);
    EXPECT(first(&a, S(ROW("1", "go", "VERB", "1", "root")), &s) == RC_INTEGRITY);
    EXPECT(first(&a, S(ROW("1", "go", "VERB", "2", "root")), &s) == RC_INTEGRITY);
    EXPECT(first(&a, S(ROW("1", "go", "VERB", "x", "root")), &s) == RC_INTEGRITY);
    EXPECT(first(&a, S("1\tgo\t_\tVERB\t_\t_\t0\troot\t_\t_\t_\n"), &s) == RC_INTEGRITY);
}

TEST(conllu_sentence_too_long_is_a_limit) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 1 << 20);
    for (int i = 1; i <= CONLLU_WORDS_MAX + 1; i++)
        buf_fmt(&b, "%d\tgo\t_\tVERB\t_\t_\t0\troot\t_\t_\n", i);
    struct conllu_sent s;
    EXPECT(first(&a, buf_str(&b), &s) == RC_LIMIT);
}
