/* Lists of victims: each row of a table one claim about one person, where the headings say so
 * plainly (rows.def). Works on the text of a table (media/rows.h): a paragraph a row, lines
 * "HEADING: value", each value with the mark of its cell.
 *
 * A row is a claim when it names, or gives sex or age of, a person, and says a fate: a cell under
 * "status" that is one plain word for it, or a date or place under a heading that tells it ("date
 * of death"). A status that is not known tells nothing, whatever stands under other headings. The
 * name is the victim; the excerpt are the cells around the fate as far as their headings are known,
 * so that numbers of papers and telephones stay out of it; no number is claimed: a list says who,
 * and how many only somebody who counted. Persons of lists with all their fields are another noun
 * (`cairn list import`). */
#ifndef CAIRN_READ_ROWS_H
#define CAIRN_READ_ROWS_H

#include "read/read.h"
#include "text/marks.h"

/* Claims of the rows, in order, in perm: places by opts->name and opts->places, ids as read_text.
 * marks: parsed, of this text. At most DOC_CLAIMS_MAX. O(text). */
void read_rows(struct arena *perm, struct arena scratch, struct str text,
               const struct text_marks *marks, const struct read_opts *opts, struct claim **out,
               i64 *n);
/* Drops the claims of `c` whose trigger stands in the excerpt of a claim of `rows` of its kind:
 * what read_text made of the same cells. Returns how many are left. O(n log rows). */
i64 rows_instead(struct claim *c, i64 n, const struct claim *rows, i64 nrows);

#endif
