/* Texts of office programs: DOCX (ECMA-376 part 1, §17) and ODT (OpenDocument 1.3 part 3, §§4–9):
 * paragraphs, tables, foot- and endnotes. A paragraph is a paragraph and is marked with its number;
 * a row of a table is a line, its cells parted by tabs and marked; notes stand at the end, marked.
 * What was deleted under tracked changes, comments, headers and footers are not read. */
#ifndef CAIRN_MEDIA_OFFICE_H
#define CAIRN_MEDIA_OFFICE_H

#include "media/doc.h"
#include "table/archive.h"

/* RC_UNSUPPORTED: damaged, or no such document in the archive; RC_LIMIT as archive.h. */
MUST rc docx_text(struct arena *a, struct str bytes, struct doc *out, struct err *e);
MUST rc odt_text(struct arena *a, struct str bytes, struct doc *out, struct err *e);

/* ---- inside: what the two have in common ---- */

struct office {
    struct doc *d;
    struct archive z;
    i64 paragraph, table, row, column, note; /* numbers so far */
    i64 in_table, in_note;                   /* nesting */
    i64 from;                                /* where the paragraph or cell began */
    bool open;                               /* a paragraph has words */
    bool blank;                              /* white space waits for the next word */
    bool cell_open;                          /* the row has a cell before */
    struct str note_word;                    /* "footnote" … for the mark */
    i64 skip;                                /* inside of what is not read */
    bool taking;                             /* character data is text */
    struct buf *title;                       /* of the document: character data goes there */
    struct buf notes;                        /* ODT: notes stand in the text, and wait here */
};
/* Character data, with white space as it is written. */
void office_words(struct office *x, struct str s);
void office_paragraph_end(struct office *x);
void office_table_begin(struct office *x);
void office_table_end(struct office *x);
void office_row_begin(struct office *x);
void office_row_end(struct office *x);
void office_cell_begin(struct office *x);
void office_cell_end(struct office *x);
/* Reads <title> of a file of properties (Dublin Core). */
MUST rc office_title(struct office *x, const char *file);

#endif
