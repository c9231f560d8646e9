#include "read/testing.h"

static i64 killings(const char *text, enum modality m) {
    struct sample s = sample_read(text);
    i64 n = 0;
    for (i64 i = 0; i < s.r.n; i++)
        n += s.r.claims[i].kind == KIND_killing && s.r.claims[i].modality == m &&
             s.r.claims[i].polarity == POLARITY_POSITIVE;
    return n;
}

TEST(clause_leaves_out_what_is_denied_asked_or_supposed) {
    EXPECT_INT(killings("Soldiers did not kill two men.", MODALITY_ASSERTED), 0);
    EXPECT_INT(killings("Prosecutors will examine whether two men were killed.", MODALITY_ASSERTED),
               0);
    EXPECT_INT(killings("Were two men killed at the ferry?", MODALITY_ASSERTED), 0);
    EXPECT_INT(killings("If the depot explodes, two men could be killed.", MODALITY_ASSERTED), 0);
    EXPECT_INT(killings("The army denied that soldiers had killed two men.", MODALITY_ASSERTED), 0);
    EXPECT_INT(killings("Soldiers killed two men.", MODALITY_ASSERTED), 1);
}

TEST(clause_knows_what_is_only_intended) {
    EXPECT_INT(killings("The rebels vowed to kill two men.", MODALITY_INTENDED), 1);
}
