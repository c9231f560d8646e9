#include "read/testing.h"

static i64 dead(const char *text) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    return c && c->ncounts ? c->counts[0].min : -1;
}

TEST(subject_is_found_over_insertions) {
    EXPECT_INT(dead("18 members of one family, including five women, two men and a child, were "
                    "killed."),
               18);
    EXPECT_INT(dead("Six civilians, most of whom were children, were killed."), 6);
    EXPECT_INT(dead("21 people (among them a nurse) were killed."), 21);
    EXPECT_INT(dead("Nine people travelling from Marat to Teshlin were killed."), 9);
}
