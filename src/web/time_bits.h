/* What pages say about when, by the word of others (page_times.c). */
#ifndef CAIRN_WEB_TIME_BITS_H
#define CAIRN_WEB_TIME_BITS_H

#include "web/ui.h"

/* Two rows of a definition list: not earlier than, not later than; whose word it is, or "not
 * shown". */
MUST rc time_rows(struct req *r, i64 entry, struct err *e);

#endif
