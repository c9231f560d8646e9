#include "read/testing.h"

TEST(cases_of_detention_count_people) {
    struct sample s = sample_read(
        "The UN mission documented 112 cases of arbitrary detention in Omrasht in January.");
    const struct claim *c = sample_claim(&s, KIND_detention, 0);
    EXPECT(c != NULL);
    if (!c) return;
    EXPECT_INT(c->ncounts, 1);
    EXPECT_INT(c->counts[0].min, 112);
    EXPECT_INT(c->counts[0].what, WHAT_DETAINED);
    EXPECT_STR(sample_who(&s, c), S("The UN mission"));
}

TEST(cases_of_torture_by_a_group) {
    struct sample s = sample_read("At least 40 cases of torture by soldiers were reported.");
    const struct claim *c = sample_claim(&s, KIND_torture, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].min == 40 && c->counts[0].max == COUNT_OPEN);
}

TEST(cases_of_illness_are_none) {
    struct sample s =
        sample_read("Doctors in Kalen counted 300 cases of cholera and 12 of measles.");
    EXPECT_INT(s.r.n, 0);
}
