#include "db/db.h"
#include "db/db_impl.h"
#include "db/page.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- errors ---- */

static rc code_of(int r) {
    switch (r & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return RC_INTEGRITY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return RC_BUSY;
    case SQLITE_CONSTRAINT: return RC_CONFLICT;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM: return RC_LIMIT;
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_PERM: return RC_DENIED;
    case SQLITE_INTERRUPT: return RC_INTERRUPTED;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return RC_IO;
    default: return RC_INTERNAL;
    }
}

static rc bad_rc(struct db *d, i64 page, const char *where) {
    if (page > 0)
        fail(&d->err, RC_INTEGRITY, "%s: page %lld does not check", where, (long long)page);
    else
        fail(&d->err, RC_INTEGRITY, "%s: its header does not check", where);
    return err_hint(&d->err, "the log is the truth: `cairn rebuild` makes the projection anew");
}

rc db_check(struct db *d, int r, const char *what) {
    i64 page;
    const char *where;
    if (d->err.code != RC_OK) return d->err.code;
    if (vfs_bad(d->vfs, &page, &where)) return bad_rc(d, page, where);
    if (r == SQLITE_OK || r == SQLITE_ROW || r == SQLITE_DONE) return RC_OK;
    const char *why = d->conn ? sqlite3_errmsg(d->conn) : sqlite3_errstr(r);
    return fail(&d->err, code_of(r), "%s: %s", what, why);
}

rc db_stuck(const struct db *d, struct err *e) {
    if (d->err.code == RC_OK) return RC_OK;
    fail(e, d->err.code, "%s", d->err.msg);
    if (d->err.hint[0]) err_hint(e, "%s", d->err.hint);
    return d->err.code;
}

/* ---- opening ---- */

/* After set-up nobody attaches files, changes settings or loads code. FTS5 asks for data_version
 * itself. */
static int authorize(void *ctx, int action, const char *x, const char *y, const char *db,
                     const char *trigger) {
    static const char *const ASKED[] = {"data_version", "integrity_check", "quick_check",
                                        "foreign_key_check", "table_info"};
    (void)ctx, (void)db, (void)trigger;
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH) return SQLITE_DENY;
    if (action == SQLITE_CREATE_VTABLE && !str_eqi(str_c(y), S("fts5"))) return SQLITE_DENY;
    if (action == SQLITE_FUNCTION && str_eqi(str_c(y), S("load_extension"))) return SQLITE_DENY;
    if (action != SQLITE_PRAGMA) return SQLITE_OK;
    for (i64 i = 0; i < LEN(ASKED); i++)
        if (str_eqi(str_c(x), str_c(ASKED[i]))) return SQLITE_OK;
    return SQLITE_DENY;
}

static void lower_limits(sqlite3 *c) {
    static const int LIMITS[][2] = {{SQLITE_LIMIT_LENGTH, DB_VALUE_MAX},
                                    {SQLITE_LIMIT_SQL_LENGTH, DB_SQL_MAX},
                                    {SQLITE_LIMIT_COLUMN, 200},
                                    {SQLITE_LIMIT_EXPR_DEPTH, 100},
                                    {SQLITE_LIMIT_COMPOUND_SELECT, 20},
                                    {SQLITE_LIMIT_FUNCTION_ARG, 16},
                                    {SQLITE_LIMIT_ATTACHED, 0},
                                    {SQLITE_LIMIT_VARIABLE_NUMBER, DB_PARAMS_MAX},
                                    {SQLITE_LIMIT_TRIGGER_DEPTH, 8},
                                    {SQLITE_LIMIT_WORKER_THREADS, 0},
                                    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100}};
    for (i64 i = 0; i < LEN(LIMITS); i++)
        sqlite3_limit(c, LIMITS[i][0], LIMITS[i][1]);
}

