/* Files that a report may come in, and files made to break whoever reads them:
 *
 *     made_media KIND FILE [TEXT…]
 *
 * docx, odt: a paragraph of each TEXT · xlsx: rows of cells, each row a TEXT with '|' between ·
 * pdf: a page of each TEXT · scan: a PDF whose page is the JPEG file TEXT · entities: a DOCX whose
 * XML defines entities of entities · bomb: a DOCX that unpacks to 100 MiB · deep: a DOCX of 100,000
 * elements in each other · zip: TEXT in a.txt · huge: a PNG that says it is 60,000 by 60,000 dots.
 */
#include "base/arena.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

static struct arena A;

static void put_file(const char *path, struct str s) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(s.p, 1, (size_t)s.n, f) != (size_t)s.n || fclose(f) != 0) exit(1);
}

static struct str file(const char *path) {
    struct buf b = buf_make(&A, 64 << 20);
    char room[65536];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f) exit(1);
    while ((n = fread(room, 1, sizeof room, f)) > 0)
        buf_put(&b, (struct str){room, (i64)n});
    fclose(f);
    return buf_str(&b);
}

/* ---- archives ---- */

struct member {
    const char *name;
    struct str bytes;
};

static void archive(const char *path, const struct member *m, int n) {
    int why;
    remove(path);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &why);
    if (!z) exit(1);
    for (int i = 0; i < n; i++)
        zip_file_add(z, m[i].name,
                     zip_source_buffer(z, m[i].bytes.p, (zip_uint64_t)m[i].bytes.n, 0), 0);
    if (zip_close(z) != 0) exit(1);
}

static void docx_of(const char *path, struct str xml) {
    struct member m[] = {{"word/document.xml", xml}};
    archive(path, m, 1);
}

