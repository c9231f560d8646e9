#include "read/testing.h"

TEST(control_is_claimed_without_a_perpetrator) {
    static const char *const texts[] = {"The army controls the whole of Marat.",
                                        "Marat is in our hands, the army said.",
                                        "The army said it had taken full control of Marat.",
                                        "Marat is under the control of the army."};
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        const struct claim *c = sample_claim(&s, KIND_territorial_control, 0);
        if (!EXPECT(c && c->nwhere >= 1)) continue;
        EXPECT_INT(c->nperps, 0);
        EXPECT(str_has(sample_words(&s, c->where[0].span), S("Marat")));
    }
}

TEST(control_is_lost_by_leaving) {
    static const char *const texts[] = {"The Kalen Front withdrew from Marat.",
                                        "The army pulled out of Marat.",
                                        "The Front handed over the village to the army."};
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        if (!sample_claim(&s, KIND_territorial_control, 0))
            test_fail(__FILE__, __LINE__, "not read: %s", texts[i]);
    }
    struct sample s = sample_read("The firm withdrew from the talks.");
    EXPECT(!sample_claim(&s, KIND_territorial_control, 0));
}
