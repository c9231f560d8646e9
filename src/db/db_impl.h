/* Inside the driver: the database and its statements, shared by db.c, db_stmt.c and search.c. */
#ifndef CAIRN_DB_DB_IMPL_H
#define CAIRN_DB_DB_IMPL_H

#include "base/limits.h"
#include "db/db.h"
#include "db/vfs.h"

struct stmt {
    struct db *d;
    const struct sql *q; /* NULL: free slot, or the dead statement of a failed db */
    sqlite3_stmt *st;
    i64 nparams;
    int param[DB_PARAMS_MAX + 1]; /* $n → SQLite's index; 0 = does not occur */
};

struct db {
    sqlite3 *conn;
    struct vfs *vfs;
    struct err err; /* the first failure; sticks until db_rollback */
    struct stmt dead;
    i64 nstmts;
    struct stmt *stmts[DB_STMTS_MAX * 2]; /* open addressing by address of the sql */
};

/* Makes the result of a SQLite call stick when it is a failure, whatever it says when a page did
 * not check. */
rc db_check(struct db *d, int sqlite_rc, const char *what);
/* The sticking error into *e. */
rc db_stuck(const struct db *d, struct err *e);
void db_finalize_all(struct db *d);
void db_reset_all(struct db *d);

/* PostgreSQL's type words into SQLite's; a CREATE TABLE gets STRICT. One statement or several. */
struct str db_rewrite(struct arena *a, struct str sql);

/* Text of this driver's own, *_sql.c. */
extern const struct sql DB_SHARE;
extern const struct sql DB_SETUP, DB_SEARCH_TABLES, DB_BEGIN, DB_COMMIT, DB_ROLLBACK;
extern const struct sql DB_QUERY_ONLY, DB_PROBE, DB_HAS_TABLE, DB_NEW_FILE, DB_TO_WAL;
extern const struct sql SEARCH_ID, SEARCH_NEXT, SEARCH_MAP, SEARCH_PUT, SEARCH_UNMAP, SEARCH_DEL,
    SEARCH_FIND;
extern const struct sql TERMS_PUT, TERMS_DEL, TERMS_GET, TERMS_UP, TERMS_DOWN, TERMS_COUNT;

#endif
