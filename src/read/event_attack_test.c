#include "read/testing.h"

TEST(attack_tells_its_means) {
    struct sample s = sample_read(
        "Jets struck a market in Marat. Shells hit the bus station. A car bomb exploded near "
        "the courthouse.");
    EXPECT(sample_claim(&s, KIND_airstrike, 0) && sample_claim(&s, KIND_shelling, 0) &&
           sample_claim(&s, KIND_bombing, 0));
}
