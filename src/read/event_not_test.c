#include "read/testing.h"

static const struct claim *negative(const struct sample *s, enum kind k) {
    const struct claim *c = sample_claim(s, k, 0);
    return c && c->polarity == POLARITY_NEGATIVE ? c : NULL;
}

TEST(not_is_a_claim_of_what_did_not_happen) {
    static const struct {
        const char *text;
        enum kind kind;
    } rows[] = {
        {"No one was hurt in Marat.", KIND_injury},
        {"Nobody was killed in the shelling of Marat.", KIND_killing},
        {"There were no casualties in Marat.", KIND_injury},
        {"Soldiers did not attack Marat.", KIND_attack},
        {"None of our batteries fired on Marat on Monday.", KIND_shelling},
    };
    for (i64 i = 0; i < LEN(rows); i++) {
        struct sample s = sample_read(rows[i].text);
        const struct claim *c = negative(&s, rows[i].kind);
        if (!c) test_fail(__FILE__, __LINE__, "not read: %s", rows[i].text);
        if (c) EXPECT(c->ncounts == 0 && c->nperps == 0);
    }
}

TEST(not_leaves_denials_wishes_and_doubts_alone) {
    static const char *const texts[] = {
        "The army denied that no one was hurt in Marat.",
        "No one should be hurt in Marat.",
        "Was no one hurt in Marat?",
        "If no one is hurt, Marat will celebrate.",
    };
    for (i64 i = 0; i < LEN(texts); i++) {
        struct sample s = sample_read(texts[i]);
        if (negative(&s, KIND_injury)) test_fail(__FILE__, __LINE__, "read: %s", texts[i]);
    }
}
