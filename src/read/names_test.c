#include "read/testing.h"

#include "read/names.h"

static bool traced(const char *text, const char *line) {
    struct arena a = test_arena();
    return str_has(sample_trace(&a, text), str_c(line));
}

static const char REPORT[] =
    "Colonel Ilin Soro told the state news agency that fighters of the Blue Sash Brigades had "
    "shot 12 people in the town of Kalen on Monday. Dr Aisha Haddad of the Kalen Relief Committee "
    "said that the wounded were in hospital in Geneva.";

TEST(names_of_persons_stand_without_titles) {
    EXPECT(traced(REPORT, "  name person: Ilin Soro\n"));
    EXPECT(traced(REPORT, "  name group: Kalen Relief Committee\n"));
    EXPECT(traced(REPORT, "  name place: Geneva\n"));
}

TEST(mentions_reach_as_far_as_reports_have_them) {
    EXPECT(traced(REPORT, "  mention person: Colonel Ilin Soro\n"));
    EXPECT(traced(REPORT, "  mention place: the town of Kalen\n"));
    EXPECT(traced(REPORT, "  mention group: the state news agency\n"));
    EXPECT(traced(REPORT, "  mention time: Monday\n"));
}

TEST(names_of_a_dateline_stand_apart) {
    EXPECT(traced("GENEVA, March 10 (Agency) - Colonel Ilin Soro told reporters on Monday that he "
                  "had left the town of Kalen.",
                  "  mention person: Colonel Ilin Soro\n"));
}

/* "Geneva accused" is no country's army: what both stages hold for a place is no perpetrator. */
TEST(names_of_places_do_nothing) {
    struct sample s = sample_read("Twelve people were killed in an attack by fighters on Monday, "
                                  "said a doctor at the hospital.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 1);
    s = sample_read("Twelve people were killed by Geneva on Monday, said a doctor.");
    c = sample_claim(&s, KIND_killing, 0);
    EXPECT(c && c->nperps == 0);
}

TEST(names_are_found_in_capitals) {
    EXPECT(traced("COLONEL ILIN SORO TOLD REPORTERS IN GENEVA THAT HIS MEN HAD LEFT THE TOWN.",
                  "  name place: GENEVA\n"));
}

TEST(names_with_deceiving_letters_are_flagged) {
    EXPECT(traced("Doctor Ilin S\xd0\xbero said on Monday that he had left Geneva.",
                  "(mixed scripts in one word)\n"));
    EXPECT(!traced("Doctor Ilin Soro said on Monday that he had left Geneva.", "("
                                                                               "mixed"));
}

/* I-X stands behind B-X or I-X and nowhere else, whatever the weights say. */
TEST(names_steps_are_those_of_spans) {
    EXPECT(names_may_follow(0, 0) && names_may_follow(0, 1) && names_may_follow(4, 0));
    EXPECT(names_may_follow(1, 2) && names_may_follow(2, 2) && names_may_follow(2, 1));
    EXPECT(!names_may_follow(0, 2) && !names_may_follow(1, 4) && !names_may_follow(3, 2));
}

TEST(names_models_are_whole) {
    struct arena a = test_arena();
    const struct names_model *m = names_model_make(&a);
    EXPECT_INT(m->kind[0][linear_class(&m->stage[0].m, S("B-person"))], NAME_PERSON);
    EXPECT_INT(m->kind[2][linear_class(&m->stage[2].m, S("I-Nationality"))], NAME_PEOPLE);
    EXPECT_INT(m->kind[2][0], NAME_NONE);
    for (i32 i = 0; i <= NAMES_EARLY; i++)
        EXPECT(m->stage[i].m.features >= NAMES_FEATURES_MAX);
}

TEST(names_refuse_a_model_without_outside) {
    struct arena a = test_arena();
    struct names_stage st;
    struct err e = {0};
    char *p = arena_alloc(&a, 1, 64, 128 + 64);
    memcpy(p, "cairn-model/1\nname x\nrows 1\nfeatures 8\nlabels O B-x\n\n", 54);
    EXPECT(names_stage_open((struct str){p, 64 + 32}, 0, &st, &e) == RC_INTEGRITY);
}
