/* The tables as they stand: every row builds, every form of a row is found again, none is empty. */
#include "base/t.h"
#include "read/lexicon.h"

static const char *const FILES[] = {"data/lexicon/closed.tsv", "data/lexicon/verbs.tsv",
                                    "data/lexicon/nouns.tsv", "data/lexicon/people.tsv",
                                    "data/lexicon/phrases.tsv"};

static const struct lex_sense *look(const struct lexicon *lx, struct arena a, struct str words) {
    struct tokens t = tokenize(&a, words, 0, words.n);
    i32 n = 0;
    const struct lex_sense *s = t.n ? lexicon_at(lx, words, t.v, 0, t.n, &n) : NULL;
    return s && n == t.n ? s : NULL;
}

TEST(lexicon_finds_every_row_of_its_files) {
    struct arena a = test_arena();
    const struct lexicon *lx = lexicon_make(&a);
    i32 rows = 0;
    for (i64 f = 0; f < LEN(FILES); f++) {
        struct str rest = test_file(&a, FILES[f]);
        while (rest.n > 0) {
            struct str line = str_cut(&rest, '\n'), words = str_cut(&line, '\t');
            if (!words.n || words.p[0] == '#') continue;
            rows++;
            if (!look(lx, a, words))
                test_fail(__FILE__, __LINE__, "%s: \"%.*s\" is not found", FILES[f], SARG(words));
        }
    }
    EXPECT_INT(lx->nrows, rows);
    EXPECT(rows > 1000 && lx->nsenses > rows);
}

TEST(lexicon_inflects) {
    static const struct {
        const char *word;
        enum form form;
    } rows[] = {{"kill", FORM_BASE},       {"kills", FORM_S},    {"killed", FORM_ED},
                {"killing", FORM_ING},     {"shot", FORM_ED},    {"body", FORM_SING},
                {"bodies", FORM_PLUR},     {"child", FORM_SING}, {"children", FORM_PLUR},
                {"mass graves", FORM_PLUR}};
    struct arena a = test_arena();
    const struct lexicon *lx = lexicon_make(&a);
    for (i64 i = 0; i < LEN(rows); i++) {
        bool got = false;
        for (const struct lex_sense *s = look(lx, a, str_c(rows[i].word)); s; s = s->next)
            got = got || s->form == rows[i].form;
        if (!got) test_fail(__FILE__, __LINE__, "%s has not the form asked for", rows[i].word);
    }
}

TEST(lexicon_ignores_case_hyphens_and_the_rest_of_the_text) {
    struct arena a = test_arena();
    const struct lexicon *lx = lexicon_make(&a);
    const struct lex_sense *plain = look(lx, a, S("mass grave"));
    if (!EXPECT(plain != NULL)) return;
    EXPECT(look(lx, a, S("MASS GRAVE")) == plain);
    EXPECT(look(lx, a, S("mass-grave")) == plain);
    struct str text = S("mass grave");
    struct tokens t = tokenize(&a, text, 0, text.n);
    i32 n = 0;
    const struct lex_sense *s = lexicon_at(lx, text, t.v, 0, 1, &n); /* ends before "grave" */
    EXPECT(s != plain && n <= 1);
}

TEST(lexicon_knows_no_word_of_none) {
    static const char *const none[] = {"qwrtzp", "12", ",", "kil", "killedd"};
    struct arena a = test_arena();
    const struct lexicon *lx = lexicon_make(&a);
    for (i64 i = 0; i < LEN(none); i++)
        EXPECT(!look(lx, a, str_c(none[i])));
}

TEST(lexicon_digest_is_a_hash_of_the_same_bytes) {
    struct arena a = test_arena();
    struct str d = lexicon_digest(&a, S("rules"));
    EXPECT_STR(lexicon_digest(&a, S("rules")), d);
    EXPECT_INT(d.n, 7 + 64);
    EXPECT(hex_decode(&a, str_sub(d, 7, d.n)).n == 32);
}

/* Tokens end before 's and n't: a word of a pattern that holds one inside is never met. */
TEST(lexicon_findings_use_words_as_tokens_cut_them) {
    struct arena a = test_arena();
    struct str rest = test_file(&a, "data/lexicon/findings.tsv");
    i64 words = 0;
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n');
        if (!line.n || line.p[0] == '#') continue;
        (void)str_cut(&line, '\t');
        while (line.n > 0) {
            struct str slot = str_cut(&line, ' ');
            if (slot.n && slot.p[0] == '~') slot = str_sub(slot, 1, slot.n);
            while (slot.n > 0) {
                struct str w = str_cut(&slot, '|');
                bool tail = w.p[0] == '\''; /* 's: as it stands behind a word */
                struct str in = tail ? str_cat(&a, S("x"), w) : w;
                struct tokens t = tokenize(&a, in, 0, in.n);
                if (t.n != 1 + tail)
                    test_fail(__FILE__, __LINE__, "\"%.*s\" is %d tokens", SARG(w), t.n);
                words++;
            }
        }
    }
    EXPECT(words > 100);
}
