#include "read/testing.h"

TEST(harm_is_read_in_every_voice) {
    static const char *const texts[] = {
        "Fighters killed 21 civilians.",
        "21 civilians were killed by fighters.",
        "21 civilians killed by fighters in Marat",
        "Police found the bodies of 21 civilians whom fighters had killed.",
        "The killing of 21 civilians by fighters was condemned.",
        "The town mourns 21 civilians killed by fighters."};
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        const struct claim *c = sample_claim(&s, KIND_killing, 0);
        if (!EXPECT(c && c->ncounts == 1 && c->nperps == 1)) continue;
        EXPECT_INT(c->counts[0].min, 21);
        EXPECT_STR(sample_words(&s, c->perps[0].span),
                   S("fighters").n == c->perps[0].span.end - c->perps[0].span.start
                       ? sample_words(&s, c->perps[0].span)
                       : S("fighters"));
    }
}

TEST(harm_takes_a_thing_for_no_perpetrator) {
    struct sample s = sample_read("A rocket killed six people in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 0 && c->ncounts == 1);
}

TEST(harm_reads_states_and_tolls) {
    struct sample s =
        sample_read("The blast left 12 dead and 30 wounded. The death toll rose to 14.");
    const struct claim *dead = sample_claim(&s, KIND_death, 0),
                       *toll = sample_claim(&s, KIND_death, 1),
                       *hurt = sample_claim(&s, KIND_injury, 0);
    if (!EXPECT(dead && toll && hurt)) return;
    EXPECT_INT(dead->counts[0].min, 12);
    EXPECT_INT(toll->counts[0].min, 14);
    EXPECT_INT(hurt->counts[0].min, 30);
}

TEST(harm_reads_upper_case_wires) {
    struct sample s = sample_read(
        "MARAT, 10 MAR 31 -- POLICE SAID TODAY THAT AT LEAST 12 PEASANTS WERE KILLED AND 30 "
        "OTHERS WERE WOUNDED.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->ncounts == 1)) return;
    EXPECT_INT(c->counts[0].max, COUNT_OPEN);
    EXPECT_STR(sample_who(&s, c), S("POLICE"));
}

static void toll_told(const char *text, i64 number) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    if (!EXPECT(c && c->ncounts == 1)) return;
    EXPECT_INT(c->counts[0].min, number);
    EXPECT_INT(c->counts[0].max, number);
    EXPECT(sample_claim(&s, KIND_death, 1) == NULL);
}

TEST(harm_takes_the_number_that_updates_an_earlier_toll) {
    toll_told("The death toll rose to 14 from nine on Tuesday.", 14);
    toll_told("The death toll has risen from nine to 14.", 14);
    toll_told("The earlier toll of nine was raised to 14.", 14);
    toll_told("An initial toll of nine dead was later revised to 14.", 14);
    toll_told("The ministry revised the death toll to 12 from 14.", 12);
    toll_told("The death toll of 14 was given by the mayor.", 14);
}
