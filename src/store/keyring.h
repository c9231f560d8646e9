/* Who holds keys of the case, as its log tells: every act on the keys, in order. */
#ifndef CAIRN_STORE_KEYRING_H
#define CAIRN_STORE_KEYRING_H

#include "store/records.h"

/* Part `rekeyed` (docs/formats/parts.md): what = add, remove, rotate, recovery. */
struct key_act {
    i64 entry, at; /* unix seconds */
    struct str by, what, recipient, name, reason;
    i64 epoch;               /* after it */
    const struct json *body; /* "recipients": all of them after it; "shares": hashes */
};
MUST rc records_key_acts(struct db *d, struct arena *a, struct key_act **out, i64 *n,
                         struct err *e);

#endif
