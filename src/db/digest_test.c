#include "base/t.h"
#include "db/db.h"
#include "db/db_impl.h"

#include <unistd.h>

static const u8 KEY[32] = {4, 4};

static const char *db_path(struct arena *a) {
    return cstr(a, str_fmt(a, "%s/p.db", test_dir()));
}

static struct db *fresh(struct arena *a) {
    struct err e = {0};
    struct db *d = NULL;
    if (db_open(db_path(a), KEY, DB_CREATE, &d, &e) != RC_OK)
        test_fail(__FILE__, __LINE__, "%s", e.msg);
    return d;
}

static const struct sql MAKE = {
    "g.make", "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, body BYTEA)"};
static const struct sql PUT = {"g.put", "INSERT INTO thing (id, name, body) VALUES ($1, $3, $2)"};
static const struct sql ALL = {"g.all", "SELECT id, name, body FROM thing ORDER BY id"};

static rc put(struct db *d, i64 id, struct str name, struct str body, struct err *e) {
    struct stmt *s = db_stmt(d, &PUT);
    db_bind_i64(s, 1, id);
    db_bind_blob(s, 2, body);
    db_bind_text(s, 3, name);
    return db_run(s, e);
}

static void fill(struct db *d, i64 from, i64 to, i64 step) {
    struct arena a = arena_make("fill", 1 << 24), whole = a;
    struct err e = {0};
    EXPECT_OK(db_begin(d, &e));
    for (i64 i = from; i != to; i += step) {
        struct str name = str_fmt(&a, "name %lld", (long long)(i * 7919 % 1000));
        EXPECT_OK(put(d, i, name, S("body"), &e));
    }
    EXPECT_OK(db_commit(d, &e));
    arena_drop(whole);
}

static void digest_of(i64 from, i64 to, i64 step, const char *extra, u8 out[32]) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    EXPECT_OK(db_script(d, &MAKE, &e));
    fill(d, from, to, step);
    if (extra) EXPECT_OK(put(d, 5000, str_c(extra), S(""), &e));
    EXPECT_OK(db_digest(d, &ALL, out, &e));
    db_close(d);
    unlink(db_path(&a));
}

TEST(db_digest_knows_rows_not_their_history) {
    u8 up[32], down[32], more[32], other[32];
    digest_of(0, 1000, 1, NULL, up);
    digest_of(999, -1, -1, NULL, down);
    digest_of(0, 1000, 1, "x", more);
    digest_of(0, 1000, 1, "y", other);
    EXPECT(memcmp(up, down, 32) == 0);
    EXPECT(memcmp(up, more, 32) != 0);
    EXPECT(memcmp(more, other, 32) != 0);
}

/* Lengths and types are hashed: moving a byte from one column to the next, or text to blob, is
 * another digest. */
TEST(db_digest_keeps_columns_apart) {
    static const struct sql Q[] = {
        {"t.g0", "SELECT 'ab', 'c'"},   {"t.g1", "SELECT 'a', 'bc'"},
        {"t.g2", "SELECT 'abc'"},       {"t.g3", "SELECT x'616263'"},
        {"t.g4", "SELECT 1"},           {"t.g5", "SELECT 1.0"},
        {"t.g6", "SELECT NULL"},        {"t.g7", "SELECT ''"},
        {"t.g8", "SELECT 1 WHERE 1=0"}, {"t.g9", "SELECT 1 UNION ALL SELECT 1"}};
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    u8 got[LEN(Q)][32];
    for (i64 i = 0; i < LEN(Q); i++)
        EXPECT_OK(db_digest(d, &Q[i], got[i], &e));
    for (i64 i = 0; i < LEN(Q); i++)
        for (i64 j = 0; j < i; j++)
            EXPECT(memcmp(got[i], got[j], 32) != 0);
    db_close(d);
}