static rc harden(struct db *d) {
    static const struct {
        int op, on;
    } SET[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
               {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
               {SQLITE_DBCONFIG_DQS_DML, 0},
               {SQLITE_DBCONFIG_DQS_DDL, 0},
               {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
               {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
               {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}};
    for (i64 i = 0; i < LEN(SET); i++)
        TRY(db_check(d, sqlite3_db_config(d->conn, SET[i].op, SET[i].on, (int *)NULL), "harden"));
    lower_limits(d->conn);
    return RC_OK;
}

static rc exec(struct db *d, const struct sql *q) {
    return db_check(d, sqlite3_exec(d->conn, q->text, NULL, NULL, NULL), q->name);
}

/* A new file gets our page size and reserved bytes with its first page, and is in WAL mode from
 * then on. */
static rc format_file(struct db *d) {
    int reserve = PAGE_RESERVED;
    TRY(exec(d, &DB_NEW_FILE));
    TRY(db_check(d, sqlite3_file_control(d->conn, NULL, SQLITE_FCNTL_RESERVE_BYTES, &reserve),
                 "reserve bytes"));
    return exec(d, &DB_TO_WAL);
}

static rc set_up(struct db *d, enum db_mode mode, bool fresh) {
    TRY(harden(d));
    if (fresh) TRY(format_file(d));
    TRY(exec(d, &DB_SETUP));
    TRY(exec(d, &DB_PROBE)); /* the first page read: a wrong key ends here */
    if (mode == DB_CREATE) TRY(exec(d, &DB_SEARCH_TABLES)); /* a creation may have been cut short */
    if (mode == DB_READ) {
        TRY(exec(d, &DB_QUERY_ONLY));
        TRY(db_check(d,
                     sqlite3_db_config(d->conn, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL),
                     "open"));
    }
    return db_check(d, sqlite3_set_authorizer(d->conn, authorize, NULL), "open");
}

/* Makes the file itself, so that it is nobody else's to read; WAL and -shm take their mode from it.
 */
static rc touch(const char *path, enum db_mode mode, bool *fresh, struct err *e) {
    struct stat st;
    if (mode == DB_CREATE) {
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0 && errno != EEXIST)
            return fail(e, RC_IO, "create %s: %s", path, strerrordesc_np(errno));
        if (fd >= 0) close(fd);
    }
    int no = stat(path, &st) < 0 ? errno : 0;
    if (no == ENOENT) return fail(e, RC_NOTFOUND, "there is no projection at %s", path);
    if (no) return fail(e, RC_IO, "open %s: %s", path, strerrordesc_np(no));
    *fresh = st.st_size == 0;
    if (*fresh && mode != DB_CREATE) {
        fail(e, RC_INTEGRITY, "projection %s is empty", path);
        return err_hint(e, "`cairn rebuild` makes it anew");
    }
    return RC_OK;
}

rc db_open(const char *path, const u8 key[32], enum db_mode mode, struct db **out, struct err *e) {
    bool fresh = false;
    TRY(touch(path, mode, &fresh, e));
    struct db *d = calloc(1, sizeof *d);
    CHECK(d != NULL);
    d->dead.d = d;
    rc r = vfs_make(key, &d->vfs, e);
    if (r != RC_OK) {
        free(d);
        return r;
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                SQLITE_OPEN_EXRESCODE;
    r = db_check(d, sqlite3_open_v2(path, &d->conn, flags, vfs_name(d->vfs)), "open");
    if (r == RC_OK) r = set_up(d, mode, fresh);
    if (r == RC_OK) {
        *out = d;
        return RC_OK;
    }
    r = db_stuck(d, e);
    db_close(d);
    return r;
}

void db_close(struct db *d) {
    if (!d) return;
    db_finalize_all(d);
    CHECK(sqlite3_close(d->conn) == SQLITE_OK);
    vfs_drop(d->vfs);
    free(d);
}

void db_freeze(struct db *d) {
    vfs_freeze(d->vfs);
}
bool db_fsync_failed(void) {
    return vfs_fsync_failed();
}

/* ---- scripts and transactions ---- */

static rc run_plain(struct db *d, const struct sql *q, struct err *e) {
    if (d->err.code == RC_OK) (void)exec(d, q);
    return db_stuck(d, e);
}

rc db_share(struct db *d, struct err *e) {
    if (d->err.code != RC_OK) return db_stuck(d, e);
    (void)sqlite3_set_authorizer(d->conn, NULL, NULL);
    (void)exec(d, &DB_SHARE);
    (void)db_check(d, sqlite3_set_authorizer(d->conn, authorize, NULL), "share");
    return db_stuck(d, e);
}

rc db_script(struct db *d, const struct sql *q, struct err *e) {
    if (d->err.code != RC_OK) return db_stuck(d, e);
    struct arena a = arena_make("script", DB_SQL_MAX * 8), whole = a;
    const char *text = cstr(&a, db_rewrite(&a, str_c(q->text)));
    (void)db_check(d, sqlite3_exec(d->conn, text, NULL, NULL, NULL), q->name);
    arena_drop(whole);
    return db_stuck(d, e);
}

rc db_begin(struct db *d, struct err *e) {
    return run_plain(d, &DB_BEGIN, e);
}
rc db_commit(struct db *d, struct err *e) {
    return run_plain(d, &DB_COMMIT, e);
}

/* The rollback itself may fail on a file that is gone; nothing of the transaction is durable then
 * either way. */
void db_rollback(struct db *d) {
    db_reset_all(d);
    if (!sqlite3_get_autocommit(d->conn))
        (void)sqlite3_exec(d->conn, DB_ROLLBACK.text, NULL, NULL, NULL);
    err_clear(&d->err);
    vfs_forget_bad(d->vfs);
}
