/* Small XLSX files, zipped in memory. */
#include "base/t.h"
#include "table/table.h"

#include <zip.h>
#include "table/xlsx.h"

struct made_file {
    const char *name, *text;
};

static struct str made_zip(struct arena *a, const struct made_file *f, i64 n) {
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_source_keep(s);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, &why);
    for (i64 i = 0; i < n; i++)
        zip_file_add(z, f[i].name,
                     zip_source_buffer(z, f[i].text, (zip_uint64_t)strlen(f[i].text), 0), 0);
    EXPECT(zip_close(z) == 0);
    zip_stat_t st;
    zip_source_open(s);
    zip_source_stat(s, &st);
    char *p = NEWN(a, char, (i64)st.size);
    EXPECT(zip_source_read(s, p, st.size) == (zip_int64_t)st.size);
    zip_source_close(s);
    zip_source_free(s);
    return (struct str){p, (i64)st.size};
}

#define MADE_BOOK                                                                                  \
    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "               \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"     \
    "<sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define MADE_RELATIONS                                                                             \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"       \
    "<Relationship Id=\"rId1\" Type=\"t\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
#define MADE_STYLES                                                                                \
    "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts>"          \
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs>"           \
    "</styleSheet>"

/* One sheet "List" with these rows of XML and these shared strings. */
static struct str made_xlsx(struct arena *a, const char *sheet, const char *strings) {
    struct made_file f[] = {{"xl/workbook.xml", MADE_BOOK},
                            {"xl/_rels/workbook.xml.rels", MADE_RELATIONS},
                            {"xl/styles.xml", MADE_STYLES},
                            {"xl/sharedStrings.xml", strings},
                            {"xl/worksheets/sheet1.xml", sheet}};
    return made_zip(a, f, LEN(f));
}

static struct cell at(const struct table *t, i64 row, i64 column) {
    for (i64 i = 0; t->nsheets && i < t->sheets[0].nrows; i++)
        if (t->sheets[0].rows[i].number == row) return table_cell(&t->sheets[0].rows[i], column);
    return (struct cell){S("(no such row)"), CELL_ERROR};
}

#define SHEET(rows, rest) "<worksheet><sheetData>" rows "</sheetData>" rest "</worksheet>"
#define STRINGS                                                                                    \
    "<sst><si><t>name</t></si><si><r><t>Ilin</t></r><r><t> Soro</t></r>"                           \
    "<rPh sb=\"0\" eb=\"1\"><t>read aloud</t></rPh></si></sst>"

static struct table made(struct arena *a, const char *sheet) {
    struct table t = {0};
    struct err e = {0};
    rc r = table_parse(a, made_xlsx(a, sheet, STRINGS), S(""), &t, &e);
    if (r != RC_OK) test_fail(__FILE__, __LINE__, "%s", e.msg);
    return t;
}

TEST(xlsx_reads_strings_numbers_dates_and_errors) {
    struct arena a = test_arena();
    struct table t = made(&a, SHEET("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c></row>"
                                    "<row r=\"4\"><c r=\"A4\"><v>17</v></c>"
                                    "<c r=\"B4\" t=\"s\"><v>1</v></c>"
                                    "<c r=\"C4\" s=\"1\"><v>47922</v></c>"
                                    "<c r=\"D4\" s=\"2\"><v>47922.3541666667</v></c>"
                                    "<c r=\"E4\" t=\"e\"><v>#N/A</v></c>"
                                    "<c r=\"F4\" t=\"b\"><v>1</v></c>"
                                    "<c r=\"G4\" t=\"inlineStr\"><is><t>a_x000A_b</t></is></c>"
                                    "</row>",
                                    ""));
    EXPECT_STR(t.sheets[0].name, S("List"));
    EXPECT_STR(at(&t, 1, 1).text, S("name"));
    EXPECT_STR(at(&t, 4, 0).text, S("17"));
    EXPECT_INT(at(&t, 4, 0).kind, CELL_NUMBER);
    EXPECT_STR(at(&t, 4, 1).text, S("Ilin Soro"));
    EXPECT_STR(at(&t, 4, 2).text, S("2031-03-15"));
    EXPECT_INT(at(&t, 4, 2).kind, CELL_DATE);
    EXPECT_STR(at(&t, 4, 3).text, S("2031-03-15T08:30"));
    EXPECT_STR(at(&t, 4, 4).text, S("#N/A"));
    EXPECT_INT(at(&t, 4, 4).kind, CELL_ERROR);
    EXPECT_STR(at(&t, 4, 5).text, S("TRUE"));
    EXPECT_STR(at(&t, 4, 6).text, S("a\nb"));
}

