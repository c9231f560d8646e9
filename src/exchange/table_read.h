/* A table that somebody hands in, read in a sandboxed child (table/table.h). */
#ifndef CAIRN_EXCHANGE_TABLE_READ_H
#define CAIRN_EXCHANGE_TABLE_READ_H

#include "table/table.h"

/* Its answer is checked like a stranger's. charset: as a person says, or "". RC_UNSUPPORTED: no
 * table, or one that cannot be read; RC_LIMIT, RC_USAGE (names the line). O(bytes unpacked). */
MUST rc table_read(struct arena *a, struct str bytes, struct str charset, struct table *out,
                   struct err *e);

#endif
