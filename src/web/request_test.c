#include "web/asked.h"

TEST(request_fields) {
    struct arena a = test_arena();
    struct pair q[] = {{S("n"), S("7")}, {S("n"), S("8")}, {S("w"), S("a b")}};
    struct req r = {.a = &a, .path = S("/items"), .query = q, .nquery = 3};
    EXPECT_STR(req_query(&r, "w"), S("a b"));
    EXPECT_STR(req_query(&r, "x"), S(""));
    EXPECT_INT(req_int(&r, "n", 0, 10, 3), 7);
    EXPECT_INT(req_int(&r, "n", 0, 5, 3), 3);
    EXPECT_INT(req_int(&r, "w", 0, 5, 3), 3);
}

TEST(request_addresses) {
    struct arena a = test_arena();
    struct pair q[] = {{S("w"), S("a b&c")}, {S("after"), S("k1")}, {S("done"), S("review")}};
    struct req r = {.a = &a, .path = S("/items"), .query = q, .nquery = 3};
    EXPECT_STR(req_with(&r, "lang", S("ar")), S("/items?w=a%20b%26c&after=k1&lang=ar"));
    EXPECT_STR(req_with(&r, "w", S("")), S("/items")); /* another filter begins at the top */
    EXPECT_STR(req_with(&r, "after", S("k2")), S("/items?w=a%20b%26c&after=k2"));
}
