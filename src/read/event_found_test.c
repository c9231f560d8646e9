#include "read/testing.h"

TEST(found_reads_bodies_graves_stores_and_hazards) {
    struct sample s = sample_read(
        "Mass graves holding many dozens of people were found near Marat. Soldiers found seven "
        "large munitions "
        "depots. Fighters had mined the streets and rigged toys with explosives.");
    const struct claim *g = sample_claim(&s, KIND_mass_grave, 0),
                       *m = sample_claim(&s, KIND_munitions_found, 0);
    if (!EXPECT(g && m)) return;
    EXPECT_INT(g->counts[0].max, 99);
    EXPECT_INT(m->counts[0].what, WHAT_DEPOTS);
    EXPECT(sample_claim(&s, KIND_hazard, 0) && sample_claim(&s, KIND_hazard, 1));
    EXPECT_INT(sample_claim(&s, KIND_hazard, 0)->nperps, 1);
    EXPECT_INT(g->nperps, 0);
}

TEST(found_needs_a_finding) {
    struct sample s =
        sample_read("No bodies were found in Marat. The minister has grave concerns.");
    EXPECT(!sample_claim(&s, KIND_bodies_found, 0) && !sample_claim(&s, KIND_mass_grave, 0));
}
