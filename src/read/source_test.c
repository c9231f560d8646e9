#include "read/testing.h"

static struct str who_says(const char *text) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    return c ? str_dup(&s.a, sample_who(&s, c)) : S("no claim");
}

TEST(source_stands_before_behind_and_inside) {
    EXPECT_STR(who_says("The mayor said that soldiers shot two men."), S("The mayor"));
    EXPECT_STR(who_says("Soldiers shot two men, the mayor said."), S("the mayor"));
    EXPECT_STR(who_says("Soldiers, the mayor said, shot two men."), S("the mayor"));
    EXPECT_STR(who_says("According to the mayor, soldiers shot two men."), S("the mayor"));
    EXPECT_STR(who_says("“Soldiers shot two men,” said the mayor, Ada Brun."),
               S("the mayor, Ada Brun"));
    EXPECT_STR(who_says("Soldiers shot two men."), S(""));
}

TEST(source_resolves_pronouns_to_the_last_speaker) {
    EXPECT_STR(
        who_says("Colonel Ada Brun said the town was calm. Soldiers shot two men, she added."),
        S("Colonel Ada Brun"));
}

TEST(source_keeps_chains) {
    struct sample s =
        sample_read("General Brun said residents had told his men that gunmen shot five men.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c != NULL)) return;
    EXPECT_INT(c->said.nchain, 3);
    EXPECT_STR(sample_who(&s, c), S("residents"));
    EXPECT_STR(sample_words(&s, c->said.chain[1].who), S("General Brun"));
}

TEST(source_does_not_carry_words_to_the_next_sentence) {
    struct sample s =
        sample_read("The mayor said the town was calm. Soldiers shot two men at the ferry.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->said.chain[0].is_publication);
}
