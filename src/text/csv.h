/* CSV (RFC 4180): strict reader, formula-guarded writer. Bytes only. */
#ifndef CAIRN_TEXT_CSV_H
#define CAIRN_TEXT_CSV_H

#include "base/err.h"
#include "base/str.h"

/* Reads one record from text at *at: fields unquoted into the arena, *at moved past its line end.
 * *n = 0 and RC_OK at the end of the text. CR LF or LF. RC_USAGE names the line for an unclosed or
 * misplaced quote; RC_LIMIT over CSV_FIELDS_MAX fields. `line` counts lines for messages; start it
 * at 1. O(bytes). */
MUST rc csv_read(struct arena *a, struct str text, i64 *at, i64 *line, struct str **fields, i64 *n,
                 struct err *e);

/* Appends a field, a comma before it unless first. Quoted when needed. A field that a spreadsheet
 * would run as a formula (first byte = + - @ TAB CR) gets a leading apostrophe: guard. csv_unguard
 * takes it off again when reading back. */
void csv_put(struct buf *b, struct str field, bool first);
void csv_end(struct buf *b); /* CR LF */
struct str csv_unguard(struct str field);

#endif
