/* Tables from strangers: CSV and the answer of the child. What was read must survive going through
 * the child's answer. */
#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena a = arena_make("fuzz", 1LL << 30), whole = a;
    struct table t, back;
    struct err e = {0};
    struct str in = {(const char *)data, (i64)n};
    if (table_parse_csv(&a, in, S(""), &t, &e) == RC_OK) {
        struct buf b = buf_make(&a, 256 << 20);
        table_put(&b, &t);
        CHECK(buf_ok(&b));
        CHECK(table_get(&a, buf_str(&b), &back, &e) == RC_OK);
        CHECK(back.sheets[0].nrows == t.sheets[0].nrows);
    }
    e = (struct err){0};
    if (table_get(&a, in, &back, &e) == RC_OK) CHECK(back.nsheets <= TABLE_SHEETS_MAX);
    arena_drop(whole);
    return 0;
}
