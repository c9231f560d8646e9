#include "read/testing.h"

struct told {
    const char *text;
    enum kind kind;
};

TEST(phrase_tells_what_no_single_word_tells) {
    static const struct told rows[] = {
        {"Marat has been under siege since May.", KIND_siege},
        {"Kalen laid siege to the harbour of Marat.", KIND_siege},
        {"Both sides agreed on a truce in Marat.", KIND_ceasefire},
        {"The ceasefire took effect on Monday.", KIND_ceasefire},
        {"The observers recorded nine violations of the truce.", KIND_ceasefire},
        {"There has been no trace of nine of them.", KIND_enforced_disappearance},
        {"The whereabouts of four men are unknown.", KIND_enforced_disappearance},
        {"Guards gave him electric shocks.", KIND_torture},
        {"They were hung by the wrists.", KIND_torture},
        {"Cluster munitions were used near Marat.", KIND_use_of_prohibited_weapon},
        {"A cart ran over a mine near Marat.", KIND_bombing},
        {"The prosecutor in Marat has opened an inquiry.", KIND_intent},
    };
    for (i64 i = 0; i < LEN(rows); i++) {
        struct sample s = sample_read(rows[i].text);
        if (!sample_claim(&s, rows[i].kind, 0))
            test_fail(__FILE__, __LINE__, "not read: %s", rows[i].text);
    }
}

TEST(phrase_is_not_taken_by_its_words_alone) {
    static const struct told rows[] = {
        {"The goalkeeper was under siege all evening.", KIND_siege},
        {"Talks on a ceasefire broke down.", KIND_ceasefire},
        {"The minister called for a truce to be announced.", KIND_ceasefire},
        {"The Front is not involved in the talks.", KIND_denial},
        {"The coach called it a draw.", KIND_denial},
    };
    for (i64 i = 0; i < LEN(rows); i++) {
        struct sample s = sample_read(rows[i].text);
        if (sample_claim(&s, rows[i].kind, 0))
            test_fail(__FILE__, __LINE__, "read: %s", rows[i].text);
    }
}

TEST(phrase_of_denial_is_the_speakers) {
    struct sample s = sample_read("The Kalen Front called the report a lie.");
    const struct claim *c = sample_claim(&s, KIND_denial, 0);
    if (!EXPECT(c)) return;
    EXPECT_STR(sample_who(&s, c), S("The Kalen Front"));
    EXPECT(c->said.act == ACT_DENIES && c->polarity == POLARITY_NEGATIVE);
}

TEST(phrase_counts_who_is_missing) {
    struct sample s = sample_read("There is no trace of nine of them.");
    const struct claim *c = sample_claim(&s, KIND_enforced_disappearance, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].min == 9 && c->counts[0].what == WHAT_MISSING);
}

TEST(phrase_denies_what_stands_behind_it) {
    struct sample s = sample_read("The army said it had nothing to do with the killing of two "
                                  "priests in Marat.");
    EXPECT(sample_claim(&s, KIND_denial, 0) && !sample_claim(&s, KIND_killing, 0));
}

TEST(phrase_of_a_truce_to_come_is_intended) {
    struct sample s = sample_read("The Kalen Front announced that it would observe a truce.");
    const struct claim *c = sample_claim(&s, KIND_ceasefire, 0);
    if (!EXPECT(c)) return;
    EXPECT(c->modality == MODALITY_INTENDED);
    EXPECT_STR(sample_who(&s, c), S("The Kalen Front"));
}

TEST(phrase_of_a_truce_agreed_is_asserted) {
    struct sample s = sample_read("Both sides agreed on a truce in Marat.");
    const struct claim *c = sample_claim(&s, KIND_ceasefire, 0);
    EXPECT(c && c->modality == MODALITY_ASSERTED);
}
