/* Why a claim is proposed, for the operation and the desk. */
#ifndef CAIRN_FLOW_WHY_H
#define CAIRN_FLOW_WHY_H

#include "flow/op.h"
#include "store/claim.h"

/* {"claim","reader","model","rules":[…],"words":[{"part","words","entry","means":[…]}]}. Builds the
 * lexicons: about 1 ms. */
struct json *claim_why(struct op_ctx *c, const struct claim *k, struct str text);

#endif