static void docx(const char *path, char **text, int n) {
    struct buf b = buf_make(&A, 1 << 20);
    buf_puts(&b, "<w:document xmlns:w=\"w\"><w:body>");
    for (int i = 0; i < n; i++)
        buf_fmt(&b, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", text[i]);
    buf_puts(&b, "</w:body></w:document>");
    docx_of(path, buf_str(&b));
}

static void odt(const char *path, char **text, int n) {
    struct buf b = buf_make(&A, 1 << 20);
    buf_puts(&b, "<office:content xmlns:office=\"o\" xmlns:t=\"t\"><office:body><office:text>");
    for (int i = 0; i < n; i++)
        buf_fmt(&b, "<t:p>%s</t:p>", text[i]);
    buf_puts(&b, "</office:text></office:body></office:content>");
    struct member m[] = {{"mimetype", S("application/vnd.oasis.opendocument.text")},
                         {"content.xml", buf_str(&b)}};
    archive(path, m, 2);
}

static void xlsx(const char *path, char **text, int n) {
    struct buf b = buf_make(&A, 1 << 20);
    buf_puts(&b, "<worksheet><sheetData>");
    for (int i = 0; i < n; i++) {
        struct str row = str_c(text[i]);
        buf_fmt(&b, "<row r=\"%d\">", i + 1);
        for (char c = 'A'; row.p; c++) {
            struct str cell = str_cut(&row, '|');
            buf_fmt(&b, "<c r=\"%c%d\" t=\"inlineStr\"><is><t>%.*s</t></is></c>", c, i + 1,
                    SARG(cell));
        }
        buf_puts(&b, "</row>");
    }
    buf_puts(&b, "</sheetData></worksheet>");
    struct member m[] = {
        {"xl/workbook.xml", S("<workbook xmlns:r=\"r\"><sheets><sheet name=\"Hospital\" "
                              "sheetId=\"1\" r:id=\"a\"/></sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels", S("<R><Relationship Id=\"a\" Target=\"s.xml\"/></R>")},
        {"xl/s.xml", buf_str(&b)}};
    archive(path, m, 3);
}

static void entities(const char *path) {
    struct buf b = buf_make(&A, 1 << 20);
    buf_puts(&b, "<!DOCTYPE d [<!ENTITY e0 \"killed killed killed\">");
    for (int i = 1; i < 12; i++)
        buf_fmt(&b, "<!ENTITY e%d \"&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;\">", i, i - 1, i - 1,
                i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    buf_puts(&b, "]><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p>"
                 "</w:body></w:document>");
    docx_of(path, buf_str(&b));
}

static void bomb(const char *path) {
    i64 n = 100 << 20;
    char *p = NEWN(&A, char, n);
    memset(p, 'a', (size_t)n);
    static const char HEAD[] = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>",
                      TAIL[] = "</w:t></w:r></w:p></w:body></w:document>";
    memcpy(p, HEAD, sizeof HEAD - 1);
    memcpy(p + n - (i64)sizeof TAIL + 1, TAIL, sizeof TAIL - 1);
    docx_of(path, (struct str){p, n});
}

static void deep(const char *path) {
    struct buf b = buf_make(&A, 1 << 20);
    for (int i = 0; i < 100000; i++)
        buf_puts(&b, "<w:p>");
    docx_of(path, buf_str(&b));
}

/* ---- PDF (ISO 32000-1 §7.5) ---- */

struct pdf {
    struct buf b;
    i64 at[200];
    int n;
};

static void object(struct pdf *p, struct str s) {
    p->at[++p->n] = p->b.n;
    buf_fmt(&p->b, "%d 0 obj ", p->n);
    buf_put(&p->b, s);
    buf_puts(&p->b, " endobj\n");
}

static void stream(struct pdf *p, const char *dict, struct str bytes) {
    struct str head = str_fmt(&A, "<<%s/Length %lld>> stream\n", dict, (long long)bytes.n);
    object(p, str_cat(&A, str_cat(&A, head, bytes), S("\nendstream")));
}

static void pdf_end(struct pdf *p, const char *path) {
    i64 xref = p->b.n;
    buf_fmt(&p->b, "xref\n0 %d\n0000000000 65535 f \n", p->n + 1);
    for (int i = 1; i <= p->n; i++)
        buf_fmt(&p->b, "%010lld 00000 n \n", (long long)p->at[i]);
    buf_fmt(&p->b, "trailer <</Size %d/Root 1 0 R>>\nstartxref\n%lld\n%%%%EOF\n", p->n + 1,
            (long long)xref);
    put_file(path, buf_str(&p->b));
}

static struct pdf *pdf_begin(int pages) {
    struct pdf *p = NEW(&A, struct pdf);
    struct buf kids = buf_make(&A, 4096);
    p->b = buf_make(&A, 64 << 20);
    buf_puts(&p->b, "%PDF-1.4\n");
    object(p, S("<</Type/Catalog/Pages 2 0 R>>"));
    for (int i = 0; i < pages; i++)
        buf_fmt(&kids, "%d 0 R ", 4 + 2 * i);
    object(p, str_fmt(&A, "<</Type/Pages/Kids[%.*s]/Count %d>>", SARG(buf_str(&kids)), pages));
    return p;
}

static void page(struct pdf *p, const char *resources, struct str content) {
    object(p, str_fmt(&A,
                      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
                      "/Resources<<%s>>>>",
                      p->n + 2, resources));
    stream(p, "", content);
}

static void pdf(const char *path, char **text, int n) {
    struct pdf *p = pdf_begin(n);
    object(p, S("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"));
    for (int i = 0; i < n; i++)
        page(p, "/Font<</F 3 0 R>>", str_fmt(&A, "BT /F 13 Tf 40 700 Td (%s) Tj ET", text[i]));
    pdf_end(p, path);
}

/* pdftoppm makes pages of 150 dots an inch of US letter: 1275 by 1650. */
static void scan(const char *path, const char *jpeg) {
    struct pdf *p = pdf_begin(1);
    stream(p,
           "/Type/XObject/Subtype/Image/Width 1275/Height 1650/ColorSpace/DeviceRGB"
           "/BitsPerComponent 8/Filter/DCTDecode",
           file(jpeg));
    page(p, "/XObject<</I 3 0 R>>", S("612 0 0 792 0 0 cm /I Do"));
    pdf_end(p, path);
}

/* ---- PNG (ISO 15948) ---- */

static void be32(struct buf *b, u32 v) {
    for (int i = 24; i >= 0; i -= 8)
        buf_c(b, (char)(v >> i));
}

static void chunk(struct buf *b, const char *type, struct str data) {
    struct str body = str_cat(&A, str_c(type), data);
    be32(b, (u32)data.n);
    buf_put(b, body);
    be32(b, (u32)crc32(0, (const Bytef *)body.p, (uInt)body.n));
}

static void png(const char *path, u32 side, i64 rows) {
    struct buf b = buf_make(&A, 16 << 20), head = buf_make(&A, 100);
    i64 n = rows * (1 + (side + 7) / 8);
    uLongf packed = compressBound((uLong)n);
    char *raw = NEWN(&A, char, n), *out = NEWN(&A, char, (i64)packed);
    if (compress((Bytef *)out, &packed, (const Bytef *)raw, (uLong)n) != Z_OK) exit(1);
    buf_put(&b, S("\x89PNG\r\n\x1a\n"));
    be32(&head, side);
    be32(&head, side);
    buf_put(&head, S("\1\0\0\0\0"));
    chunk(&b, "IHDR", buf_str(&head));
    chunk(&b, "IDAT", (struct str){out, (i64)packed});
    chunk(&b, "IEND", S(""));
    put_file(path, buf_str(&b));
}

int main(int argc, char **argv) {
    A = arena_make("made", 4LL << 30);
    if (argc < 3) return 2;
    const char *path = argv[2];
    struct str kind = str_c(argv[1]);
    char **text = argv + 3;
    int n = argc - 3;
    struct member one[] = {{"a.txt", n ? str_c(text[0]) : S("")}};
    if (str_eqc(kind, "docx")) return docx(path, text, n), 0;
    if (str_eqc(kind, "odt")) return odt(path, text, n), 0;
    if (str_eqc(kind, "xlsx")) return xlsx(path, text, n), 0;
    if (str_eqc(kind, "entities")) return entities(path), 0;
    if (str_eqc(kind, "bomb")) return bomb(path), 0;
    if (str_eqc(kind, "deep")) return deep(path), 0;
    if (str_eqc(kind, "zip")) return archive(path, one, 1), 0;
    if (str_eqc(kind, "pdf")) return pdf(path, text, n), 0;
    if (str_eqc(kind, "scan") && n) return scan(path, text[0]), 0;
    if (str_eqc(kind, "huge")) return png(path, 60000, 10), 0;
    return 2;
}
