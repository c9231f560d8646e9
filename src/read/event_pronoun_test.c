#include "read/testing.h"

TEST(pronoun_it_is_the_army_that_speaks) {
    struct sample s = sample_read("The Dorvan army said it had killed 60 fighters in the north.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 1);
    if (!c || c->nperps != 1) return;
    EXPECT_STR(sample_words(&s, c->perps[0].span), S("The Dorvan army"));
    EXPECT_INT(c->perps[0].how, HOW_CLAIMED);
}

TEST(pronoun_of_who_bears_no_arms_names_nobody) {
    struct sample s =
        sample_read("The hospital said it had killed 60 rats and treated nine people.");
    for (i64 i = 0; i < s.r.n; i++)
        EXPECT_INT(s.r.claims[i].nperps, 0);
}

TEST(pronoun_them_are_those_counted_before) {
    struct sample s =
        sample_read("Residents said soldiers had taken 14 men from their homes and shot them.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].min == 14 && c->counts[0].max == 14);
}

TEST(pronoun_them_with_two_groups_before_is_left_open) {
    struct sample s =
        sample_read("Residents said soldiers had taken 14 men and met 9 women and shot them.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(!c || c->ncounts == 0);
}
