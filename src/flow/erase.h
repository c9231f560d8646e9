/* What goes with an item, and what stays (docs/formats/erasure.md): the cascade from the item to
 * its derivatives, claims, what people said about them, lists and persons that came from it. */
#ifndef CAIRN_FLOW_ERASE_H
#define CAIRN_FLOW_ERASE_H

#include "flow/session.h"
#include "store/vault.h"

struct erase_plan {
    struct store_erasure *what; /* entries ascending */
    i64 n;
    i64 parts, objects, claims, persons, incidents; /* counts of what goes */
    i64 entry, part;                                /* where the item came */
    i64 reach;
    struct json **left; /* parts for the tombstone's entry: incidents that lost claims, the new
                           state of those that keep some */
    i64 nleft;
};
/* Plans the erasure of an item (outside name) from the log as it is now. O(log). */
MUST rc erase_plan(struct op_ctx *c, struct str item, struct str order, struct erase_plan *out,
                   struct err *e);

/* Does `words` carry words of `text`: three consecutive ones, or all of it when it has fewer? Both
 * folded. */
bool erase_carries(struct arena scratch, struct str text, struct str words);

#endif
