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

TEST(source_goes_on_behind_and_or_but) {
    struct sample s = sample_read("The Vesk Brigade admitted that it had shelled Pelsun but denied "
                                  "that its men had tortured nine prisoners.");
    EXPECT(sample_claim(&s, KIND_torture, 0) == NULL);
    const struct claim *c = sample_claim(&s, KIND_denial, 0);
    EXPECT(c != NULL);
    if (c) EXPECT_STR(sample_who(&s, c), S("The Vesk Brigade"));
    s = sample_read("She denied that soldiers had shot anyone but said 12 people had died.");
    c = sample_claim(&s, KIND_death, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].min == 12);
}

TEST(source_stands_behind_said_where_a_noun_stands_before_it) {
    struct sample s = sample_read("Teams have exhumed 112 bodies so far, including 30 women, said "
                                  "the head of the missing persons institute.");
    const struct claim *c = sample_claim(&s, KIND_bodies_found, 0);
    EXPECT(c != NULL);
    if (c) EXPECT_STR(sample_who(&s, c), S("the head of the missing persons institute"));
    EXPECT(sample_claim(&s, KIND_mutilation, 0) == NULL);
}

TEST(source_nobody_says_nothing) {
    struct sample s =
        sample_read("No group claimed responsibility for the bombing, which killed 12 people.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && sample_who(&s, c).n == 0 && c->said.act == ACT_STATES);
}
