/* A session on one case: store, projection brought up to the log, and the book on demand. One per
 * operation.
 *
 * Writing: session_begin (lock, refresh, catch up) → session_entry (parts, objects) … →
 * session_commit (store, then projection). A crash between the two is healed by the next open: the
 * projection is replayed up to the log. */
#ifndef CAIRN_FLOW_SESSION_H
#define CAIRN_FLOW_SESSION_H

#include "flow/op.h"
#include "store/slice.h"
#include "sys/clock.h"

#define CAIRN_VERSION "0.1.0"
/* A file in the case: the projection is under a page key that was rotated away, and made anew by
 * whoever opens it next. */
#define SESSION_STALE "projection.stale"

struct session {
    struct store *store;
    struct db *db;
    struct txn *txn; /* open transaction, or NULL */
    struct book book;
    bool book_loaded, book_texts;
    bool shared; /* db_share() was asked for; again when the tables are made anew */
    const struct book *told; /* what this operation's rows are made from (fields.h) */
    struct shown *shown;     /* what is withheld of it; NULL = not asked yet */
    struct program program;  /* that runs (manifest.h), once known */
    bool program_known;
    char build_id[129];
};

MUST rc session_open(struct op_ctx *c, struct err *e);
/* Is there a case at all? RC_NOTFOUND with what to do. */
MUST rc session_need_case(struct op_ctx *c, struct err *e);
/* Only the store, for verify and rebuild: works when the projection is broken. */
MUST rc session_open_store(struct op_ctx *c, struct err *e);
/* Drops the projection and replays the log. */
MUST rc session_rebuild(struct op_ctx *c, struct err *e);
/* Replays the log into a fresh scratch database and gives its digests; the case's own tables stay
 * untouched. */
MUST rc session_replay_digests(struct op_ctx *c, void (*each)(void *, const char *, const u8[32]),
                               void *ctx, struct err *e);
void session_close(struct op_ctx *c);
/* A session that outlives its operation, for the desk: opened once with arenas that live as long,
 * then lent to one operation after the other by setting c->session. session_renew at the start of
 * each: forgets the book of the last one and catches up with the log. session_end after each:
 * abandons what was begun and clears errors. */
MUST rc session_renew(struct op_ctx *c, struct err *e);
void session_end(struct op_ctx *c);
/* The book within the reach of whoever acts, with figures, disputes and ties computed; reloaded
 * after a commit. */
MUST rc session_book(struct op_ctx *c, bool texts, struct book **out, struct err *e);

/* A part of the case, within what the session may see (want->reach is set to that): for whatever
 * must not take longer in a large case. Figures, disputes and ties are computed when the slice has
 * SLICE_INCIDENTS and SLICE_TEXTS; they are the same as in the whole book. Valid until the
 * operation ends. */
MUST rc session_slice(struct op_ctx *c, const struct slice *want, struct book **out, struct err *e);

/* The registers alone: publications, parties, places of the case. */
MUST rc session_registers(struct op_ctx *c, struct book **out, struct err *e);

/* One row for each difference that a later reader proposes to a reviewed claim. */
MUST rc session_proposals(struct op_ctx *c, struct str claim, struct err *e);

/* "r-" + 12 hex: who acts, as entries and claims name them. */
struct str session_pseudonym(struct op_ctx *c);

MUST rc session_begin(struct op_ctx *c, struct err *e);
/* One entry: type and parts (JSON objects). index may be NULL. */
MUST rc session_entry(struct op_ctx *c, const char *type, struct json **parts, i64 nparts,
                      i64 *index, struct err *e);
/* The same of parts that are canonical JSON already: for entries of very many. */
MUST rc session_entry_texts(struct op_ctx *c, const char *type, const struct str *parts, i64 nparts,
                            i64 *index, struct err *e);
MUST rc session_commit(struct op_ctx *c, struct err *e);
/* The same without the tables: they are a cache, and whoever begins or opens next brings them up to
 * the log, or session_catch_up. For an acknowledgement that need not wait for them. */
MUST rc session_commit_log(struct op_ctx *c, struct err *e);
MUST rc session_catch_up(struct op_ctx *c, struct err *e);

/* Commits one entry holding these parts: begin, entry, commit. */
MUST rc session_act(struct op_ctx *c, const char *type, struct json **parts, i64 nparts,
                    struct err *e);
/* Ties claims that have no incident yet to incidents, and commits an entry if anything changed
 * (session_reconcile.c). Nothing waits: one query. */
MUST rc session_reconcile(struct op_ctx *c, struct err *e);

#endif
