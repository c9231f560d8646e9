/* Receipts: a file that anyone can check with `cairn verify FILE`, without the case, a key or a
 * network. */
#ifndef CAIRN_FLOW_RECEIPT_H
#define CAIRN_FLOW_RECEIPT_H

#include "base/limits.h"
#include "flow/session.h"

struct masks;

/* The receipt of an id, as text. */
MUST rc receipt_text(struct op_ctx *c, struct str id, struct str *out, struct err *e);
/* The receipt of a figure of `b` (which may be a filtered copy of the session's book), in `a`;
 * names by `m`. */
MUST rc receipt_figure(struct op_ctx *c, struct arena *a, const struct book *b,
                       const struct masks *m,
                       i64 figure, struct str *out, struct err *e);
struct receipt_trust;
/* What --key, --policy and --roots give. */
MUST rc receipt_trust(struct op_ctx *c, struct receipt_trust *out, struct err *e);
/* Prints one row a check and the badge; RC_INTEGRITY names what does not check. */
MUST rc receipt_check(struct op_ctx *c, struct str text, struct err *e);

#endif
