/* Captures of field nodes that were taken into the case. */
#ifndef CAIRN_STORE_NODES_H
#define CAIRN_STORE_NODES_H

#include "store/records.h"

struct taken {
    struct str sha256, item; /* hex, of the capture file; outside name */
    i64 entry;
};
/* Capture `number` of a node; found false: not taken yet. */
MUST rc records_taken(struct db *d, struct arena *a, struct str node, i64 number, struct taken *out,
                      bool *found, struct err *e);

#endif
