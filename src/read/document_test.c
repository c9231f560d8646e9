#include "read/testing.h"

TEST(document_ties_one_event_and_not_another) {
    struct sample s = sample_read(
        "The army said 21 civilians were killed in Marat. Police found the bodies of the 21 "
        "civilians on Monday.\n\n"
        "In 2024 a bomb had killed 52 people.");
    const struct claim *a = sample_claim(&s, KIND_killing, 0),
                       *b = sample_claim(&s, KIND_killing, 1);
    if (!EXPECT(a && b)) return;
    for (i64 i = 0; i < a->nsame_event; i++)
        EXPECT(!str_eq(a->same_event[i], b->id));
    EXPECT(a->nsame_event >= 1);
}

TEST(document_lets_a_headline_repeat) {
    struct sample s = sample_read(
        "Nearly two dozen bodies found in Marat\n\nPolice said they had found the bodies of 21 "
        "civilians.");
    const struct claim *t = sample_claim(&s, KIND_bodies_found, 0),
                       *b = sample_claim(&s, KIND_bodies_found, 1);
    if (!EXPECT(t && b)) return;
    EXPECT_STR(t->repeats, b->id);
    EXPECT_INT(t->nsame_event, 0);
}
