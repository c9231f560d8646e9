#include "text/csv.h"

#include "base/t.h"

static i64 fields(struct arena *a, const char *text, struct str **f) {
    i64 at = 0, line = 1, n;
    struct err e = {0};
    return csv_read(a, str_c(text), &at, &line, f, &n, &e) == RC_OK ? n : -1;
}

TEST(csv_reads_quotes_commas_and_lines) {
    struct arena a = test_arena();
    struct str *f;
    EXPECT_INT(fields(&a, "a,\"b,\"\"c\"\"\nd\",\r\nnext", &f), 3);
    EXPECT_STR(f[1], S("b,\"c\"\nd"));
    EXPECT_STR(f[2], S(""));
}

TEST(csv_refuses_what_is_not_csv) {
    struct arena a = test_arena();
    struct str *f;
    EXPECT_INT(fields(&a, "\"open", &f), -1);
    EXPECT_INT(fields(&a, "\"a\"b,c", &f), -1);
}

TEST(csv_round_trip_keeps_every_byte_and_guards_formulas) {
    struct arena a = test_arena();
    static const char *const CELLS[] = {"=1+1", "@x", "-5",      "plain", "a \"b\"",
                                        "x\ny", "",   "'quoted", "'=x",   "قرية"};
    struct buf b = buf_make(&a, 4096);
    for (i64 i = 0; i < LEN(CELLS); i++)
        csv_put(&b, str_c(CELLS[i]), i == 0);
    csv_end(&b);
    EXPECT(str_starts(buf_str(&b), S("\"'=1+1\",")));
    struct str *f;
    i64 at = 0, line = 1, n;
    struct err e = {0};
    EXPECT_OK(csv_read(&a, buf_str(&b), &at, &line, &f, &n, &e));
    EXPECT_INT(n, LEN(CELLS));
    for (i64 i = 0; i < n; i++)
        EXPECT_STR(csv_unguard(f[i]), str_c(CELLS[i]));
    EXPECT_OK(csv_read(&a, buf_str(&b), &at, &line, &f, &n, &e));
    EXPECT_INT(n, 0);
}
