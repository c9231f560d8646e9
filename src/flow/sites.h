/* Sites and remains as JSON rows, and finding them; for the operations and the pages. */
#ifndef CAIRN_FLOW_SITES_H
#define CAIRN_FLOW_SITES_H

#include "flow/session.h"
#include "store/site.h"

/* RC_NOTFOUND in equal words whether it is not there or may not be seen. */
MUST rc site_find(struct op_ctx *c, struct str name, struct site *out, struct err *e);
MUST rc remains_find(struct op_ctx *c, struct str number, struct remains *out, struct err *e);
struct json *site_json(struct op_ctx *c, const struct site *s);
struct json *remains_json(struct op_ctx *c, const struct remains *r);
/* May whoever asks see this key of a site's or remains' description? */
bool site_may_see(const struct op_ctx *c, struct str key);

#endif
