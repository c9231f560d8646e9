#include "table/table.h"

#include "base/t.h"

static struct table csv(struct arena *a, const char *text) {
    struct table t = {0};
    struct err e = {0};
    EXPECT_OK(table_parse_csv(a, str_c(text), S(""), &t, &e));
    return t;
}

static struct str at(const struct table *t, i64 row, i64 column) {
    for (i64 i = 0; t->nsheets && i < t->sheets[0].nrows; i++)
        if (t->sheets[0].rows[i].number == row)
            return table_cell(&t->sheets[0].rows[i], column).text;
    return S("(no such row)");
}

TEST(table_addresses_columns_as_spreadsheets_do) {
    struct arena a = test_arena();
    EXPECT_STR(table_column(&a, 0), S("A"));
    EXPECT_STR(table_column(&a, 25), S("Z"));
    EXPECT_STR(table_column(&a, 26), S("AA"));
    EXPECT_STR(table_column(&a, 255), S("IV"));
    for (i64 i = 0; i < TABLE_COLUMNS_MAX; i++)
        EXPECT_INT(table_column_parse(table_column(&a, i)), i);
    EXPECT_INT(table_column_parse(S("iw")), -1);
    EXPECT_INT(table_column_parse(S("A1")), -1);
    EXPECT_INT(table_column_parse(S("")), -1);
}

TEST(table_csv_finds_the_delimiter) {
    struct arena a = test_arena();
    struct table t = csv(&a, "no;name;age\n1;Ilin, Soro;34\n2;\"Dara; Orlan\";\n");
    EXPECT_STR(t.delimiter, S(";"));
    EXPECT_STR(at(&t, 2, 1), S("Ilin, Soro"));
    EXPECT_STR(at(&t, 3, 1), S("Dara; Orlan"));
    EXPECT_INT(t.sheets[0].rows[2].n, 2);
    t = csv(&a, "no\tname\n1\tIlin\n");
    EXPECT_STR(t.delimiter, S("\t"));
    t = csv(&a, "\xEF\xBB\xBFsep=|\r\nno|name\r\n1|Ilin\r\n");
    EXPECT_STR(at(&t, 1, 1), S("name"));
    EXPECT_STR(at(&t, 2, 0), S("1"));
}

TEST(table_csv_keeps_row_numbers_over_empty_rows_and_line_ends_in_cells) {
    struct arena a = test_arena();
    struct table t = csv(&a, "no,name\n\n1,\"two\nlines\"\n2,\"say \"\"no\"\"\" more\n,,\n3,x");
    EXPECT_STR(at(&t, 3, 1), S("two\nlines"));
    EXPECT_STR(at(&t, 4, 1), S("say \"no\" more"));
    EXPECT_STR(at(&t, 6, 1), S("x"));
    EXPECT_STR(at(&t, 2, 0), S("(no such row)"));
}

TEST(table_csv_refuses_a_quote_that_never_closes_and_too_wide_rows) {
    struct arena a = test_arena();
    struct table t;
    struct err e = {0};
    EXPECT_INT(table_parse_csv(&a, S("a,b\n1,\"x\n2,y\n"), S(""), &t, &e), RC_USAGE);
    EXPECT(str_has(str_c(e.msg), S("line 2")));
    struct buf b = buf_make(&a, 4096);
    for (int i = 0; i < TABLE_COLUMNS_MAX + 1; i++)
        buf_puts(&b, "x,");
    e = (struct err){0};
    EXPECT_INT(table_parse_csv(&a, buf_str(&b), S(""), &t, &e), RC_LIMIT);
    e = (struct err){0};
    EXPECT_INT(table_parse_csv(&a, S("\n\n,,\n"), S(""), &t, &e), RC_UNSUPPORTED);
}

TEST(table_csv_reads_old_charsets) {
    struct arena a = test_arena();
    struct table t;
    struct err e = {0};
    EXPECT_OK(table_parse_csv(&a, S("no,name\n1,\xC8\xEB\xE8\xED\n"), S("windows-1251"), &t, &e));
    EXPECT_STR(at(&t, 2, 1), S("Илин"));
}

TEST(table_tells_forms_apart) {
    EXPECT_STR(table_form(S("PK\x03\x04xyz")), S("xlsx"));
    EXPECT_STR(table_form(S("\xD0\xCF\x11\xE0")), S("xls"));
    EXPECT_STR(table_form(S("no,name\n")), S("csv"));
    EXPECT_STR(table_form(S("%PDF-1.4")), S(""));
    EXPECT_STR(table_form(S("")), S(""));
}

TEST(table_refuses_what_a_child_could_lie) {
    struct arena a = test_arena();
    struct table t = csv(&a, "no,name\n1,Ilin\n"), back;
    struct buf b = buf_make(&a, 4096);
    struct err e = {0};
    table_put(&b, &t);
    EXPECT_OK(table_get(&a, buf_str(&b), &back, &e));
    EXPECT_STR(at(&back, 2, 1), S("Ilin"));
    EXPECT_INT(table_get(&a, str_sub(buf_str(&b), 0, b.n - 1), &back, &e), RC_UNSUPPORTED);
    for (i64 i = 0; i < b.n; i++) { /* must not read outside, whatever it says */
        char old = b.p[i];
        b.p[i] = (char)0xFF;
        e = (struct err){0};
        (void)!table_get(&a, buf_str(&b), &back, &e);
        b.p[i] = old;
    }
}
