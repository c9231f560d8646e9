/* What the operations on claims and incidents share: the part of the case that one needs, as
 * whoever acts may see it. */
#ifndef CAIRN_FLOW_WORK_H
#define CAIRN_FLOW_WORK_H

#include "flow/session.h"
#include "store/slice.h"
#include "store/work.h"

/* The slice with figures, disputes and ties; `want`'s reach is set to that of who acts. */
MUST rc work_slice(struct op_ctx *c, struct slice *want, struct book *out, struct err *e);
/* One incident (id, its beginning, or code) with all its claims and their texts; also those that it
 * is tied to as an aggregate, and the incidents named beside it (ids; n may be 0). */
MUST rc work_incident(struct op_ctx *c, struct str id, const struct str *beside, i64 n,
                      struct book *out, i64 *at, struct err *e);
/* The id under which notes on an object are kept: a claim's, an incident's, an item's outside name;
 * RC_NOTFOUND also when whoever acts may not see it. */
MUST rc work_object(struct op_ctx *c, struct str given, struct str *id, struct err *e);
/* {"kind":"decision","act","reason"} */
struct json *work_decision(struct op_ctx *c, const char *act, struct str reason);
/* "" or blank words, and words of more than WORK_WORDS_MAX bytes, are RC_USAGE. */
MUST rc work_words(struct op_ctx *c, const char *arg, struct str *out, struct err *e);
/* A date of any precision, or DATE_NONE when not given. */
MUST rc work_date(struct op_ctx *c, const char *arg, struct date_range *out, struct err *e);
/* Takes up the present state of an incident after a commit and gives its row. */
MUST rc work_show(struct op_ctx *c, struct str incident, struct err *e);

#endif
