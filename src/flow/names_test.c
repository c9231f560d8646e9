#include "flow/names.h"

#include "base/t.h"

static struct names made(struct arena *a) {
    struct place *place = NEW(a, struct place);
    struct party *party = NEW(a, struct party);
    struct book *b = NEW(a, struct book);
    struct names n;
    *place = (struct place){.id = S("p-1"),
                            .name = S("Old Mill"),
                            .name_ar = S("الطاحونة"),
                            .name_ru = S("Старая Мельница"),
                            .precision = PRECISION_NEIGHBOURHOOD};
    *party = (struct party){.id = S("a-1"), .name = S("Hill Front"), .naliases = 1};
    party->aliases = NEW(a, struct party_alias);
    party->aliases[0].name = S("Old Mill"); /* a name may be both */
    *b = (struct book){.places = place, .nplaces = 1, .parties = party, .nparties = 1};
    names_make(a, b, &n);
    return n;
}

TEST(names_are_found_in_every_script_and_spelling) {
    struct arena a = test_arena();
    struct names n = made(&a);
    struct read_name got;
    static const char *const SPELT[] = {"OLD MILL", "old  mill", "الطّاحونة", "старая мельница"};
    for (i64 i = 0; i < LEN(SPELT); i++) {
        got = (struct read_name){0};
        if (!EXPECT(names_lookup(&n, str_c(SPELT[i]), &got))) continue;
        EXPECT_STR(got.place, S("p-1"));
        EXPECT_INT(got.precision, PRECISION_NEIGHBOURHOOD);
    }
    EXPECT(!names_lookup(&n, S("mill"), &got));
    EXPECT(!names_lookup(&n, S(""), &got));
    EXPECT(!names_lookup(&n, S("…"), &got));
}

TEST(names_may_be_a_place_and_a_party) {
    struct arena a = test_arena();
    struct names n = made(&a);
    struct read_name got = {0};
    EXPECT(names_lookup(&n, S("Old Mill"), &got));
    EXPECT_STR(got.place, S("p-1"));
    EXPECT_STR(got.party, S("a-1"));
    got = (struct read_name){0};
    EXPECT(names_lookup(&n, S("Hill Front"), &got));
    EXPECT_STR(got.party, S("a-1"));
    EXPECT_INT(got.place.n, 0);
}

TEST(looking_a_name_up_takes_no_memory) {
    struct arena a = test_arena();
    struct names n = made(&a);
    struct read_name got;
    char *before = a.beg;
    for (int i = 0; i < 100; i++)
        (void)names_lookup(&n, S("Старая Мельница"), &got);
    EXPECT(a.beg == before);
}
