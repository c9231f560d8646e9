/* SQL, one small driver interface; SQLite behind an encrypting VFS today, PostgreSQL later with the
 * same texts.
 *
 * Statements are data, literal, only in files *_sql.c and registered in one table, so that a test
 * can prepare each and keep its query plan as golden:
 *     static const struct sql Q_X = {"claim.by_incident", "SELECT … WHERE id = $1"};
 * Placeholders are $1…$n. House rules for both engines: HABITS §B.3 (no LIKE, no boolean results,
 * NULLS FIRST/LAST, …).
 *
 * Errors stick: after a failed call every further call on this db does nothing and returns the same
 * rc, so a sequence of binds and steps is checked once. A wrong tag on a page is RC_INTEGRITY
 * ("projection: page N does not check"), never a wrong row. */
#ifndef CAIRN_DB_DB_H
#define CAIRN_DB_DB_H

#include "base/err.h"
#include "base/str.h"

struct db;
struct stmt;

struct sql {
    const char *name, *text;
};

enum db_mode { DB_READ, DB_WRITE, DB_CREATE };

/* Opens the file at `path`, encrypted with `key` (32 bytes, copied into locked memory).
 * RC_INTEGRITY when the key or the file is wrong. Hardened: trusted_schema off, DQS off, defensive,
 * cell_size_check, no extensions, limits lowered. WAL, synchronous=FULL, foreign_keys on,
 * temp_store=memory. */
MUST rc db_open(const char *path, const u8 key[32], enum db_mode mode, struct db **out,
                struct err *e);
/* For one of several processes that serve a desk: a small cache of pages, and commits that wait
 * for no disk: when power fails the last ones may be missing, in order, never when a process dies.
 * For what can be replayed or is no record. */
MUST rc db_share(struct db *d, struct err *e);
void db_close(struct db *d);
/* After a failed fsync, of this database (then it is so already) or elsewhere in the process,
 * nothing is written any more, at closing neither. */
void db_freeze(struct db *d);
/* True once an fsync of any database failed in this process, at opening or closing too. */
bool db_fsync_failed(void);

/* Several statements, no rows. */
MUST rc db_script(struct db *d, const struct sql *q, struct err *e);
MUST rc db_begin(struct db *d, struct err *e); /* BEGIN IMMEDIATE */
MUST rc db_commit(struct db *d, struct err *e);
void db_rollback(struct db *d); /* also clears a sticking error */

/* A prepared statement, cached per db by address of `q`, reset and unbound. Never NULL: failure
 * sticks. */
struct stmt *db_stmt(struct db *d, const struct sql *q);
void db_bind_i64(struct stmt *s, int at, i64 v); /* at = 1… for $1… */
/* v must live until the statement is stepped to its end. */
void db_bind_text(struct stmt *s, int at, struct str v);
void db_bind_blob(struct stmt *s, int at, struct str v);
void db_bind_null(struct stmt *s, int at);
/* One row: *row true; the end: false and reset. Columns borrowed until the next step. */
MUST rc db_step(struct stmt *s, bool *row, struct err *e);
MUST rc db_run(struct stmt *s, struct err *e); /* step to the end, rows ignored */
bool db_is_null(struct stmt *s, int col);      /* col = 0… */
i64 db_i64(struct stmt *s, int col);
struct str db_text(struct stmt *s, int col);
struct str db_blob(struct stmt *s, int col);
/* text copied into the arena */
struct str db_text_dup(struct arena *a, struct stmt *s, int col);

/* Is there such a table? */
MUST rc db_has_table(struct db *d, struct str name, bool *yes, struct err *e);

/* Full-text search over text already folded in C (text/fold.h), so that both engines tokenise
 * alike. doc is unique. */
MUST rc db_search_put(struct db *d, struct str doc, struct str folded, struct err *e);
MUST rc db_search_del(struct db *d, struct str doc, struct err *e);
/* words: folded, blank-separated, all must occur. Fills docs in rank order, ties by doc. */
MUST rc db_search(struct db *d, struct arena *a, struct str words, i64 max, struct str **docs,
                  i64 *n, struct err *e);

/* Numbered documents by their terms, for lists that are filtered by many things at once. A term is
 * a word of folded text or a mark; a mark is ASCII and holds a '_', so it is never a word. Both
 * lists are blank-separated. Lists of documents are walked in order and skipped through: the time
 * is that of the rarer terms. */
MUST rc db_terms_put(struct db *d, i64 doc, struct str marks, struct str words, struct err *e);
MUST rc db_terms_del(struct db *d, i64 doc, struct err *e);
/* What was put; false when there is no such document. words may be NULL. */
MUST rc db_terms_get(struct db *d, struct arena *a, i64 doc, struct str *marks, struct str *words,
                     bool *found, struct err *e);
/* One of these terms occurs (or, none: no one of them does). */
struct term_any {
    const struct str *terms;
    i64 n;
    bool none;
};
struct terms_query {
    const struct term_any *all; /* each must hold; at least one that is not `none` */
    i64 n;
    i64 from, to; /* documents in [from, to] */
    bool down;    /* highest number first */
};
/* Fills docs (room for `most`) in order. RC_LIMIT when the terms are too many or too long. */
MUST rc db_terms_find(struct db *d, struct arena scratch, const struct terms_query *q, i64 most,
                      i64 *docs, i64 *n, struct err *e);
/* How many there are, counted up to `most`. */
MUST rc db_terms_count(struct db *d, struct arena scratch, const struct terms_query *q, i64 most,
                       i64 *n, struct err *e);

/* Digest of a table: SHA-256 over its rows in primary-key order, columns typed and length-prefixed
 * (rebuild --check). `q` selects all rows ordered. */
MUST rc db_digest(struct db *d, const struct sql *q, u8 out[32], struct err *e);

#endif
