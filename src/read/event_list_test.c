#include "read/testing.h"

TEST(list_entry_tells_of_the_one_it_names) {
    struct sample s = sample_read("1. Ana Dralov, 41, teacher. Arrested by soldiers at Marat "
                                  "bridge on 3 March 2031.\n\n"
                                  "2. Pavlo Orm, 9. Killed at his school.");
    const struct claim *held = sample_claim(&s, KIND_detention, 0),
                       *dead = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(held && dead)) return;
    EXPECT_INT(held->nvictims, 1);
    EXPECT_STR(sample_words(&s, held->victims[0].name), S("Ana Dralov"));
    EXPECT_INT(held->victims[0].age, 41);
    EXPECT_INT(held->nperps, 1);
    EXPECT(dead->nvictims == 1 && dead->victims[0].who == WHO_CHILD && dead->ncounts == 0);
}

TEST(list_leaves_sentences_with_a_subject_alone) {
    struct sample s = sample_read("Killed in the attack were three soldiers of the garrison.");
    i64 n = 0;
    for (i64 i = 0; i < s.r.n; i++)
        n += str_has(s.r.claims[i].nrules ? s.r.claims[i].rules[0] : S(""), S("list"));
    EXPECT_INT(n, 0);
}
