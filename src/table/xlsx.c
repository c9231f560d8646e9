/* XLSX: the workbook, shared strings and styles, out of its archive. */
#include "table/xlsx.h"

static void characters(void *self, const XML_Char *s, int n) {
    struct xlsx *x = self;
    if (!x->taking || x->phonetic) return;
    buf_put(&x->text, (struct str){s, n});
    if (!buf_ok(&x->text)) archive_fail(&x->z, RC_LIMIT, "a cell has too many bytes");
}

rc xlsx_file(struct xlsx *x, struct str name, XML_StartElementHandler start,
             XML_EndElementHandler end, bool *there) {
    x->taking = false;
    x->phonetic = 0;
    x->text = buf_make(x->a, CELL_BYTES_MAX);
    return archive_xml(&x->z, name, x, start, end, characters, there);
}

/* ---- the workbook (§18.2) and where its sheets are (part 2, §9.3) ---- */

static void workbook_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str tag = xml_local(name), v = xml_attr(attrs, "date1904");
    if (str_eqc(tag, "workbookPr")) x->from_1904 = str_eqc(v, "1") || str_eqc(v, "true");
    if (!str_eqc(tag, "sheet")) return;
    if (x->nrefs >= TABLE_SHEETS_MAX) {
        archive_fail(&x->z, RC_LIMIT, "the table has too many sheets");
        return;
    }
    struct str state = xml_attr(attrs, "state");
    *PUSH(x->a, x->refs, x->nrefs, x->cap_refs) =
        (struct xlsx_sheet){.name = str_dup(x->a, xml_attr(attrs, "name")),
                            .relation = str_dup(x->a, xml_attr(attrs, "id")),
                            .hidden = state.n && !str_eqc(state, "visible")};
}

static void relation_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str id = xml_attr(attrs, "Id"), to = xml_attr(attrs, "Target");
    if (!str_eqc(xml_local(name), "Relationship")) return;
    if (str_eqc(xml_attr(attrs, "TargetMode"), "External")) return;
    for (i64 i = 0; i < x->nrefs; i++)
        if (str_eq(x->refs[i].relation, id))
            x->refs[i].file = str_starts(to, S("/")) ? str_dup(x->a, str_sub(to, 1, to.n))
                                                     : str_cat(x->a, S("xl/"), to);
}

static void nothing(void *self, const XML_Char *name) {
    (void)self;
    (void)name;
}

rc xlsx_workbook(struct xlsx *x) {
    bool there;
    TRY(xlsx_file(x, S("xl/workbook.xml"), workbook_start, nothing, &there));
    if (!there || x->nrefs == 0)
        return fail(x->e, RC_UNSUPPORTED, "this archive is no XLSX table: no workbook in it");
    return xlsx_file(x, S("xl/_rels/workbook.xml.rels"), relation_start, nothing, &there);
}

/* ---- shared strings (§18.4) ---- */

static void strings_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str tag = xml_local(name);
    (void)attrs;
    if (str_eqc(tag, "si")) x->text.n = 0;
    if (str_eqc(tag, "t")) x->taking = true;
    x->phonetic += str_eqc(tag, "rPh");
}

static void strings_end(void *self, const XML_Char *name) {
    struct xlsx *x = self;
    struct str tag = xml_local(name);
    if (str_eqc(tag, "t")) x->taking = false;
    x->phonetic -= str_eqc(tag, "rPh") && x->phonetic > 0;
    if (!str_eqc(tag, "si")) return;
    if (x->nshared >= TABLE_CELLS_MAX)
        archive_fail(&x->z, RC_LIMIT, "the table has too many strings");
    else
        *PUSH(x->a, x->shared, x->nshared, x->cap_shared) = str_dup(x->a, buf_str(&x->text));
}

rc xlsx_strings(struct xlsx *x) {
    bool there;
    return xlsx_file(x, S("xl/sharedStrings.xml"), strings_start, strings_end, &there);
}

/* ---- styles: only whether a cell is a date (§18.8) ---- */

static bool date_style(const struct xlsx *x, i64 id) {
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
        (id >= 50 && id <= 58))
        return true;
    for (i64 i = 0; i < x->nformats; i++)
        if (x->formats[i] == id) return true;
    return false;
}

static void styles_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str tag = xml_local(name);
    i64 id = -1;
    if (!str_i64(xml_attr(attrs, "numFmtId"), &id)) id = -1;
    if (str_eqc(tag, "cellXfs")) x->in_cell_styles = true;
    if (x->ndates >= 65536 || x->nformats >= 4096) {
        archive_fail(&x->z, RC_LIMIT, "the table has too many styles");
    } else if (str_eqc(tag, "numFmt") && xlsx_date_format(xml_attr(attrs, "formatCode"))) {
        *PUSH(x->a, x->formats, x->nformats, x->cap_formats) = id;
    } else if (str_eqc(tag, "xf") && x->in_cell_styles) {
        *PUSH(x->a, x->dates, x->ndates, x->cap_dates) = date_style(x, id);
    }
}

static void styles_end(void *self, const XML_Char *name) {
    struct xlsx *x = self;
    if (str_eqc(xml_local(name), "cellXfs")) x->in_cell_styles = false;
}

rc xlsx_styles(struct xlsx *x) {
    bool there;
    return xlsx_file(x, S("xl/styles.xml"), styles_start, styles_end, &there);
}

/* ---- the whole ---- */

static rc sheets(struct xlsx *x, struct table *out) {
    TRY(xlsx_workbook(x));
    TRY(xlsx_strings(x));
    TRY(xlsx_styles(x));
    out->sheets = NEWN(x->a, struct sheet, x->nrefs);
    for (i64 i = 0; i < x->nrefs; i++)
        if (x->refs[i].file.n) TRY(xlsx_rows(x, &x->refs[i], &out->sheets[out->nsheets++]));
    for (i64 i = 0; i < out->nsheets; i++)
        if (out->sheets[i].nrows) return RC_OK;
    return fail(x->e, RC_UNSUPPORTED, "the table holds no row");
}

rc table_parse_xlsx(struct arena *a, struct str bytes, struct table *out, struct err *e) {
    struct xlsx *x = NEW(a, struct xlsx);
    *x = (struct xlsx){.a = a, .e = e, .row = NEWN(a, struct cell, TABLE_COLUMNS_MAX)};
    *out = (struct table){.form = S("xlsx")};
    TRY(archive_open(a, bytes, "XLSX file", &x->z, e));
    rc r = sheets(x, out);
    archive_close(&x->z);
    return r;
}
