/* Through whose hands an item went: the chain, computed from the log (docs/formats/manifest.md),
 * and acts that operations record by themselves. */
#ifndef CAIRN_FLOW_CUSTODY_H
#define CAIRN_FLOW_CUSTODY_H

#include "flow/session.h"

/* One line of the chain. Names and places stand as recorded; who may see them is for the caller. */
struct custody_step {
    struct str step;     /* "received", one of CUSTODY_ACTS, "held" (the last one) */
    i64 entry, part;     /* -1: of no entry ("held") */
    struct str from, to; /* of "held": to = who holds it; "" = nobody (destroyed) */
    struct str when;     /* as stated; of "received" the entry's time; of "held" since when */
    struct str place, note, transport;
    struct str by;            /* who recorded it */
    struct str key;           /* fingerprint of who signed; "" = unsigned */
    struct str text, armored; /* what was signed, and the signature (SSHSIG): for ssh-keygen */
    struct str signature;     /* "signed", "unsigned", "automatic", "" (received, held) */
    struct str gap;           /* what does not fit; "" = nothing */
    i64 lo, hi;               /* when, as unix seconds: a date is a day or more */
};
struct custody_chain {
    struct custody_step *steps; /* in order */
    i64 n, gaps;
};
/* Of an item (outside name) that whoever acts may see. Signatures are checked. O(its acts · log).
 */
MUST rc custody_chain(struct op_ctx *c, struct str item, struct custody_chain *out, struct err *e);
/* As a row: {"v","step","entry",…}; names and places that whoever acts may not see are withheld. */
struct json *custody_row(struct op_ctx *c, struct str item, const struct custody_step *s);

/* For operations that give an item's bytes to somebody (bag export, receipts of items): one entry
 * with an automatic "copied", "shared", "archived" or "verified" of these items, after the act. */
MUST rc custody_record(struct op_ctx *c, const char *act, const struct str *items, i64 n,
                       struct str to, struct str note, struct err *e);
/* The same as a part, for an operation that commits an entry anyway. */
struct json *custody_part(struct op_ctx *c, const char *act, const struct str *items, i64 n,
                          struct str to, struct str note);

#endif
