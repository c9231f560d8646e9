#include "read/testing.h"

static bool leans(const struct claim *c, const char *rule) {
    for (i64 i = 0; c && i < c->nrules; i++)
        if (str_eqc(c->rules[i], rule)) return true;
    return false;
}

/* The place and date of a relative clause about the victims are those of the event. */
TEST(event_dep_takes_place_and_date_from_a_relative_clause) {
    struct sample s = sample_read("Artillery fire killed eight people who were queueing for bread "
                                  "in Kalen on Tuesday, the mayor said.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nwhere == 1)) return;
    EXPECT_STR(sample_words(&s, c->where[0].span), S("Kalen"));
    EXPECT_STR(sample_words(&s, c->when.span), S("on Tuesday"));
}

TEST(event_dep_takes_places_that_are_joined) {
    struct sample s = sample_read("Fighters shot at least 18 civilians in two places of detention, "
                                  "in Kalen and in Marat.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c)) return;
    EXPECT_INT(c->nwhere, 2);
}

/* A clause of its own may be about another place. */
TEST(event_dep_leaves_other_clauses_alone) {
    struct sample s = sample_read("Soldiers killed three men; the mayor later opened a school in "
                                  "Kalen.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c)) return;
    EXPECT(!leans(c, "dep:place"));
}

/* What chunks give needs no tree, and no rule of it is named. */
TEST(event_dep_is_silent_where_chunks_speak) {
    struct sample s = sample_read("Twelve civilians were killed by soldiers in Kalen on Tuesday.");
    const struct claim *c = sample_claim(&s, KIND_killing, 0);
    if (!EXPECT(c && c->nperps == 1)) return;
    for (i64 i = 0; i < c->nrules; i++)
        EXPECT(!str_starts(c->rules[i], S("dep:")));
}
