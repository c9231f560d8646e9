#include "read/testing.h"

static bool traced(const char *text, const char *part) {
    struct arena a = test_arena();
    return str_has(sample_trace(&a, text), str_c(part));
}

TEST(tag_tells_verb_from_noun) {
    EXPECT(traced("The mines were found.", "[NP The mines"));
    EXPECT(traced("They mined the streets.", "mined] [NP the streets"));
    EXPECT(traced("The wounded were taken away.", "[NP The wounded"));
    EXPECT(traced("Authorities report the recovery of bodies.", "[VG:act report]"));
}

TEST(tag_takes_no_count_from_ages_and_names) {
    EXPECT(!traced("An eight-year-old boy was killed.", ":n8"));
    EXPECT(!traced("The 46-page report was read.", ":n46"));
    EXPECT(!traced("Article 8 was read.", ":n8"));
    EXPECT(traced("Eight boys were killed.", ":n8-8 Eight boys"));
}
