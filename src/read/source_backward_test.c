/* Who said it, named in the sentence behind it. */
#include "read/testing.h"

TEST(backward_names_the_speaker_of_what_stands_before) {
    struct sample s = sample_read("Soldiers killed nine men in Marat. That is the account of the "
                                  "mayor, Anton Reve.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && str_has(sample_who(&s, c), S("Anton Reve")));
}

TEST(backward_needs_an_account) {
    struct sample s = sample_read("Soldiers killed nine men in Marat. That is the village of the "
                                  "mayor, Anton Reve.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && sample_who(&s, c).n == 0);
}
