/* Every kind has its class and its place in the order of strength. */
#include "reconcile/book_test.h"

TEST(every_kind_has_a_strength_of_its_class) {
    for (int k = 0; k < KIND_COUNT; k++) {
        EXPECT(kind_strength((enum kind)k) > 0);
        EXPECT(class_of((enum kind)k) <= CLASS_DENIAL);
        if (!kind_is_event((enum kind)k)) EXPECT(kind_strength((enum kind)k) < 10);
    }
    EXPECT(class_of(KIND_killing) == class_of(KIND_death));
    EXPECT(class_of(KIND_mass_grave) != class_of(KIND_bodies_found));
    EXPECT(kind_strength(KIND_mass_grave) > kind_strength(KIND_killing));
    EXPECT(kind_strength(KIND_killing) > kind_strength(KIND_shelling));
}
