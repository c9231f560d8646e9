/* The driver as the rooms see it. Damage and secrecy: vfs_test.c. */
#include "base/t.h"
#include "db/db.h"
#include "db/db_impl.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const u8 KEY[32] = {1, 2, 3, 4}, OTHER[32] = {1, 2, 3, 5};

static const struct sql MAKE = {"t.make",
                                "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL,"
                                " body BYTEA, weight DOUBLE PRECISION); -- BIGINT; stays\n"
                                "CREATE INDEX thing_name ON thing (name)"};
static const struct sql PUT = {"t.put", "INSERT INTO thing (id, name, body) VALUES ($1, $3, $2)"};
static const struct sql GET = {"t.get", "SELECT name, body, weight, id FROM thing WHERE id = $1"};
static const struct sql COUNT = {"t.count", "SELECT COUNT(*) FROM thing"};
static const struct sql BAD_TYPE = {"t.bad", "INSERT INTO thing (id, name) VALUES ('abc', 'x')"};
static const struct sql SYNTAX = {"t.syntax", "SELEC 1"};

static const char *db_path(struct arena *a) {
    return cstr(a, str_fmt(a, "%s/p.db", test_dir()));
}

static struct db *fresh(struct arena *a) {
    struct err e = {0};
    struct db *d = NULL;
    if (db_open(db_path(a), KEY, DB_CREATE, &d, &e) != RC_OK)
        test_fail(__FILE__, __LINE__, "%s", e.msg);
    EXPECT_OK(db_script(d, &MAKE, &e));
    return d;
}

static rc put(struct db *d, i64 id, struct str name, struct str body, struct err *e) {
    struct stmt *s = db_stmt(d, &PUT);
    db_bind_i64(s, 1, id);
    db_bind_blob(s, 2, body);
    db_bind_text(s, 3, name);
    return db_run(s, e);
}

static i64 count(struct db *d) {
    struct err e = {0};
    bool row;
    struct stmt *s = db_stmt(d, &COUNT);
    EXPECT_OK(db_step(s, &row, &e));
    i64 n = db_i64(s, 0);
    EXPECT_OK(db_step(s, &row, &e));
    return n;
}

TEST(db_keeps_rows_over_a_reopening) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    bool row;
    EXPECT_OK(db_begin(d, &e));
    EXPECT_OK(put(d, 7, S("a\0b"), S("\1\2\0"), &e));
    EXPECT_OK(put(d, 8, (struct str){0}, (struct str){0}, &e));
    EXPECT_OK(db_commit(d, &e));
    db_close(d);
    EXPECT_OK(db_open(db_path(&a), KEY, DB_READ, &d, &e));
    struct stmt *s = db_stmt(d, &GET);
    db_bind_i64(s, 1, 7);
    EXPECT_OK(db_step(s, &row, &e));
    EXPECT(row);
    EXPECT_STR(db_text(s, 0), S("a\0b"));
    EXPECT_STR(db_blob(s, 1), S("\1\2\0"));
    EXPECT(db_is_null(s, 2) && !db_is_null(s, 0));
    EXPECT_INT(db_i64(s, 3), 7);
    EXPECT_OK(db_step(s, &row, &e));
    EXPECT(!row);
    s = db_stmt(d, &GET);
    db_bind_i64(s, 1, 8);
    EXPECT_OK(db_step(s, &row, &e));
    EXPECT(row && !db_is_null(s, 0) && !db_is_null(s, 1) && db_text(s, 0).n == 0);
    EXPECT_INT(put(d, 9, S("x"), S(""), &e), RC_DENIED); /* opened for reading */
    db_close(d);
    struct stat st;
    EXPECT(stat(db_path(&a), &st) == 0 && (st.st_mode & 0777) == 0600);
}

TEST(db_refuses_a_wrong_key_and_wrong_files) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    EXPECT_OK(put(d, 1, S("x"), S(""), &e));
    db_close(d);
    EXPECT_INT(db_open(db_path(&a), OTHER, DB_READ, &d, &e), RC_INTEGRITY);
    EXPECT(str_has(str_c(e.msg), S("page 1 ")));
    err_clear(&e);
    EXPECT_INT(db_open("/nonexistent/p.db", KEY, DB_READ, &d, &e), RC_NOTFOUND);
    err_clear(&e);
    EXPECT(truncate(db_path(&a), 4096 + 100) == 0);
    EXPECT_INT(db_open(db_path(&a), KEY, DB_WRITE, &d, &e), RC_INTEGRITY);
    err_clear(&e);
    EXPECT(truncate(db_path(&a), 100) == 0);
    EXPECT_INT(db_open(db_path(&a), KEY, DB_WRITE, &d, &e), RC_INTEGRITY);
    err_clear(&e);
    EXPECT(truncate(db_path(&a), 0) == 0);
    EXPECT_INT(db_open(db_path(&a), KEY, DB_WRITE, &d, &e), RC_INTEGRITY);
}

