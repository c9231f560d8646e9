#include "read/testing.h"

/* How the first perpetrator of the first claim of a kind is named, -1 none. */
static int how(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c && c->nperps ? (int)c->perps[0].how : -1;
}

TEST(how_firmly_a_doer_is_named) {
    EXPECT_INT(how("Kalen fighters killed nine men in Marat.", KIND_killing), HOW_REPORTED);
    EXPECT_INT(how("The mayor said Kalen fighters killed nine men in Marat.", KIND_killing),
               HOW_ACCUSED);
    EXPECT_INT(how("The Kalen Front said its fighters killed nine soldiers.", KIND_killing),
               HOW_CLAIMED);
    EXPECT_INT(how("Suspected fighters killed nine men in Marat.", KIND_killing), HOW_SUSPECTED);
    EXPECT_INT(
        how("The Kalen Front claimed responsibility for the bombing in Marat.", KIND_bombing),
        HOW_CLAIMED);
}

TEST(how_participles_share_the_doer_and_the_place) {
    struct sample s = sample_read("Gunmen ambushed a convoy near Marat on Monday, killing nine "
                                  "soldiers and wounding 20.");
    const struct claim *dead = sample_claim(&s, KIND_killing, 0),
                       *hurt = sample_claim(&s, KIND_injury, 0);
    if (!EXPECT(dead && hurt)) return;
    EXPECT(dead->nperps == 1 && dead->nwhere == 1 && span_some(dead->when.span));
    EXPECT(hurt->nperps == 1 && hurt->nwhere == 1 && span_some(hurt->when.span));
}

TEST(how_the_living_are_no_bodies) {
    struct sample s = sample_read("She survived with a bullet in the shoulder in Marat.");
    EXPECT(sample_claim(&s, KIND_injury, 0) && !sample_claim(&s, KIND_bodies_found, 0));
}

TEST(how_the_accused_of_a_passive_are_named) {
    EXPECT_INT(how("Kalen fighters are accused of executing nine prisoners.", KIND_killing),
               HOW_ACCUSED);
    EXPECT_INT(how("The attack was carried out by the Kalen Front.", KIND_attack), HOW_REPORTED);
    EXPECT_INT(how("Responsibility for the blast was claimed by the Kalen Front.", KIND_bombing),
               HOW_CLAIMED);
    EXPECT_INT(how("Clashes between the army and the Front killed nine people.", KIND_killing), -1);
    EXPECT_INT(how("Nine men were killed by masked men in Marat.", KIND_killing), HOW_REPORTED);
}

TEST(how_the_shot_and_wounded_live) {
    struct sample s = sample_read("The mayor was shot and wounded outside his home in Marat.");
    EXPECT(sample_claim(&s, KIND_injury, 0) && !sample_claim(&s, KIND_killing, 0));
}

TEST(how_towns_cut_off_are_not_mutilated) {
    struct sample s = sample_read("The town has been cut off from the coast since January.");
    EXPECT(sample_claim(&s, KIND_siege, 0) && !sample_claim(&s, KIND_mutilation, 0));
}

TEST(how_nobody_is_named_whom_the_words_do_not_name) {
    EXPECT_INT(how("Men linked to the mayor murdered a judge in Marat.", KIND_killing), -1);
    EXPECT_INT(how("The son of the mayor killed a judge in Marat.", KIND_killing), HOW_REPORTED);
    EXPECT_INT(how("A judge was killed near the mayor in Marat.", KIND_killing), -1);
}

TEST(how_guesses_are_possible) {
    static const char *const texts[] = {
        "At least 20 people are feared dead in Marat.",
        "Several miners are believed to have been killed in Marat.",
        "Nine people are thought to have been killed in Marat.",
    };
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        for (i64 k = 0; k < s.r.n; k++)
            if (s.r.claims[k].modality != MODALITY_POSSIBLE)
                test_fail(__FILE__, __LINE__, "asserted: %s", texts[i]);
    }
    struct sample s = sample_read("Reports that nine men were killed in Marat were not confirmed.");
    EXPECT_INT(s.r.n, 0);
}

TEST(how_speakers_are_not_counted_among_the_dead) {
    struct sample s = sample_read("Shells fell on Marat and killed eleven people, two residents "
                                  "said independently of each other.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].min == 11);
}
