#include "text/builtin.h"

#include "base/t.h"

TEST(builtin_files_are_those_of_the_tree) {
    struct arena a = test_arena();
    EXPECT(str_eq(builtin_places(), test_file(&a, "data/places.bin")));
    EXPECT(str_eq(builtin_world(), test_file(&a, "data/world.bin")));
    EXPECT_STR(builtin_countries(), test_file(&a, "data/countries.txt"));
}

TEST(builtin_files_are_not_empty_and_apart) {
    struct str f[] = {builtin_places(), builtin_world(), builtin_countries()};
    for (int i = 0; i < 3; i++) {
        EXPECT(f[i].n > 1000);
        EXPECT_INT(f[i].p[f[i].n], 0);
        EXPECT_INT((uintptr_t)f[i].p % 16, 0);
    }
    EXPECT(f[0].p != f[1].p && f[1].p != f[2].p);
}