TEST(db_refuses_a_plain_sqlite_file) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d;
    sqlite3 *c;
    EXPECT(sqlite3_open(db_path(&a), &c) == SQLITE_OK);
    EXPECT(sqlite3_exec(c, "CREATE TABLE t (x)", NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(c);
    EXPECT_INT(db_open(db_path(&a), KEY, DB_WRITE, &d, &e), RC_INTEGRITY);
}

TEST(db_errors_stick_until_rollback) {
    struct arena a = test_arena();
    struct err e = {0}, later = {0};
    struct db *d = fresh(&a);
    EXPECT_OK(put(d, 1, S("x"), S(""), &e));
    EXPECT_OK(db_begin(d, &e));
    EXPECT_OK(put(d, 2, S("x"), S(""), &e));
    EXPECT_INT(put(d, 1, S("x"), S(""), &e), RC_CONFLICT);
    EXPECT_INT(put(d, 3, S("x"), S(""), &later), RC_CONFLICT);
    EXPECT_STR(str_c(later.msg), str_c(e.msg));
    EXPECT_INT(db_commit(d, &later), RC_CONFLICT);
    db_rollback(d);
    EXPECT_INT(count(d), 1);
    EXPECT_INT(db_run(db_stmt(d, &SYNTAX), &later), RC_INTERNAL);
    EXPECT_INT(later.code, RC_CONFLICT); /* an err that holds a message keeps it */
    err_clear(&e);
    EXPECT_INT(db_run(db_stmt(d, &COUNT), &e), RC_INTERNAL);
    db_rollback(d);
    EXPECT_INT(count(d), 1);
    db_close(d);
}

TEST(db_is_strict_about_types) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    bool row;
    EXPECT_INT(db_run(db_stmt(d, &BAD_TYPE), &e), RC_INTERNAL);
    db_rollback(d);
    err_clear(&e);
    EXPECT_OK(put(d, 1, S("abc"), S(""), &e));
    struct stmt *s = db_stmt(d, &GET);
    db_bind_i64(s, 1, 1);
    EXPECT_OK(db_step(s, &row, &e));
    EXPECT_INT(db_i64(s, 0), 0);
    EXPECT_INT(db_run(s, &e), RC_INTERNAL);
    db_close(d);
}

TEST(db_caches_statements) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    struct stmt *s = db_stmt(d, &GET);
    sqlite3_stmt *st = s->st;
    for (i64 i = 1; i <= 100; i++)
        EXPECT_OK(put(d, i, S("n"), S(""), &e));
    EXPECT(db_stmt(d, &GET) == s && s->st == st);
    EXPECT_INT(d->nstmts, 2);
    bool row;
    EXPECT_OK(db_step(s, &row, &e)); /* bindings are cleared: id = NULL finds nothing */
    EXPECT(!row);
    db_close(d);
}

TEST(db_is_closed_to_settings_attachments_and_code) {
    static const struct sql DENIED[] = {{"t.d0", "ATTACH ':memory:' AS x"},
                                        {"t.d1", "PRAGMA journal_mode = DELETE"},
                                        {"t.d2", "PRAGMA secure_delete = OFF"},
                                        {"t.d3", "PRAGMA writable_schema = ON"},
                                        {"t.d4", "SELECT load_extension('x')"},
                                        {"t.d5", "CREATE VIRTUAL TABLE v USING rtree(a,b,c)"},
                                        {"t.d6", "VACUUM INTO '/tmp/plain.db'"},
                                        {"t.d7", "SELECT \"no such column\""},
                                        {"t.d8", "INSERT INTO sqlite_schema VALUES (1,2,3,4,5)"},
                                        {"t.d9", "DELETE FROM search_text_data"}};
    struct arena a = test_arena();
    struct db *d = fresh(&a);
    for (i64 i = 0; i < LEN(DENIED); i++) {
        struct err e = {0};
        if (db_script(d, &DENIED[i], &e) == RC_OK)
            test_fail(__FILE__, __LINE__, "%s was let through", DENIED[i].text);
        db_rollback(d);
    }
    EXPECT_INT(count(d), 0);
    db_close(d);
}

TEST(db_two_connections_readers_never_wait) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *w = fresh(&a), *r;
    EXPECT_OK(put(w, 1, S("x"), S(""), &e));
    EXPECT_OK(db_open(db_path(&a), KEY, DB_READ, &r, &e));
    EXPECT_OK(db_begin(w, &e));
    EXPECT_OK(put(w, 2, S("x"), S(""), &e));
    EXPECT_INT(count(r), 1);
    EXPECT_OK(db_commit(w, &e));
    EXPECT_INT(count(r), 2);
    db_close(r);
    db_close(w);
}

/* Killed between the first page and the tables of the driver: the next opening makes what is
 * missing. */
TEST(db_creation_goes_on_where_it_was_cut) {
    static const struct sql DROP = {"t.drop", "DROP TABLE search_text; DROP TABLE search_doc"};
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a);
    EXPECT_OK(db_script(d, &DROP, &e));
    db_close(d);
    EXPECT_OK(db_open(db_path(&a), KEY, DB_CREATE, &d, &e));
    EXPECT_OK(db_search_put(d, S("doc"), S("words"), &e));
    EXPECT_INT(count(d), 0);
    db_close(d);
}
