#include "base/t.h"
#include "method/method.h"

/* Enough of a hash for a test of equality. */
static void fnv(struct str s, u8 out[32]) {
    u64 h = str_hash(s);
    for (int i = 0; i < 32; i++)
        out[i] = (u8)(h >> (i % 8 * 8));
}

TEST(select_keeps_every_figure_as_it_is) {
    struct arena a = test_arena(), scratch = arena_split(&a, 1 << 24);
    struct method_voice voices[] = {{.publication = -1, .speaker = S("one")},
                                    {.publication = -1, .speaker = S("two")},
                                    {.publication = -1, .speaker = S("three")}};
    struct method_tuple tuples[] = {{S("c-1"), 0, S("bodies"), S("civilian"), 21, 21, S(""), S(""),
                                     METHOD_DAY_NONE, false, true},
                                    {S("c-2"), 2, S("bodies"), S("civilian"), 14, METHOD_OPEN,
                                     S(""), S(""), METHOD_DAY_NONE, false, false},
                                    {S("c-3"), 1, S("killed"), S("child"), 5, 5, S("civilian"),
                                     S(""), METHOD_DAY_NONE, false, false},
                                    {S("c-4"), 1, S("bodies"), S("civilian"), 9, 9, S(""),
                                     S("withdrawn"), METHOD_DAY_NONE, false, false}};
    struct method_input in = {
        .incident = S("i-1"), .voices = voices, .nvoices = 3, .tuples = tuples, .ntuples = 4};
    struct method_output all, one;
    method_range(&a, scratch, &in, fnv, &all);
    EXPECT_INT(all.nfigures, 2);
    for (i64 i = 0; i < all.nfigures; i++) {
        struct method_input own;
        method_select(&a, &in, all.figures[i].what, all.figures[i].who, &own);
        EXPECT(own.ntuples < in.ntuples && own.nvoices <= 3);
        method_range(&a, scratch, &own, fnv, &one);
        if (!EXPECT(one.nfigures == 1)) continue;
        EXPECT_STR(one.figures[0].id, all.figures[i].id);
        EXPECT_INT(one.figures[0].origins, all.figures[i].origins);
        EXPECT_INT(one.figures[0].unreviewed, all.figures[i].unreviewed);
    }
}
