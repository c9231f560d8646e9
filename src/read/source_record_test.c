/* Bodies that keep a tally speak by it; others only do. */
#include "read/testing.h"

static struct str who_says(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    EXPECT(c != NULL);
    return c ? str_dup(&s.a, sample_who(&s, c)) : S("no claim");
}

TEST(record_of_an_organisation_is_its_word) {
    EXPECT_STR(who_says("The monitoring group recorded nine deaths in March.", KIND_death),
               S("The monitoring group"));
    EXPECT_STR(who_says("The health ministry has registered 14 deaths since Monday.", KIND_death),
               S("The health ministry"));
}

TEST(record_needs_a_body_and_an_assertion) {
    EXPECT_STR(who_says("The winter recorded nine deaths in the camps.", KIND_death), S(""));
    struct sample s = sample_read("The ministry has not recorded nine deaths in Pelsun.");
    const struct claim *c = sample_claim(&s, KIND_death, 0);
    EXPECT(!c || c->polarity == POLARITY_NEGATIVE || sample_who(&s, c).n == 0);
}
