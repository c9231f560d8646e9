#include "read/testing.h"

TEST(parts_point_at_their_whole) {
    struct sample s = sample_read(
        "The army said 21 civilians were killed in Marat. Five children and four women were "
        "among the dead.");
    const struct claim *w = sample_claim(&s, KIND_killing, 0), *p = sample_claim(&s, KIND_death, 0);
    if (!EXPECT(w && p && p->ncounts == 2)) return;
    EXPECT_STR(p->part_of, w->id);
    EXPECT(p->said.chain[0].is_publication);
}
