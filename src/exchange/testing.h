/* Small XLSX files for tests: the parts given, zipped in memory. Tests only. */
#ifndef CAIRN_EXCHANGE_TESTING_H
#define CAIRN_EXCHANGE_TESTING_H

#include "base/t.h"
#include "exchange/table.h"

#include <zip.h>

struct made_file {
    const char *name, *text;
};

__attribute__((unused)) static struct str made_zip(struct arena *a, const struct made_file *f,
                                                   i64 n) {
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
__attribute__((unused)) static struct str made_xlsx(struct arena *a, const char *sheet,
                                                    const char *strings) {
    struct made_file f[] = {{"xl/workbook.xml", MADE_BOOK},
                            {"xl/_rels/workbook.xml.rels", MADE_RELATIONS},
                            {"xl/styles.xml", MADE_STYLES},
                            {"xl/sharedStrings.xml", strings},
                            {"xl/worksheets/sheet1.xml", sheet}};
    return made_zip(a, f, LEN(f));
}

#endif
