/* Tables as people hand them in: CSV and XLSX, to sheets, rows and cells with exact addresses.
 *
 * A cell is its text and nothing is computed: a formula's cell is the value that was saved with it,
 * marked; what a spreadsheet would run as a formula is text. Rows are numbered as a spreadsheet
 * numbers them (CSV: records from 1). Empty rows are left out, their numbers stay. Dates of XLSX
 * (numbers whose style is a date) become ISO dates, with "T08:30" when they hold a time.
 * A merged area's text stands in its first cell; the others repeat it, marked.
 *
 * CSV: RFC 4180, but fields may also be parted by ; tab or |, and text after a closing quote is
 * kept. XLSX: ECMA-376 part 1, §18; document types, and so entities, are refused. */
#ifndef CAIRN_TABLE_TABLE_H
#define CAIRN_TABLE_TABLE_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER,
    CELL_DATE,
    CELL_BOOL,
    CELL_ERROR,   /* "#N/A": what the spreadsheet showed */
    CELL_FORMULA, /* the value saved with a formula */
    CELL_MERGED   /* repeats the first cell of its area */
};
struct cell {
    struct str text; /* valid UTF-8, at most CELL_BYTES_MAX bytes */
    enum cell_kind kind;
};
struct table_row {
    i64 number; /* as a spreadsheet shows it, from 1 */
    struct cell *cells;
    i64 n; /* up to the last cell that is not empty */
};
struct sheet {
    struct str name; /* "" for CSV */
    bool hidden;
    i64 columns; /* widest row */
    struct table_row *rows;
    i64 nrows;
};
struct table {
    struct str form;      /* "csv", "xlsx" */
    struct str charset;   /* of CSV */
    struct str delimiter; /* of CSV */
    struct sheet *sheets;
    i64 nsheets;
};

/* Is this a table by its first bytes? "csv" (any text), "xlsx", or "" ("xls" and "ods" are named so
 * that the refusal can say what to do). */
struct str table_form(struct str bytes);

/* Reads hostile bytes: only in a sandboxed child (exchange/table_read.h, media), the tests and the
 * fuzz targets. charset: as a person says, or "". RC_UNSUPPORTED: no table, or one that cannot be
 * read; RC_LIMIT, RC_USAGE (names the line). O(bytes unpacked). */
MUST rc table_parse(struct arena *a, struct str bytes, struct str charset, struct table *out,
                    struct err *e);
MUST rc table_parse_csv(struct arena *a, struct str bytes, struct str charset, struct table *out,
                        struct err *e);
MUST rc table_parse_xlsx(struct arena *a, struct str bytes, struct table *out, struct err *e);

/* How a table comes out of the child: lengths and bytes; and back, everything checked. */
void table_put(struct buf *out, const struct table *t);
MUST rc table_get(struct arena *a, struct str bytes, struct table *out, struct err *e);

/* "A" … "IV" of a column from 0; back: -1 when it is none. */
struct str table_column(struct arena *a, i64 column);
i64 table_column_parse(struct str letters);
/* Sheet by name, or by number from 1; "" = the first that is not hidden. -1: none. */
i64 table_sheet(const struct table *t, struct str name);
/* Cell of a row; empty outside. */
struct cell table_cell(const struct table_row *r, i64 column);

#endif
