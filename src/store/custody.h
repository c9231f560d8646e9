/* How items came and through whose hands they went: parts "intake", "intake_source", "custody",
 * and what a manifest says beyond name, size and SHA-256. */
#ifndef CAIRN_STORE_CUSTODY_H
#define CAIRN_STORE_CUSTODY_H

#include "store/noun.h"

/* The acts of custody (STANDARDS: CustodyEvent); NULL-ended. */
extern const char *const CUSTODY_ACTS[];

struct custody_event {
    i64 entry, part, at; /* where it is logged, and when (unix seconds) */
    struct str act;      /* one of CUSTODY_ACTS */
    struct str from, to; /* who gave, who has it then; "" = not said */
    struct str happened; /* when, as stated: an instant or a date */
    struct str place, note;
    struct str actor; /* who recorded it */
    struct str key;   /* fingerprint of who signed; "" = unsigned */
    bool automatic;   /* recorded by an operation, not by hand */
};
/* Of one item (outside name), in the order of the log. */
MUST rc records_custody(struct db *d, struct arena *a, struct str item, struct custody_event **out,
                        i64 *n, struct err *e);
/* Items with any event that `reach` may see, in the order of their names. */
MUST rc records_custody_items(struct db *d, struct arena *a, i64 reach, struct str **items, i64 *n,
                              struct err *e);

/* How the items of one entry came: canonical JSON of the parts; "" = there is none (an item of an
 * older cairn, or nothing was said). */
MUST rc records_intake(struct db *d, struct arena *a, i64 entry, struct str *open,
                       struct str *source, struct err *e);
/* "" = not recorded. */
MUST rc records_item_more(struct db *d, struct arena *a, struct str item, struct str *path,
                          struct str *sha512, struct err *e);

/* What was made from an item, oldest first: the entry, and the part as canonical JSON. */
struct derived_copy {
    i64 entry;
    struct str body;
};
MUST rc records_derived(struct db *d, struct arena *a, struct str item, struct derived_copy **out,
                        i64 *n, struct err *e);

/* Who made an entry, by name. RC_NOTFOUND. */
MUST rc records_entry_actor(struct db *d, struct arena *a, i64 entry, struct str *name,
                            struct err *e);

/* Of a manifest part. */
MUST rc apply_item_more(struct apply *x, const struct json *manifest, struct err *e);
/* For erasure: forgets what the tables hold of an item; its events of custody stay. */
MUST rc apply_item_less(struct apply *x, struct str item, struct err *e);

#endif
