/* Sentences that name no speaker: whose words they are. */
#include "read/testing.h"

static bool speaks(const struct sample *s, enum kind k, i64 nth, const char *who) {
    const struct claim *c = sample_claim(s, k, nth);
    return c && str_has(sample_who(s, c), str_c(who));
}

TEST(carry_gives_a_list_to_who_opened_it) {
    struct sample s = sample_read("Anton Reve, the mayor, listed the findings in a statement on "
                                  "Monday. Soldiers killed nine men in Marat. Four women were "
                                  "abducted from Kalen.\n\nThree people were killed in Dorvan.");
    EXPECT(speaks(&s, KIND_killing, 0, "Anton Reve"));
    EXPECT(speaks(&s, KIND_abduction, 0, "Anton Reve"));
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->said.when.range.precision == DATE_DAY);
    c = sample_claim(&s, KIND_killing, 1); /* another paragraph */
    EXPECT(c && sample_who(&s, c).n == 0);
}

TEST(carry_gives_a_quotation_to_one_speaker) {
    struct sample s = sample_read("\"Soldiers came at dawn. They killed nine men in Marat. Four "
                                  "women were abducted,\" said Anton Reve, the mayor.");
    EXPECT(speaks(&s, KIND_killing, 0, "Anton Reve"));
    EXPECT(speaks(&s, KIND_abduction, 0, "Anton Reve"));
}

TEST(carry_goes_on_with_the_past_perfect_of_the_same_people) {
    struct sample s = sample_read("Anton Reve, a doctor, said that nine bodies were found in "
                                  "Marat. Most had been shot in the head.");
    for (i64 i = 0; i < s.r.n; i++)
        EXPECT(str_has(sample_who(&s, &s.r.claims[i]), S("Anton Reve")));
    EXPECT(s.r.n > 0);
}

TEST(carry_needs_the_same_people) {
    struct sample s = sample_read("Anton Reve, a doctor, said that nine bodies were found in "
                                  "Marat. Soldiers killed two men in Dorvan.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && sample_who(&s, c).n == 0);
}
