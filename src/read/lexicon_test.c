#include "read/testing.h"

static const struct lex_sense *look(const struct lexicon *lx, struct arena *a, const char *text,
                                    i32 *words) {
    struct str s = str_c(text);
    struct tokens t = tokenize(a, s, 0, s.n);
    return lexicon_at(lx, s, t.v, 0, t.n, words);
}

TEST(lexicon_finds_the_longest_phrase) {
    struct arena a = test_arena();
    const struct lexicon *lx = lexicon_make(&a);
    i32 n = 0;
    const struct lex_sense *s = look(lx, &a, "Mass graves near Marat", &n);
    EXPECT(s && s->row->kind1 == KIND_mass_grave + 1 && s->form == FORM_PLUR);
    EXPECT_INT(n, 2);
    s = look(lx, &a, "booby-trapped cars", &n);
    EXPECT(s && s->row->kind1 == KIND_hazard + 1);
    EXPECT_INT(n, 2);
    s = look(lx, &a, "MURDERED", &n);
    EXPECT(s && s->form == FORM_ED && s->row->flags & LEX_LOADED);
    EXPECT(look(lx, &a, "zwyx", &n) == NULL);
}

TEST(lexicon_digest_hangs_on_the_rules_too) {
    struct arena a = test_arena();
    EXPECT(!str_eq(lexicon_digest(&a, S("one")), lexicon_digest(&a, S("two"))));
}
