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

static const struct victim *first(struct sample *s, const char *text) {
    *s = sample_read(text);
    const struct claim *c = sample_claim(s, KIND_killing, 0);
    return c && c->nvictims ? &c->victims[0] : NULL;
}

TEST(victims_by_given_name_stay_of_unknown_sex_and_say_so_apart) {
    struct sample s;
    const struct victim *v = first(&s, "Fatima Khalil Besk was killed in Marat on Monday.");
    if (!EXPECT(v != NULL)) return;
    EXPECT_INT(v->who, WHO_UNKNOWN);
    EXPECT_INT(v->by_name, WHO_WOMAN);
}

TEST(victims_by_given_name_come_behind_every_word) {
    struct sample s;
    const struct victim *v = first(&s, "Nidal Khalil Besk and her husband were killed in Marat.");
    if (!EXPECT(v != NULL)) return;
    EXPECT_INT(v->who, WHO_WOMAN);
    EXPECT_INT(v->by_name, WHO_UNKNOWN);
    v = first(&s, "Ahmed Khalil Besk (9) was killed in Marat.");
    if (!EXPECT(v != NULL)) return;
    EXPECT_INT(v->who, WHO_CHILD);
    EXPECT_INT(v->by_name, WHO_UNKNOWN);
}

TEST(victims_told_as_sons_and_daughters_of_no_age_have_no_sex_by_name) {
    struct sample s =
        sample_read("Aldo Tiver and his son Ahmed Tiver were killed in Marat on Monday.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nvictims == 2)) return;
    EXPECT_INT(c->victims[1].by_name, WHO_UNKNOWN);
}

TEST(victims_a_pronoun_against_the_given_name_says_nothing) {
    struct sample s;
    const struct victim *v =
        first(&s, "Mohammed Besk (45) was killed in Marat. Mohammed Besk had left her house.");
    if (!EXPECT(v != NULL)) return;
    EXPECT_INT(v->who, WHO_UNKNOWN);
    EXPECT_INT(v->by_name, WHO_MAN);
}
