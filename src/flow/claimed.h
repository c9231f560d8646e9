/* Who somebody at the machine says they are (--as, $CAIRN_USER, the login name), in a case that has
 * accounts. Whoever has the case's key could do anything with it; what is claimed is held to:
 *
 * - the name of an account: the rights of that account, its groups and fields, and nothing when it
 *   is closed or the desk is in no-access mode;
 * - any other name: the holder of the key, with all rights, as before there were accounts. The
 *   audit trail says "NAME (key)".
 *
 * Either way the audit trail has a line for the operation, as for those of the desk. */
#ifndef CAIRN_FLOW_CLAIMED_H
#define CAIRN_FLOW_CLAIMED_H

#include "flow/op.h"

/* Sets c->rights, or leaves it NULL for the holder. Does nothing for operations without a case and
 * cases without a desk. */
MUST rc claimed_rights(struct op_ctx *c, struct err *e);

#endif
