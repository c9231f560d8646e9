#include "media/media.h"

#include "sys/program.h"
#include "table/archive.h"

const struct media_program MEDIA_PROGRAMS[] = {
    {"pdftotext", "poppler-utils", "PDF"},
    {"pdftoppm", "poppler-utils", "PDFs whose pages are pictures"},
    {"tesseract", "tesseract-ocr tesseract-ocr-ara tesseract-ocr-rus", "pictures of text"},
    {0}};

struct str media_missing(struct arena *a) {
    struct buf b = buf_make(a, 1000);
    for (const struct media_program *p = MEDIA_PROGRAMS; p->name; p++)
        if (!program_path(a, p->name).n)
            buf_fmt(&b, "%s%s is not installed (%s): apt install %s", b.n ? "; " : "", p->name,
                    p->for_what, p->package);
    return buf_str(&b);
}

rc media_in_child(struct arena *perm, struct str head, struct str bytes, sandbox_fn *fn,
                  struct doc_got *out, struct err *e) {
    struct str got;
    struct sandbox_report rep;
    struct archive_zone z = archive_zone_begin(perm);
    rc r = sandbox_run(perm, str_cat(perm, head, bytes), 8 * TEXT_BYTES_MAX, MEDIA_SECONDS, fn,
                       &got, &rep, e);
    archive_zone_end(z);
    return r == RC_OK ? doc_get(perm, got, out, e) : r;
}

/* A name is one line, and no longer than names are. */
static struct str name_line(struct arena *a, struct str name) {
    struct str s = str_cat(a, str_sub(name, 0, NAME_BYTES_MAX), S("\n"));
    char *p = (char *)s.p;
    for (i64 i = 0; i + 1 < s.n; i++)
        if (p[i] == '\n') p[i] = ' ';
    return s;
}

rc media_text(struct arena *perm, const struct media_in *in, struct media_out *out, struct err *e) {
    *out = (struct media_out){0};
    if (in->bytes.n > TEXT_BYTES_MAX)
        return fail(e, RC_UNSUPPORTED, "larger than %lld MiB", TEXT_BYTES_MAX >> 20);
    if (media_is_pdf(in->bytes)) return media_pdf(perm, in, out, e);
    if (media_is_picture(in->bytes)) return media_picture(perm, in, out, e);
    return media_in_child(perm, name_line(perm, in->name), in->bytes, media_form, &out->d, e);
}
