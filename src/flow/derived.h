/* Copies made from an item (DESIGN §2, derivative): the closed part "derived" that names parent,
 * transform with version and parameters, the program and the hash (docs/formats/manifest.md). */
#ifndef CAIRN_FLOW_DERIVED_H
#define CAIRN_FLOW_DERIVED_H

#include "flow/session.h"

struct derived {
    struct str item, parent;       /* outside name; "sha256:…" or hex of the item's bytes */
    const char *of;                /* the part that holds the copy: reading, transcript, … */
    struct str transform, version; /* what made it */
    struct str form, lang;         /* its parameters; "" = none */
    struct str programs, left;     /* of others, with versions; what was not read */
    struct str bytes, map;         /* the copy; of a text the map to the item's bytes, "" = none */
};
MUST rc derived_part(struct op_ctx *c, const struct derived *d, struct json **out, struct err *e);

#endif
