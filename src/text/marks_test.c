#include "text/marks.h"

#include "base/t.h"

TEST(marks_come_back_as_they_were_written) {
    struct arena a = test_arena();
    struct text_marks m = {0}, back;
    struct err e = {0};
    mark_add(&m, &a, (struct mark){0, 10, MARK_PAGE, 3, 1, {0}});
    mark_add(&m, &a, (struct mark){10, 5, MARK_CELL, 7, 2, S("List\nof 2031")});
    mark_add(&m, &a, (struct mark){15, 0, MARK_CELL, 7, 3, S("empty: left out")});
    mark_add(&m, &a, (struct mark){15, 5, MARK_TIME, 62500, 64000, {0}});
    struct buf b = buf_make(&a, 1000);
    buf_puts(&b, "0 20 100 20 0\n");
    text_marks_put(&b, &m);
    EXPECT_STR(buf_str(&b), S("0 20 100 20 0\npage 0 10 3 1 \ncell 10 5 7 2 List of 2031\n"
                              "time 15 5 62500 64000 \n"));
    EXPECT_OK(text_marks_parse(&a, buf_str(&b), 20, &back, &e));
    EXPECT_INT(back.n, 3);
    const struct mark *k = text_marks_find(&back, MARK_CELL, 12, 13);
    if (EXPECT(k != NULL)) EXPECT_STR(k->words, S("List of 2031"));
    EXPECT(!text_marks_find(&back, MARK_CELL, 15, 20));
    EXPECT(!text_marks_find(&back, MARK_PAGE, 10, 11));
    EXPECT(text_marks_find(&back, MARK_PAGE, 9, 11) != NULL);
    EXPECT_STR(mark_time(&a, 3723045), S("01:02:03.045"));
}

TEST(marks_of_a_kind_are_found_among_many) {
    struct arena a = test_arena();
    struct text_marks m = {0}, back;
    struct err e = {0};
    for (u32 i = 0; i < 500; i++) {
        mark_add(&m, &a, (struct mark){i * 10, 8, MARK_CELL, i + 1, i + 1, {0}});
        if (i % 5 == 0) mark_add(&m, &a, (struct mark){i * 10, 50, MARK_PAGE, i / 5 + 1, 0, {0}});
    }
    struct buf b = buf_make(&a, 100000);
    text_marks_put(&b, &m);
    EXPECT_STR(text_marks_lines(&a, str_cat(&a, S("0 5000 0 5000 0\n"), buf_str(&b))), buf_str(&b));
    EXPECT_OK(text_marks_parse(&a, buf_str(&b), 5000, &back, &e));
    for (i64 i = 0; i < 500; i++) {
        const struct mark *k = text_marks_find(&back, MARK_CELL, i * 10 + 7, i * 10 + 12);
        if (EXPECT(k != NULL)) EXPECT_INT(k->a, i + 1);
        k = text_marks_find(&back, MARK_PAGE, i * 10 + 8, i * 10 + 9);
        if (EXPECT(k != NULL)) EXPECT_INT(k->a, i / 5 + 1);
        EXPECT(!text_marks_find(&back, MARK_CELL, i * 10 + 8, i * 10 + 10));
        EXPECT(!text_marks_find(&back, MARK_NOTE, i * 10, i * 10 + 8));
    }
    EXPECT_STR(mark_cell(&a, text_marks_find(&back, MARK_CELL, 11 * 10, 11 * 10 + 1)), S("L12"));
    EXPECT_STR(mark_cell(&a, &(struct mark){.a = 3, .b = 28}), S("AB3"));
    EXPECT_STR(mark_cell(&a, &(struct mark){.a = 3, .b = 702}), S("ZZ3"));
    EXPECT_STR(mark_cell(&a, &(struct mark){.a = 3, .b = 703}), S("AAA3"));
}

TEST(marks_that_overlap_are_found_too) { /* a table in the cell of a table */
    struct arena a = test_arena();
    struct text_marks m;
    struct err e = {0};
    EXPECT_OK(text_marks_parse(&a, S("cell 5 5 1 1 table 2\ncell 0 20 1 1 table 1\n"), 20, &m, &e));
    const struct mark *k = text_marks_find(&m, MARK_CELL, 12, 13);
    if (EXPECT(k != NULL)) EXPECT_STR(k->words, S("table 1"));
    k = text_marks_find(&m, MARK_CELL, 6, 7);
    if (EXPECT(k != NULL)) EXPECT_STR(k->words, S("table 2"));
}

TEST(marks_that_make_no_sense_are_refused) {
    static const char *const BAD[] = {"page 0 21 3 0 \n", "page 21 0 3 0 \n", "leaf 0 1 3 0 \n",
                                      "page 0 1 -3 0 \n", "page 0 1\n",       "page x 1 1 0 \n"};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct err e = {0};
        struct text_marks m;
        if (text_marks_parse(&a, str_c(BAD[i]), 20, &m, &e) != RC_UNSUPPORTED)
            test_fail(__FILE__, __LINE__, "%s", BAD[i]);
    }
    struct text_marks old;
    struct err e = {0};
    EXPECT_OK(
        text_marks_parse(&a, S("0 5 10 5 0\n5 2 15 9 2\n"), 7, &old, &e)); /* a map of before */
    EXPECT_INT(old.n, 0);
}
