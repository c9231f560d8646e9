/* What a person keeps. */
#include "people/testing.h"

TEST(people_keep_and_forget) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct json **rows;
    i64 n;
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("b"), S("q=bodies"), &e));
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("a"), S("q=1"), &e));
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("a"), S("q=2"), &e));
    EXPECT_OK(people_keep(p, S("Tamir"), "search", S("c"), S("q=3"), &e));
    EXPECT_OK(people_kept(p, &a, S("Mara"), "search", &rows, &n, &e));
    EXPECT_INT(n, 2);
    EXPECT_STR(json_get_str(rows[0], "value"), S("q=2"));
    EXPECT_OK(people_keep(p, S("Mara"), "search", S("a"), S(""), &e));
    EXPECT_OK(people_kept(p, &a, S("Mara"), "search", &rows, &n, &e));
    EXPECT_INT(n, 1);
    EXPECT_STR(json_get_str(rows[0], "name"), S("b"));
    EXPECT_INT(people_keep(p, S("Mara"), "search", S(""), S("x"), &e), RC_USAGE);
    people_close(p);
}
