#include "read/testing.h"

TEST(fill_counts_lists_and_parts) {
    struct sample s = sample_read("Three men, two women and a child were killed in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->ncounts == 3)) return;
    EXPECT_INT(c->counts[1].who, WHO_WOMAN);
    EXPECT_INT(c->counts[2].min, 1);
    struct sample p = sample_read("12 people, including three children, were killed in Marat.");
    c = sample_claim(&p, KIND_killing, 0);
    if (!EXPECT(c && c->ncounts == 1)) return;
    EXPECT_INT(c->counts[0].min, 12);
}

TEST(fill_names_the_accused_and_the_place) {
    struct sample s =
        sample_read("Fighters of the Blue Sash shot two men in Marat on Monday, police said.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nperps == 1 && c->nwhere == 1)) return;
    EXPECT_STR(sample_words(&s, c->perps[0].span), S("Fighters of the Blue Sash"));
    EXPECT_STR(sample_words(&s, c->where[0].span), S("Marat"));
    EXPECT_STR(date_text(&s.a, c->when.range), S("2031-03-10"));
}

TEST(fill_stops_at_the_end_of_a_sentence) {
    struct sample s = sample_read("Police in Marat said on Monday they had found the bodies of");
    for (i64 i = 0; i < s.r.n; i++)
        EXPECT_INT(s.r.claims[i].ncounts, 0);
}

TEST(fill_parts_of_them_have_the_class_of_the_noun_behind) {
    struct sample s = sample_read(
        "The mayor said at least 21 bodies, five of them children, had been found in a cellar.");
    const struct claim *c = sample_claim(&s, KIND_bodies_found, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].nof == 1);
    if (!c || c->ncounts != 1 || c->counts[0].nof != 1) return;
    EXPECT_INT(c->counts[0].of[0].min, 5);
    EXPECT_INT(c->counts[0].of[0].who, WHO_CHILD);
    EXPECT_STR(sample_words(&s, c->counts[0].of[0].span), S("five of them children"));
}
