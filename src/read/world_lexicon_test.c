#include "base/t.h"
#include "read/world_part.h"
#include "text/fold.h"

/* Every row of a lexicon is written as words are looked up: folded, once, with what it says. */
static void folds(const struct world_lang *l) {
    for (i64 f = 0; f < LEN(l->file) && l->file[f]; f++) {
        struct arena a = test_arena();
        struct map seen = {0};
        struct str rest = l->file[f]();
        while (rest.n > 0) {
            struct str line = str_cut(&rest, '\n');
            if (!line.n || line.p[0] == '#') continue;
            struct str words = str_cut(&line, '\t');
            bool fresh;
            map_put(&seen, &a, words, &fresh);
            struct str plain = str_ends(words, S("*")) ? str_sub(words, 0, words.n - 1) : words;
            if (!fresh || !line.n || !str_eq(text_fold_name(&a, plain), plain))
                test_fail(__FILE__, __LINE__, "%.*s: %.*s", SARG(l->code), SARG(words));
        }
    }
}

TEST(world_lexicon_rows_are_folded_and_said_once) {
    folds(&world_ar);
}

TEST(world_lexicon_takes_longer_rows_first) {
    struct arena a = test_arena();
    struct world_lexicon x;
    world_lexicon_make(&a, &world_ar, &x);
    i64 checked = 0;
    for (i64 i = 0; i < x.first.n; i++)
        for (i64 at = x.first.entries[i].value; at; at = x.row[at - 1].next) {
            i64 next = x.row[at - 1].next;
            EXPECT(!next || x.row[next - 1].n <= x.row[at - 1].n);
            checked++;
        }
    EXPECT_INT(checked, x.n);
}

TEST(world_lexicon_knows_how_many_a_noun_says) {
    struct arena a = test_arena();
    EXPECT_INT(world_many_of(a, &world_ar, S("طفل")), MANY_ONE);
    EXPECT_INT(world_many_of(a, &world_ar, S("وطفلين")), MANY_TWO);
    EXPECT_INT(world_many_of(a, &world_ar, S("مدنيين")), MANY_SOME);
    EXPECT_INT(world_many_of(a, &world_ar, S("الطفل")), MANY_UNSAID);
    EXPECT_INT(world_many_of(a, &world_ar, S("أطفاله")), MANY_UNSAID);
    EXPECT_INT(world_many_of(a, &world_ar, S("كالن")), MANY_UNSAID);
}
