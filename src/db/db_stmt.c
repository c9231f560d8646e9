/* Prepared statements, cached by the address of their text: a statement is prepared once per
 * connection. */
#include "db/db_impl.h"

#include <stdio.h>
#include <stdlib.h>

static struct stmt **slot_of(struct db *d, const struct sql *q) {
    u64 h = (u64)(uintptr_t)q * 0x9e3779b97f4a7c15u >> 40;
    i64 size = LEN(d->stmts);
    for (i64 i = (i64)(h % (u64)size);; i = (i + 1) % size)
        if (!d->stmts[i] || d->stmts[i]->q == q) return &d->stmts[i];
}

/* $1 is a named parameter to SQLite, numbered by first occurrence: ask for each by name. */
static bool map_params(struct stmt *s) {
    int left = sqlite3_bind_parameter_count(s->st);
    for (int n = 1; n <= DB_PARAMS_MAX && left > 0; n++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", n);
        s->param[n] = sqlite3_bind_parameter_index(s->st, name);
        if (s->param[n]) {
            s->nparams = n;
            left--;
        }
    }
    return left == 0;
}

static struct stmt *prepare(struct db *d, const struct sql *q) {
    struct arena a = arena_make("statement", DB_SQL_MAX * 8), whole = a;
    struct str text = db_rewrite(&a, str_c(q->text));
    struct stmt *s = calloc(1, sizeof *s);
    CHECK(s != NULL);
    s->d = d;
    s->q = q;
    const char *rest = NULL;
    int r =
        sqlite3_prepare_v3(d->conn, text.p, (int)text.n, SQLITE_PREPARE_PERSISTENT, &s->st, &rest);
    rc done = db_check(d, r, q->name);
    if (done == RC_OK && (!s->st || str_trim(str_c(rest)).n > 0 || !map_params(s)))
        done = fail(&d->err, RC_INTERNAL, "%s: not one statement with $1…$n", q->name);
    arena_drop(whole);
    if (done == RC_OK) return s;
    sqlite3_finalize(s->st);
    free(s);
    return NULL;
}

struct stmt *db_stmt(struct db *d, const struct sql *q) {
    if (d->err.code != RC_OK) return &d->dead;
    struct stmt **slot = slot_of(d, q);
    if (*slot) {
        sqlite3_reset((*slot)->st);
        sqlite3_clear_bindings((*slot)->st);
        return *slot;
    }
    CHECK(d->nstmts < DB_STMTS_MAX);
    *slot = prepare(d, q);
    if (!*slot) return &d->dead;
    d->nstmts++;
    return *slot;
}

void db_reset_all(struct db *d) {
    for (i64 i = 0; i < LEN(d->stmts); i++)
        if (d->stmts[i]) sqlite3_reset(d->stmts[i]->st);
}

void db_finalize_all(struct db *d) {
    for (i64 i = 0; i < LEN(d->stmts); i++) {
        if (!d->stmts[i]) continue;
        sqlite3_finalize(d->stmts[i]->st);
        free(d->stmts[i]);
        d->stmts[i] = NULL;
    }
}

/* ---- binding ---- */

/* SQLite's index of $at; 0 when the database has failed. A number that the text does not have is
 * our mistake. */
static int index_of(struct stmt *s, int at) {
    if (s->d->err.code != RC_OK || !s->st) return 0;
    CHECK(at >= 1 && at <= DB_PARAMS_MAX && s->param[at] > 0);
    return s->param[at];
}

static void bound(struct stmt *s, int r) {
    (void)db_check(s->d, r, s->q->name);
}

void db_bind_i64(struct stmt *s, int at, i64 v) {
    int i = index_of(s, at);
    if (i) bound(s, sqlite3_bind_int64(s->st, i, v));
}

/* An empty str may have p == NULL, which SQLite would take for NULL. */
void db_bind_text(struct stmt *s, int at, struct str v) {
    int i = index_of(s, at);
    const char *p = v.p ? v.p : "";
    if (i) bound(s, sqlite3_bind_text64(s->st, i, p, (u64)v.n, SQLITE_STATIC, SQLITE_UTF8));
}

void db_bind_blob(struct stmt *s, int at, struct str v) {
    int i = index_of(s, at);
    const char *p = v.p ? v.p : "";
    if (i) bound(s, sqlite3_bind_blob64(s->st, i, p, (u64)v.n, SQLITE_STATIC));
}

void db_bind_null(struct stmt *s, int at) {
    int i = index_of(s, at);
    if (i) bound(s, sqlite3_bind_null(s->st, i));
}

/* ---- stepping ---- */

rc db_step(struct stmt *s, bool *row, struct err *e) {
    *row = false;
    if (s->d->err.code != RC_OK || !s->st) return db_stuck(s->d, e);
    int r = sqlite3_step(s->st);
    if (db_check(s->d, r, s->q->name) != RC_OK) {
        sqlite3_reset(s->st);
        return db_stuck(s->d, e);
    }
    *row = r == SQLITE_ROW;
    if (!*row) sqlite3_reset(s->st);
    return RC_OK;
}

rc db_run(struct stmt *s, struct err *e) {
    bool row;
    do
        TRY(db_step(s, &row, e));
    while (row);
    return RC_OK;
}

/* ---- columns ---- */

/* A column read as another type than it has would be converted by SQLite without a word: "abc" as
 * 0. */
static bool is_type(struct stmt *s, int col, int type) {
    if (s->d->err.code != RC_OK || !s->st) return false;
    CHECK(col >= 0 && col < sqlite3_data_count(s->st));
    int got = sqlite3_column_type(s->st, col);
    if (got == type) return true;
    if (got != SQLITE_NULL)
        fail(&s->d->err, RC_INTERNAL, "%s: column %d has another type", s->q->name, col);
    return false;
}

bool db_is_null(struct stmt *s, int col) {
    if (s->d->err.code != RC_OK || !s->st) return true;
    return sqlite3_column_type(s->st, col) == SQLITE_NULL;
}

i64 db_i64(struct stmt *s, int col) {
    return is_type(s, col, SQLITE_INTEGER) ? sqlite3_column_int64(s->st, col) : 0;
}

struct str db_text(struct stmt *s, int col) {
    if (!is_type(s, col, SQLITE_TEXT)) return S("");
    const char *p = (const char *)sqlite3_column_text(s->st, col);
    CHECK(p != NULL);
    return (struct str){p, sqlite3_column_bytes(s->st, col)};
}

struct str db_blob(struct stmt *s, int col) {
    if (!is_type(s, col, SQLITE_BLOB)) return S("");
    const char *p = sqlite3_column_blob(s->st, col);
    return p ? (struct str){p, sqlite3_column_bytes(s->st, col)} : S("");
}

struct str db_text_dup(struct arena *a, struct stmt *s, int col) {
    return str_dup(a, db_text(s, col));
}
