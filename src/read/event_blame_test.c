#include "read/testing.h"

static void expect_doer(const char *text, enum kind k, const char *who) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    EXPECT(c != NULL && c->nperps == 1);
    if (!c || c->nperps != 1) return;
    EXPECT_STR(sample_words(&s, c->perps[0].span), str_c(who));
    EXPECT_INT(c->perps[0].how, HOW_SUSPECTED);
}

TEST(blamed_on_names_the_suspect) {
    expect_doer("The killing of 21 villagers was blamed on the Dorvan army.", KIND_killing,
                "the Dorvan army");
}

TEST(blamed_for_names_the_suspect) {
    expect_doer("The Dorvan army was blamed for the attack, in which nine people died.", KIND_death,
                "The Dorvan army");
}

TEST(blamed_on_a_thing_names_nobody) {
    struct sample s = sample_read("The deaths of nine villagers were blamed on the cold.");
    for (i64 i = 0; i < s.r.n; i++)
        EXPECT_INT(s.r.claims[i].nperps, 0);
}
