#include "text/entity.h"

#include "base/t.h"

TEST(entity_table_is_whole) {
    EXPECT_INT(entity_names(), 2231);
}

TEST(entity_reads_numbers_of_any_length) {
    char out[ENTITY_BYTES];
    int n = 0;
    EXPECT_INT(entity_read(S("&#99999999999999999999;x"), 0, false, out, &n), 23);
    EXPECT_STR(((struct str){out, n}), S("\xEF\xBF\xBD"));
    EXPECT_INT(entity_read(S("&#x0000000000043F;"), 0, false, out, &n), 18);
    EXPECT_STR(((struct str){out, n}), S("п"));
    EXPECT_INT(entity_read(S("&#x;"), 0, false, out, &n), 0);
    EXPECT_INT(entity_read(S("&copy=2"), 0, true, out, &n), 0);
    EXPECT_INT(entity_read(S("&copy=2"), 0, false, out, &n), 5);
}

TEST(entity_takes_the_longest_name) {
    char out[ENTITY_BYTES];
    int n = 0;
    EXPECT_INT(entity_read(S("&notin;"), 0, false, out, &n), 7);
    EXPECT_STR(((struct str){out, n}), S("∉"));
    EXPECT_INT(entity_read(S("&notit;"), 0, false, out, &n), 4);
    EXPECT_STR(((struct str){out, n}), S("¬"));
    EXPECT_INT(entity_read(S("x&laquo;"), 1, false, out, &n), 7);
    EXPECT_STR(((struct str){out, n}), S("«"));
    EXPECT_INT(entity_read(S("&"), 0, false, out, &n), 0);
    EXPECT_INT(entity_read(S("&NotEqualTilde;"), 0, false, out, &n), 15);
    EXPECT_INT(n, 5); /* two code points */
}

TEST(entity_numbers_of_windows_1252_are_what_they_meant) {
    char out[ENTITY_BYTES];
    int n = 0;
    EXPECT_INT(entity_read(S("&#147;"), 0, false, out, &n), 6);
    EXPECT_STR(((struct str){out, n}), S("“"));
    EXPECT_INT(entity_read(S("&#xD800;"), 0, false, out, &n), 8);
    EXPECT_STR(((struct str){out, n}), S("\xEF\xBF\xBD"));
    EXPECT_INT(entity_read(S("&#0"), 0, false, out, &n), 3);
    EXPECT_STR(((struct str){out, n}), S("\xEF\xBF\xBD"));
}
