/* Deciding on a claim: what `review` and `bulk review` share. */
#ifndef CAIRN_FLOW_REVIEW_H
#define CAIRN_FLOW_REVIEW_H

#include "flow/session.h"

/* Puts the parts of one decision (any act but "correct") on a claim of the book, which holds its
 * reviews, at parts[*n]: two of them. RC_DENIED when it is one's own, RC_CONFLICT when there is
 * nothing to undo. */
MUST rc review_parts(struct op_ctx *c, const struct book *b, struct str claim, struct str act,
                     struct str reason, struct json **parts, i64 *n, struct err *e);

#endif
