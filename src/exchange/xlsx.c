/* XLSX: the archive, its files through expat, the workbook, shared strings and styles. Everything
 * unpacked is counted as it comes, whatever the archive says of itself. */
#include "exchange/xlsx.h"

struct str xlsx_local(const char *name) {
    struct str s = str_c(name);
    i64 colon = str_chr(s, ':', 0);
    return colon < 0 ? s : str_sub(s, colon + 1, s.n);
}

struct str xlsx_attr(const char **attrs, const char *name) {
    for (i64 i = 0; attrs[i]; i += 2)
        if (str_eqc(xlsx_local(attrs[i]), name)) return str_c(attrs[i + 1]);
    return (struct str){0};
}

void xlsx_fail(struct xlsx *x, rc code, const char *what) {
    if (x->r == RC_OK) x->r = fail(x->e, code, "%s", what);
    XML_StopParser(x->p, XML_FALSE);
}

static void characters(void *self, const XML_Char *s, int n) {
    struct xlsx *x = self;
    if (!x->taking || x->phonetic) return;
    buf_put(&x->text, (struct str){s, n});
    if (!buf_ok(&x->text)) xlsx_fail(x, RC_LIMIT, "a cell has too many bytes");
}

/* Spreadsheets never write a document type; entities, inside or outside, need one. */
static void doctype(void *self, const XML_Char *name, const XML_Char *system,
                    const XML_Char *public, int internal) {
    (void)name, (void)system, (void)public, (void)internal;
    xlsx_fail(self, RC_UNSUPPORTED, "the table holds a document type, as no spreadsheet writes");
}

static rc broken(struct xlsx *x) {
    return x->r != RC_OK ? x->r : fail(x->e, RC_UNSUPPORTED, "the XLSX file is damaged");
}

static rc feed(struct xlsx *x, zip_file_t *f) {
    char *block = NEWN(x->a, char, 65536);
    for (;;) {
        zip_int64_t n = zip_fread(f, block, 65536);
        if (n < 0) return broken(x);
        x->unpacked += n;
        if (x->unpacked > XLSX_BYTES_MAX)
            return fail(x->e, RC_LIMIT, "the table unpacks to more than %lld MiB",
                        XLSX_BYTES_MAX >> 20);
        if (XML_Parse(x->p, block, (int)n, n == 0) != XML_STATUS_OK) return broken(x);
        if (n == 0) return x->r;
    }
}

rc xlsx_file(struct xlsx *x, struct str name, XML_StartElementHandler start,
             XML_EndElementHandler end, bool *there) {
    zip_file_t *f = zip_fopen(x->zip, cstr(x->a, name), 0);
    *there = f != NULL;
    if (!f) return RC_OK;
    x->p = XML_ParserCreate(NULL);
    if (!x->p) return zip_fclose(f), fail(x->e, RC_LIMIT, "no memory for the table");
    XML_SetHashSalt(x->p, x->salt); /* else expat would open /dev/urandom */
    XML_SetUserData(x->p, x);
    XML_SetElementHandler(x->p, start, end);
    XML_SetCharacterDataHandler(x->p, characters);
    XML_SetStartDoctypeDeclHandler(x->p, doctype);
    x->taking = false;
    x->phonetic = 0;
    x->text = buf_make(x->a, CELL_BYTES_MAX);
    rc r = feed(x, f);
    XML_ParserFree(x->p);
    zip_fclose(f);
    return r;
}

/* ---- the workbook (§18.2) and where its sheets are (part 2, §9.3) ---- */

static void workbook_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str tag = xlsx_local(name), v = xlsx_attr(attrs, "date1904");
    if (str_eqc(tag, "workbookPr")) x->from_1904 = str_eqc(v, "1") || str_eqc(v, "true");
    if (!str_eqc(tag, "sheet")) return;
    if (x->nrefs >= TABLE_SHEETS_MAX) {
        xlsx_fail(x, RC_LIMIT, "the table has too many sheets");
        return;
    }
    struct str state = xlsx_attr(attrs, "state");
    *PUSH(x->a, x->refs, x->nrefs, x->cap_refs) =
        (struct xlsx_sheet){.name = str_dup(x->a, xlsx_attr(attrs, "name")),
                            .relation = str_dup(x->a, xlsx_attr(attrs, "id")),
                            .hidden = state.n && !str_eqc(state, "visible")};
}

static void relation_start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct xlsx *x = self;
    struct str id = xlsx_attr(attrs, "Id"), to = xlsx_attr(attrs, "Target");
    if (!str_eqc(xlsx_local(name), "Relationship")) return;
    if (str_eqc(xlsx_attr(attrs, "TargetMode"), "External")) return;
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
    struct str tag = xlsx_local(name);
    (void)attrs;
    if (str_eqc(tag, "si")) x->text.n = 0;
    if (str_eqc(tag, "t")) x->taking = true;
    x->phonetic += str_eqc(tag, "rPh");
}

static void strings_end(void *self, const XML_Char *name) {
    struct xlsx *x = self;
    struct str tag = xlsx_local(name);
    if (str_eqc(tag, "t")) x->taking = false;
    x->phonetic -= str_eqc(tag, "rPh") && x->phonetic > 0;
    if (!str_eqc(tag, "si")) return;
    if (x->nshared >= TABLE_CELLS_MAX)
        xlsx_fail(x, RC_LIMIT, "the table has too many strings");
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
    struct str tag = xlsx_local(name);
    i64 id = -1;
    if (!str_i64(xlsx_attr(attrs, "numFmtId"), &id)) id = -1;
    if (str_eqc(tag, "cellXfs")) x->in_cell_styles = true;
    if (x->ndates >= 65536 || x->nformats >= 4096) {
        xlsx_fail(x, RC_LIMIT, "the table has too many styles");
    } else if (str_eqc(tag, "numFmt") && xlsx_date_format(xlsx_attr(attrs, "formatCode"))) {
        *PUSH(x->a, x->formats, x->nformats, x->cap_formats) = id;
    } else if (str_eqc(tag, "xf") && x->in_cell_styles) {
        *PUSH(x->a, x->dates, x->ndates, x->cap_dates) = date_style(x, id);
    }
}

static void styles_end(void *self, const XML_Char *name) {
    struct xlsx *x = self;
    if (str_eqc(xlsx_local(name), "cellXfs")) x->in_cell_styles = false;
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
    zip_error_t why;
    *x = (struct xlsx){.a = a, .e = e, .row = NEWN(a, struct cell, TABLE_COLUMNS_MAX)};
    *out = (struct table){.form = S("xlsx")};
    x->salt = 1 | (unsigned long)str_hash(bytes); /* hostile keys meet the time limit at worst */
    zip_error_init(&why);
    zip_source_t *from = zip_source_buffer_create(bytes.p, (zip_uint64_t)bytes.n, 0, &why);
    x->zip = from ? zip_open_from_source(from, ZIP_RDONLY, &why) : NULL;
    if (!x->zip) {
        if (from) zip_source_free(from);
        return fail(e, RC_UNSUPPORTED, "the XLSX file is damaged: its archive cannot be opened");
    }
    rc r = zip_get_num_entries(x->zip, 0) > XLSX_FILES_MAX
               ? fail(e, RC_LIMIT, "the XLSX file holds more than %d files", XLSX_FILES_MAX)
               : sheets(x, out);
    zip_discard(x->zip);
    return r;
}
