#include "read/testing.h"

TEST(victims_take_their_sex_from_pronouns_of_later_sentences) {
    struct sample s = sample_read("Ilin Soro was killed in Marat on Monday. Ilin Soro loved the "
                                  "school where he taught.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nvictims == 1)) return;
    EXPECT_INT(c->victims[0].who, WHO_MAN);
    s = sample_read("Ilin Soro was killed in Marat on Monday. The school was shelled again.");
    c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nvictims == 1)) return;
    EXPECT_INT(c->victims[0].who, WHO_UNKNOWN);
}
