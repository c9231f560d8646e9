#include "read/testing.h"

TEST(move_tells_leaving_from_treatment) {
    struct sample s = sample_read(
        "44,000 people have left Marat for Teshlin over the past three weeks, and 200 of the "
        "evacuated were flown "
        "abroad for medical treatment.");
    const struct claim *d = sample_claim(&s, KIND_displacement, 0),
                       *m = sample_claim(&s, KIND_medical_evacuation, 0);
    if (!EXPECT(d && m)) return;
    EXPECT_INT(d->counts[0].min, 44000);
    EXPECT_INT(m->counts[0].what, WHAT_EVACUATED);
    EXPECT_INT(d->where[0].role, PLACE_ROLE_FROM);
}
