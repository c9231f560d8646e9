/* Why a claim is proposed, for the operation and the desk. */
#ifndef CAIRN_FLOW_WHY_H
#define CAIRN_FLOW_WHY_H

#include "flow/op.h"
#include "store/claim.h"

/* {"claim","reader","model","proposer","held","rules":[…],
 *  "words":[{"part","words","entry","means":[…]}],
 *  "weights":[{"part","words","decided","why"}], "suspicious":[{"part","words","why"}]}
 * weights: what speaks for speaker and word of speech in the trained stage of attribution, from
 * reading the text again; decided: it was this stage, and not a rule, that gave them. Only where
 * the present tables are those of the claim, or `other_tables` says that they are not. Builds the
 * tables and reads at most WHY_BYTES_MAX around the claim: some 10 ms. */
struct json *claim_why(struct op_ctx *c, const struct claim *k, struct str text, struct str lang);

#endif
