#include "base/t.h"
#include "store/store_testing.h"

#include <stdio.h>

TEST(store_keeps_what_it_is_given) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    struct txn *t;
    i64 index = -1;
    struct str parts[] = {S("{\"a\":1}"), S("{\"b\":2}"), S("{\"c\":3}")};
    EXPECT_INT(store_size(s), 0);
    EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
    EXPECT_OK(store_put(t, S("item/one"), S("first words"), &e));
    EXPECT_OK(store_put(t, S("item/two"), S(""), &e));
    EXPECT_OK(store_add(t, testing_act(&a, "received"), parts, 3, &index, &e));
    EXPECT_INT(index, 0);
    EXPECT_OK(store_add(t, testing_act(&a, "read"), NULL, 0, &index, &e));
    EXPECT_INT(index, 1);
    EXPECT_OK(store_commit(t, &e));
    EXPECT_INT(store_size(s), 2);
    struct entry en;
    if (!EXPECT(store_entry(s, &a, 0, &en, &e) == RC_OK)) puts(e.msg);
    EXPECT_INT(en.nparts, 3);
    EXPECT_INT(en.nobjects, 2);
    EXPECT_STR(en.parts[2], S("{\"c\":3}"));
    EXPECT_STR(json_get_str(en.json, "act"), S("received"));
    struct str out;
    EXPECT_OK(store_object(s, &a, 0, S("item/one"), 100, &out, &e));
    EXPECT_STR(out, S("first words"));
    EXPECT_OK(store_object(s, &a, 0, S("item/two"), 100, &out, &e));
    EXPECT_INT(out.n, 0);
    if (!EXPECT(store_entry(s, &a, 1, &en, &e) == RC_OK)) puts(e.msg);
    EXPECT_STR(json_get_str(en.json, "act"), S("read"));
    store_close(s);
}

TEST(store_goes_over_tiles) {
    struct arena a = test_arena();
    struct err e = {0};
    struct store *s = testing_made(&a, test_dir());
    struct txn *t;
    i64 index = -1;
    static const int STEPS[] = {1, 254, 1, 1, 300, 512, 3, 0};
    i64 n = 0;
    for (int i = 0; STEPS[i]; i++) {
        EXPECT_OK(store_begin(s, NULL, NULL, &t, &e));
        for (int k = 0; k < STEPS[i]; k++) EXPECT_OK(store_add(t, testing_act(&a, "x"), NULL, 0, &index, &e));
        if (!EXPECT(store_commit(t, &e) == RC_OK)) puts(e.msg);
        n += STEPS[i];
        EXPECT_INT(store_size(s), n);
    }
    for (i64 i = 0; i < n; i++) {
        struct entry en;
        if (!EXPECT(store_entry(s, &a, i, &en, &e) == RC_OK)) puts(e.msg);
        struct leaf_proof p;
        if (i % 50 == 0) EXPECT_OK(store_prove(s, &a, i, &p, &e));
    }
    store_close(s);
}
