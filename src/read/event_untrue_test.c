#include "read/testing.h"

TEST(untrue_reports_are_no_claims) {
    struct sample s = sample_read("Initial reports of 20 dead turned out to be wrong, the governor "
                                  "said; seven people were killed.");
    EXPECT(sample_claim(&s, KIND_death, 0) == NULL);
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].min == 7);
    s = sample_read("Rumours that soldiers had killed 30 villagers were false.");
    EXPECT(sample_claim(&s, KIND_killing, 0) == NULL);
}

TEST(untrue_is_not_what_is_confirmed) {
    struct sample s = sample_read("Reports that soldiers had killed 30 villagers were true.");
    EXPECT(sample_claim(&s, KIND_killing, 0) != NULL);
    s = sample_read("Reports that soldiers had killed 30 villagers were not wrong.");
    EXPECT(sample_claim(&s, KIND_killing, 0) != NULL);
}
