/* Through whose hands an item went, on its page (flow/custody.h). */
#ifndef CAIRN_WEB_CUSTODY_BITS_H
#define CAIRN_WEB_CUSTODY_BITS_H

#include "web/ui.h"

/* A table of the chain; what does not fit is said above it. */
MUST rc custody_table(struct req *r, struct str item, struct err *e);

#endif
