#include "read/testing.h"

TEST(said_counts_witnesses_and_keeps_their_place) {
    struct sample s = sample_read(
        "Scores of residents gave accounts of executions by the Blue Sash, formerly known as "
        "the Green Sash, at Alder "
        "Bridge on Saturday.");
    const struct claim *t = sample_claim(&s, KIND_testimony, 0),
                       *k = sample_claim(&s, KIND_killing, 0),
                       *n = sample_claim(&s, KIND_party_name, 0);
    if (!EXPECT(t && k && n)) return;
    EXPECT_INT(t->counts[0].what, WHAT_WITNESSES);
    EXPECT_INT(k->ncounts, 0);
    EXPECT_STR(sample_words(&s, n->names[0].other), S("the Green Sash"));
    EXPECT(n->names[0].former);
}

TEST(said_reads_intent_and_denial) {
    struct sample s = sample_read(
        "The cases will be made public, the ministry said. The army denied that it had shot two "
        "men.");
    const struct claim *i = sample_claim(&s, KIND_intent, 0), *d = sample_claim(&s, KIND_denial, 0);
    if (!EXPECT(i && d)) return;
    EXPECT_INT(i->modality, MODALITY_INTENDED);
    EXPECT_INT(d->said.act, ACT_DENIES);
    EXPECT_INT(d->polarity, POLARITY_NEGATIVE);
}

TEST(said_blame_is_a_claim_at_its_own_word) {
    struct sample s = sample_read("Shells hit a house in Brod and killed six people. Rescuers "
                                  "blamed the Dorvan army.");
    const struct claim *c = sample_claim(&s, KIND_shelling, 1);
    EXPECT(c && c->nperps == 1 && c->said.act == ACT_ALLEGES);
    if (!c || c->nperps != 1) return;
    EXPECT_STR(sample_words(&s, c->trigger), S("blamed"));
    EXPECT_STR(sample_words(&s, c->perps[0].span), S("the Dorvan army"));
}
