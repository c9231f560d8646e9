#include "read/testing.h"

static void expect(const char *text, enum kind k, i64 whole, i64 part, enum who who) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].nof >= 1);
    if (!c || c->ncounts != 1 || c->counts[0].nof < 1) return;
    EXPECT_INT(c->counts[0].max, whole);
    EXPECT_INT(c->counts[0].of[0].max, part);
    EXPECT_INT(c->counts[0].of[0].who, who);
}

TEST(share_of_the_dead_is_a_part) {
    expect("Nearly half of the 60 killed were women.", KIND_killing, 60, 29, WHO_WOMAN);
    expect("Two thirds of the 60 dead were civilians.", KIND_death, 60, 40, WHO_CIVILIAN);
}

TEST(share_of_which_so_many_were) {
    expect("Of the 38 dead, 12 were children.", KIND_death, 38, 12, WHO_CHILD);
    expect("Of the 38 people killed, 12 were children and 9 women.", KIND_killing, 38, 12,
           WHO_CHILD);
}

TEST(share_that_was_killed_is_the_number) {
    struct sample s = sample_read("Half of the 60 prisoners were killed.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->ncounts == 1 && c->counts[0].max == 30 && !c->counts[0].nof);
}

TEST(share_over_the_whole_is_misread) {
    struct sample s = sample_read("Of the 8 dead, 12 were children.");
    for (i64 i = 0; i < s.r.n; i++)
        for (i64 k = 0; k < s.r.claims[i].ncounts; k++)
            EXPECT_INT(s.r.claims[i].counts[k].nof, 0);
}
