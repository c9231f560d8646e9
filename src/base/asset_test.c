/* An asset holds the bytes of its file, all of them, and ends in a NUL that is not counted. */
#include "base/asset.h"
#include "base/t.h"

ASSET(asset_test_license, "LICENSE");

TEST(asset_equals_its_file) {
    struct arena a = test_arena();
    struct str file = test_file(&a, "LICENSE");
    EXPECT(file.n > 1000);
    EXPECT(str_eq(asset_test_license(), file));
    EXPECT_INT(asset_test_license().p[file.n], 0);
}

TEST(asset_is_aligned) {
    EXPECT_INT((uintptr_t)asset_test_license().p % 16, 0);
}
