/* A table as text: each row a paragraph of lines "COLUMN: value", each value with its cell. The
 * header is the first row of text alone with more than one cell; a table without one has values
 * only. Hidden sheets are read too. */
#ifndef CAIRN_MEDIA_ROWS_H
#define CAIRN_MEDIA_ROWS_H

#include "media/doc.h"

/* CSV or XLSX (table/table.h). charset: declared, or "". Errors as table_parse. */
MUST rc rows_text(struct arena *a, struct str bytes, struct str charset, struct doc *out,
                  struct err *e);
/* The same at the end of a document that is being made (an attachment). */
MUST rc rows_append(struct arena *a, struct str bytes, struct str charset, struct doc *d,
                    struct err *e);

#endif
