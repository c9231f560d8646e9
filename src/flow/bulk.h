/* One act on many objects: looked at first, then done as one entry. The preview gives a token, the
 * digest of what would change and of the versions seen; the act must bring it, and is refused when
 * anything of that has changed meanwhile. */
#ifndef CAIRN_FLOW_BULK_H
#define CAIRN_FLOW_BULK_H

#include "flow/session.h"

struct bulk_row {
    struct str id;
    struct str name;    /* claims: kind; items: file name */
    struct str item;    /* claims: of their item */
    struct str status;  /* claims: as it stands; items: who may see it */
    struct str words;   /* claims: their sentence */
    struct str refused; /* why it cannot be done to this one: then it is left out; "" = it can */
};
struct bulk_plan {
    struct bulk_row *rows;
    i64 n, acts; /* acts: how many of them would be changed */
    struct json **parts;
    i64 nparts;
    struct str token;
};

/* What deciding so on these claims (whole ids) would do. */
MUST rc bulk_plan_review(struct op_ctx *c, struct str act, struct str reason,
                         const struct str *claims, i64 n, struct bulk_plan *out, struct err *e);
/* What confining these items (outside names) to groups (bits) would do. */
MUST rc bulk_plan_access(struct op_ctx *c, i64 groups, const struct str *items, i64 n,
                         struct bulk_plan *out, struct err *e);

#endif
