/* What the operations about time share: policy, witnesses, stamps, beacons, the exported log
 * (op_time_*.c), and what `verify`, `show`, `doctor` and receipts say about when. */
#ifndef CAIRN_FLOW_TIMES_H
#define CAIRN_FLOW_TIMES_H

#include "flow/session.h"
#include "proof/policy.h"
#include "store/times.h"

/* Opens the session; what the case holds about time. */
MUST rc flow_times(struct op_ctx *c, struct times *out, struct err *e);
/* The policy in force, in perm; NULL when there is none. */
MUST rc flow_policy(struct op_ctx *c, const struct times *t, struct policy **out, struct err *e);
/* A part of this kind. */
struct json *time_part(struct op_ctx *c, const char *kind);
/* Size and root of the checkpoint as it is now, into the part; *note gets its text. */
MUST rc time_head(struct op_ctx *c, struct json *part, struct str *note, i64 *size, struct err *e);
/* Holds the log nothing but entries about time from `size` on? Then asking again gains nothing. */
MUST rc time_nothing_new(struct op_ctx *c, i64 size, bool *yes, struct err *e);

/* Can a time said of the first `size` entries be right? Not before what others have said of entries
 * before it, and a date of our calendar. RC_INTEGRITY says why not: such a time is not kept, else
 * one broken clock would contradict every entry for ever. */
MUST rc time_plausible(struct op_ctx *c, const struct times *t, i64 size, i64 at, struct err *e);

/* Adds the interval of an entry to a row: not_earlier, not_later_stamp, not_later_witness. */
void time_fields(struct op_ctx *c, struct json *row, const struct times *t, i64 entry);

/* Kept cosigned checkpoints and stamps against the log as it is, their signatures again; claimed
 * times against them. Findings through `found`; words of warning through op_say. */
typedef void time_finding_fn(void *ctx, const char *object, const char *what);
MUST rc time_verify(struct op_ctx *c, time_finding_fn *found, void *ctx, struct err *e);

/* When the newest stamp of each authority ends: the first of these, 0 without stamps. */
i64 time_first_end(const struct times *t);
enum { TIME_WARN_DAYS = 90 }; /* doctor and verify warn that long before */

#endif
