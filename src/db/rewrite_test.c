#include "base/t.h"
#include "db/db_impl.h"

TEST(db_rewrites_types_and_appends_strict) {
    static const struct {
        const char *in, *out;
    } CASES[] = {
        {"CREATE TABLE t (a BIGINT, b bytea)", "CREATE TABLE t (a INTEGER, b BLOB) STRICT"},
        {"create table t (a double precision);", "create table t (a REAL ) STRICT;"},
        {"CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a)"},
        {"SELECT 'BIGINT; it''s', \"BYTEA\" -- BIGINT\n",
         "SELECT 'BIGINT; it''s', \"BYTEA\" -- BIGINT\n"},
        {"/* ; BIGINT */ CREATE TABLE t (x TEXT)", "/* ; BIGINT */ CREATE TABLE t (x TEXT) STRICT"},
        {"CREATE TABLE t (x TEXT) STRICT", "CREATE TABLE t (x TEXT) STRICT"},
        {"CREATE TABLE a (x TEXT); CREATE VIEW v AS SELECT x FROM a",
         "CREATE TABLE a (x TEXT) STRICT; CREATE VIEW v AS SELECT x FROM a"},
        {"SELECT CAST(x AS BIGINT), bigint_ FROM t", "SELECT CAST(x AS INTEGER), bigint_ FROM t"},
        {"SELECT 'open", "SELECT 'open"},
        {"CREATE TABLE t (x TEXT) -- the end", "CREATE TABLE t (x TEXT) STRICT -- the end"},
        {"CREATE TABLE t (a PRECISION)", "CREATE TABLE t (a PRECISION) STRICT"},
        {"CREATE TABLE t (x TEXT DEFAULT 'x", "CREATE TABLE t (x TEXT DEFAULT 'x"},
    };
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(CASES); i++)
        EXPECT_STR(db_rewrite(&a, str_c(CASES[i].in)), str_c(CASES[i].out));
}
