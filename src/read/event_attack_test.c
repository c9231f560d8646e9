#include "read/testing.h"

TEST(attack_tells_its_means) {
    struct sample s = sample_read(
        "Jets struck a market in Marat. Shells hit the bus station. A car bomb exploded near "
        "the courthouse.");
    EXPECT(sample_claim(&s, KIND_airstrike, 0) && sample_claim(&s, KIND_shelling, 0) &&
           sample_claim(&s, KIND_bombing, 0));
}

TEST(attack_reads_what_falls_and_what_is_fired) {
    static const struct {
        const char *text;
        enum kind kind;
    } rows[] = {
        {"Shells fell on the market of Marat.", KIND_shelling},
        {"Two rockets landed in the river.", KIND_shelling},
        {"A drone dropped two bombs on the school.", KIND_airstrike},
        {"Fighters fired rockets at Marat.", KIND_shelling},
        {"Soldiers fired on the crowd in Marat.", KIND_attack},
        {"Soldiers shot at the ambulance.", KIND_attack},
        {"Gunmen ambushed a convoy.", KIND_attack},
        {"Fighters set fire to the grain store.", KIND_arson},
    };
    for (i64 i = 0; i < LEN(rows); i++) {
        struct sample s = sample_read(rows[i].text);
        if (!sample_claim(&s, rows[i].kind, 0))
            test_fail(__FILE__, __LINE__, "not read: %s", rows[i].text);
    }
}

TEST(attack_takes_no_figure_of_speech) {
    static const char *const texts[] = {"Stocks of shells fell into the hands of the army.",
                                        "The coach fired back at his critics.",
                                        "Prices fell in Marat."};
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        if (sample_claim(&s, KIND_attack, 0) || sample_claim(&s, KIND_shelling, 0))
            test_fail(__FILE__, __LINE__, "read: %s", texts[i]);
    }
}

TEST(attack_owner_of_the_weapon_is_named) {
    struct sample s = sample_read("Army shells struck a bakery in Marat on Monday.");
    const struct claim *c = sample_claim(&s, KIND_shelling, 0);
    if (!EXPECT(c && c->nperps == 1)) return;
    EXPECT_STR(sample_words(&s, c->perps[0].span), S("Army"));
}