TEST(xlsx_never_computes_a_formula) {
    struct arena a = test_arena();
    struct table t = made(&a, SHEET("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>9</v></c>"
                                    "<c r=\"B1\" t=\"str\"><f>HYPERLINK(\"x\")</f><v>y</v></c>"
                                    "<c r=\"C1\"><f>NOW()</f></c></row>",
                                    ""));
    EXPECT_STR(at(&t, 1, 0).text, S("9"));
    EXPECT_INT(at(&t, 1, 0).kind, CELL_FORMULA);
    EXPECT_STR(at(&t, 1, 1).text, S("y"));
    EXPECT_INT(at(&t, 1, 2).kind, CELL_EMPTY);
}

TEST(xlsx_repeats_the_text_of_a_merged_area) {
    struct arena a = test_arena();
    struct table t = made(&a, SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"s\">"
                                    "<v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
                                    "<row r=\"9\"><c r=\"A9\"><v>3</v></c></row>",
                                    "<mergeCells><mergeCell ref=\"B1:B5\"/></mergeCells>"));
    EXPECT_STR(at(&t, 2, 1).text, S("Ilin Soro"));
    EXPECT_INT(at(&t, 2, 1).kind, CELL_MERGED);
    EXPECT_INT(at(&t, 1, 1).kind, CELL_TEXT);
    EXPECT_INT(at(&t, 9, 1).kind, CELL_EMPTY);
}

TEST(xlsx_dates_follow_both_systems) {
    struct arena a = test_arena();
    EXPECT_STR(xlsx_date(&a, S("1"), false), S("1900-01-01"));
    EXPECT_STR(xlsx_date(&a, S("59"), false), S("1900-02-28"));
    EXPECT_STR(xlsx_date(&a, S("60"), false), S("60")); /* a day that never was */
    EXPECT_STR(xlsx_date(&a, S("61"), false), S("1900-03-01"));
    EXPECT_STR(xlsx_date(&a, S("1"), true), S("1904-01-02"));
    EXPECT_STR(xlsx_date(&a, S("2958465"), false), S("9999-12-31"));
    EXPECT_STR(xlsx_date(&a, S("2958466"), false), S("2958466"));
    EXPECT_STR(xlsx_date(&a, S("-1"), false), S("-1"));
    EXPECT_STR(xlsx_date(&a, S("4E4"), false), S("4E4"));
    EXPECT_STR(xlsx_date(&a, S("0.5"), false), S("12:00"));
    EXPECT(xlsx_date_format(S("yyyy\\-mm\\-dd")));
    EXPECT(xlsx_date_format(S("[$-409]d mmm yyyy")));
    EXPECT(!xlsx_date_format(S("0.00\"days\"")));
    EXPECT(!xlsx_date_format(S("[Red]#,##0")));
    EXPECT(!xlsx_date_format(S("General")));
}

static rc verdict(struct arena *a, const char *sheet, const char *strings, struct err *e) {
    struct table t;
    *e = (struct err){0};
    return table_parse(a, made_xlsx(a, sheet, strings), S(""), &t, e);
}

TEST(xlsx_refuses_document_types_and_damage) {
    struct arena a = test_arena();
    struct err e;
    EXPECT_INT(verdict(&a,
                       "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                       "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>"
                       "</sheetData></worksheet>",
                       STRINGS, &e),
               RC_UNSUPPORTED);
    EXPECT(str_has(str_c(e.msg), S("holds a document type")));
    EXPECT_INT(verdict(&a, "<worksheet><sheetData><row>", STRINGS, &e), RC_UNSUPPORTED);
    EXPECT_INT(verdict(&a, SHEET("<row><c t=\"s\"><v>7</v></c></row>", ""), STRINGS, &e),
               RC_UNSUPPORTED);
    EXPECT_INT(verdict(&a, SHEET("<row r=\"9\"/><row r=\"8\"/>", ""), STRINGS, &e), RC_UNSUPPORTED);
    EXPECT_INT(verdict(&a, SHEET("<row><c r=\"ZZ1\"><v>7</v></c></row>", ""), STRINGS, &e),
               RC_LIMIT);
    EXPECT_INT(verdict(&a, SHEET("<row r=\"1048577\"><c><v>7</v></c></row>", ""), STRINGS, &e),
               RC_LIMIT);
    EXPECT_INT(verdict(&a, SHEET("<row/>", ""), STRINGS, &e), RC_UNSUPPORTED);
    struct table t;
    e = (struct err){0};
    EXPECT_INT(table_parse(&a, S("PK\x03\x04 and no more"), S(""), &t, &e), RC_UNSUPPORTED);
}

/* 8 MiB of blanks in one cell pack into a few kilobytes. */
TEST(xlsx_stops_at_a_cell_that_unpacks_without_end) {
    struct arena a = test_arena();
    struct buf b = buf_make(&a, 16 << 20);
    struct err e;
    buf_puts(&b, "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>");
    for (int i = 0; i < 8 << 20; i++)
        buf_c(&b, 'x');
    buf_puts(&b, "</t></is></c></row></sheetData></worksheet>");
    buf_c(&b, 0);
    EXPECT_INT(verdict(&a, b.p, STRINGS, &e), RC_LIMIT);
}
