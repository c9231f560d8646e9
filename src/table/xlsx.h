/* Inside of the XLSX reader: one document on its way into a table. Sections are those of ECMA-376
 * part 1 (Office Open XML). Runs in the sandboxed child. */
#ifndef CAIRN_TABLE_XLSX_H
#define CAIRN_TABLE_XLSX_H

#include "table/archive.h"
#include "table/table.h"

struct xlsx_sheet {
    struct str name, relation, file;
    bool hidden;
};

struct xlsx {
    struct arena *a;
    struct err *e;
    struct archive z;
    i64 cells; /* of all sheets */

    struct xlsx_sheet *refs; /* workbook.xml, with its relations */
    i64 nrefs, cap_refs;
    bool from_1904; /* dates count from 1904 (§18.2.28) */

    struct str *shared; /* §18.4 */
    i64 nshared, cap_shared;

    i64 *formats; /* numFmtIds whose code is a date (§18.8.30) */
    i64 nformats, cap_formats;
    bool *dates; /* by cell style: is it a date? (§18.8.10) */
    i64 ndates, cap_dates;
    bool in_cell_styles;

    struct buf text; /* of the element being read */
    bool taking;     /* character data counts */
    int phonetic;    /* inside <rPh>: how it is read aloud, no text of the cell */

    struct sheet *s; /* §18.3 */
    i64 cap_rows, cap_merged;
    struct cell *row; /* of TABLE_COLUMNS_MAX */
    i64 number, column;
    i64 width; /* cells of the row so far */
    struct str type;
    i64 style;
    bool formula;
    struct str *merged;
    i64 nmerged;
};

/* Reads one file of the archive through expat. A file that is not there: RC_OK, *there false. */
MUST rc xlsx_file(struct xlsx *x, struct str name, XML_StartElementHandler start,
                  XML_EndElementHandler end, bool *there);

MUST rc xlsx_workbook(struct xlsx *x);
MUST rc xlsx_strings(struct xlsx *x);
MUST rc xlsx_styles(struct xlsx *x);
MUST rc xlsx_rows(struct xlsx *x, const struct xlsx_sheet *ref, struct sheet *out);

/* The ISO date of a serial number, or the number as it is. */
struct str xlsx_date(struct arena *a, struct str number, bool from_1904);
bool xlsx_date_format(struct str code);

#endif
