#include "store/recovery.h"

#include "store/keys.h"
#include "store/store_testing.h"

#include <sodium.h>

TEST(recovery_joins_names_what_is_wrong_and_ends) {
    struct arena a = test_arena();
    const char *dir = test_dir(), *at = testing_case(&a, dir);
    struct store *s = testing_made(&a, dir);
    struct share first[3] = {0}, second[3] = {0}, mixed[2];
    struct err e = {0}, f = {0}, g = {0}, h = {0};
    struct str id = store_case_id(s, &a);
    char *out = sodium_malloc(KEY_FILE_MAX);
    i64 n;
    EXPECT_OK(recovery_split(s, 2, 3, first, &e));
    for (int i = 0; i < 3; i++)
        first[i].id = id;
    EXPECT_OK(recovery_join(a, at, first + 1, 2, out, KEY_FILE_MAX, &n, &e));
    EXPECT_STR(((struct str){out, n}), test_file(&a, testing_opts(&a, dir)->key_file));
    EXPECT_INT(recovery_join(a, at, first, 1, out, KEY_FILE_MAX, &n, &e), RC_USAGE);
    EXPECT_OK(recovery_split(s, 2, 3, second, &f));
    for (int i = 0; i < 3; i++)
        second[i].id = id;
    mixed[0] = second[0];
    mixed[1] = first[2]; /* of the split before */
    EXPECT_INT(recovery_join(a, at, mixed, 2, out, KEY_FILE_MAX, &n, &f), RC_CONFLICT);
    EXPECT(str_has(str_c(f.msg), hex_encode(&a, bytes_str(first[2].sha256, 32))));
    mixed[1] = second[1];
    mixed[1].id = S("of another case");
    EXPECT_INT(recovery_join(a, at, mixed, 2, out, KEY_FILE_MAX, &n, &g), RC_CONFLICT);
    EXPECT_OK(recovery_drop(s, &h));
    EXPECT_INT(recovery_join(a, at, second, 2, out, KEY_FILE_MAX, &n, &h), RC_NOTFOUND);
    sodium_free(out);
    store_close(s);
}
