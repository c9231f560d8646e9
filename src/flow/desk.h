/* What the operations about people share: the handle on desk.db, secrets, groups by name, and
 * administrative acts, which change desk.db and stand in the log as one. */
#ifndef CAIRN_FLOW_DESK_H
#define CAIRN_FLOW_DESK_H

#include "flow/session.h"
#include "people/accounts.h"

/* Opens the people of the case, calls, closes. A handle of its own: operations are short. */
typedef rc desk_fn(struct op_ctx *c, struct people *p, struct err *e);
MUST rc desk_with_people(struct op_ctx *c, desk_fn *fn, struct err *e);

/* The account that acts, "NAME" of the holder before there are accounts. */
struct str desk_self(const struct op_ctx *c);

/* Changes desk.db inside a transaction, then the entry "administered" with these parts (and where
 * the audit trail stands) is committed, then the transaction: without its entry no change lasts. */
typedef rc desk_change_fn(struct op_ctx *c, struct people *p, void *what, struct err *e);
MUST rc desk_administer(struct op_ctx *c, struct people *p, desk_change_fn *change, void *what,
                        struct json **parts, i64 nparts, struct err *e);

/* A secret: the value that the form sent, or from the file of --NAME-file, or asked at the
 * terminal (twice when new_one). RC_USAGE when there is none of these. */
MUST rc desk_secret(struct op_ctx *c, const char *name, bool new_one, struct str *out,
                    struct err *e);

/* "north, families" → bits; "everybody" is bit 0; "" or "none" no bit. RC_NOTFOUND names a group
 * that is none. */
MUST rc desk_groups(struct op_ctx *c, struct str words, i64 *bits, struct err *e);
/* And back, joined by ", ". */
MUST rc desk_group_names(struct op_ctx *c, i64 bits, struct str *words, struct err *e);

/* The whole audit trail against itself and against what the log says of it. RC_INTEGRITY names the
 * first line or entry that does not fit. O(lines). */
MUST rc desk_audit_check(struct op_ctx *c, struct people *p, i64 *lines, struct err *e);

#endif
