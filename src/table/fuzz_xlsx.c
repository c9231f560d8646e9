/* XLSX from strangers: as it comes, and its sheet alone inside an archive of ours, so that
 * mutations reach the XML. */
#include "table/table.h"

#include <zip.h>

static struct str wrap(struct arena *a, struct str sheet) {
    static const char BOOK[] =
        "<workbook><sheets><sheet name=\"L\" sheetId=\"1\" r:id=\"r\" xmlns:r=\"x\"/></sheets>"
        "</workbook>";
    static const char RELS[] = "<R><Relationship Id=\"r\" Target=\"s.xml\"/></R>";
    struct str files[][2] = {{S("xl/workbook.xml"), str_c(BOOK)},
                             {S("xl/_rels/workbook.xml.rels"), str_c(RELS)},
                             {S("xl/s.xml"), sheet}};
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_source_keep(s);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, &why);
    for (i64 i = 0; i < LEN(files); i++) {
        i64 at =
            zip_file_add(z, files[i][0].p,
                         zip_source_buffer(z, files[i][1].p, (zip_uint64_t)files[i][1].n, 0), 0);
        zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
    }
    CHECK(zip_close(z) == 0);
    zip_stat_t st;
    CHECK(zip_source_open(s) == 0 && zip_source_stat(s, &st) == 0);
    char *p = NEWN(a, char, (i64)st.size);
    CHECK(zip_source_read(s, p, st.size) == (zip_int64_t)st.size);
    zip_source_close(s);
    zip_source_free(s);
    return (struct str){p, (i64)st.size};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena a = arena_make("fuzz", 1LL << 30), whole = a;
    struct table t;
    struct err e = {0};
    struct str in = {(const char *)data, (i64)n};
    bool zip = str_starts(in, S("PK"));
    if (table_parse_xlsx(&a, zip ? in : wrap(&a, in), &t, &e) == RC_OK)
        for (i64 i = 0; i < t.nsheets; i++)
            for (i64 k = 1; k < t.sheets[i].nrows; k++)
                CHECK(t.sheets[i].rows[k].number > t.sheets[i].rows[k - 1].number);
    arena_drop(whole);
    return 0;
}
