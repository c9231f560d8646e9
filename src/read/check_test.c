#include "read/testing.h"

TEST(check_recomputes_numbers_from_their_words) {
    struct arena a = test_arena();
    i64 min, max;
    bool vague;
    EXPECT(count_of_words(a, S("nearly two dozen bodies"), &min, &max, &vague));
    EXPECT_INT(min, 20);
    EXPECT_INT(max, 23);
    EXPECT(vague);
    EXPECT(count_of_words(a, S("a child"), &min, &max, &vague) && min == 1 && max == 1 && !vague);
    EXPECT(!count_of_words(a, S("the child"), &min, &max, &vague));
    EXPECT(count_of_words(a, S("a 54-year-old shopkeeper"), &min, &max, &vague) && max == 1);
    EXPECT(count_of_words(a, S("54 shopkeepers"), &min, &max, &vague) && max == 54);
}

TEST(check_refuses_a_claim_that_says_more_than_its_words) {
    struct sample s = sample_read("Police said 12 people were killed in Marat.");
    struct err e = {0};
    struct claim c = *sample_claim(&s, KIND_killing, 0);
    EXPECT_OK(claims_check(s.a, s.text, &c, 1, &e));
    struct count k = c.counts[0];
    k.max = 13;
    c.counts = &k;
    EXPECT_INT(claims_check(s.a, s.text, &c, 1, &e), RC_INTEGRITY);
    err_clear(&e);
    c = *sample_claim(&s, KIND_killing, 0);
    c.said.content.end = c.trigger.start;
    EXPECT_INT(claims_check(s.a, s.text, &c, 1, &e), RC_INTEGRITY);
    err_clear(&e);
    c = *sample_claim(&s, KIND_killing, 0);
    c.part_of = S("c-nobody");
    EXPECT_INT(claims_check(s.a, s.text, &c, 1, &e), RC_INTEGRITY);
    err_clear(&e);
    c = *sample_claim(&s, KIND_killing, 0);
    c.said.nchain = 1;
    EXPECT_INT(claims_check(s.a, s.text, &c, 1, &e), RC_INTEGRITY);
}
