#include "exchange/table_read.h"

#include "base/t.h"

TEST(table_comes_out_of_the_child_unchanged) {
    struct arena a = test_arena();
    struct table t;
    struct err e = {0};
    EXPECT_OK(table_read(&a, S("no,name\n1,\"=1+1\"\n"), S(""), &t, &e));
    EXPECT_STR(table_cell(&t.sheets[0].rows[1], 1).text, S("=1+1"));
    EXPECT_STR(t.charset, S("utf-8"));
    EXPECT_INT(table_sheet(&t, S("")), 0);
    EXPECT_INT(table_sheet(&t, S("2")), -1);
}

TEST(table_read_says_what_a_child_found_wrong) {
    struct arena a = test_arena();
    struct table t;
    struct err e = {0};
    EXPECT_INT(table_read(&a, S("PK\x03\x04 and no more"), S(""), &t, &e), RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("its archive cannot be opened")));
    e = (struct err){0};
    EXPECT_INT(table_read(&a, S("a,b\n"), S("x\ny"), &t, &e), RC_USAGE);
}
