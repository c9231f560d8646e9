#include "base/map.h"

#include "base/t.h"

TEST(map_keeps_order_and_values) {
    struct arena a = test_arena();
    struct map m = {0};
    EXPECT(map_get(&m, S("x")) == NULL);
    for (int i = 0; i < 5000; i++) {
        bool fresh = false;
        map_put(&m, &a, str_fmt(&a, "key %d", i), &fresh)->value = i * 3;
        EXPECT(fresh);
    }
    EXPECT_INT(m.n, 5000);
    for (int i = 0; i < 5000; i++) {
        struct str key = str_fmt(&a, "key %d", i);
        struct map_entry *e = map_get(&m, key);
        EXPECT(e && e->value == i * 3 && e == &m.entries[i]);
    }
    EXPECT(map_get(&m, S("key 5000")) == NULL);
}

TEST(map_put_finds_what_is_there) {
    struct arena a = test_arena();
    struct map m = {0};
    bool fresh;
    map_put(&m, &a, S(""), NULL)->value = 9;
    map_put(&m, &a, S("a\0b"), NULL)->value = 8;
    EXPECT_INT(map_put(&m, &a, S(""), &fresh)->value, 9);
    EXPECT(!fresh);
    EXPECT_INT(map_put(&m, &a, S("a\0b"), &fresh)->value, 8);
    EXPECT(!fresh);
    EXPECT_INT(map_put(&m, &a, S("a\0c"), &fresh)->value, 0);
    EXPECT(fresh);
    EXPECT_INT(m.n, 3);
}
