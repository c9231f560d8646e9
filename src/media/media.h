/* From the bytes of an item to one text with its marks and the map back (DESIGN §8). Hostile bytes
 * never meet this process: what reads them is a function of ours in a fresh reader process
 * (sys/sandbox.h), or a program of others in one of its own (sys/program.h), whose answer again
 * goes through a reader process. What comes back is checked as if a stranger had sent it. */
#ifndef CAIRN_MEDIA_MEDIA_H
#define CAIRN_MEDIA_MEDIA_H

#include "media/doc.h"
#include "sys/sandbox.h"

struct media_in {
    struct str bytes; /* at most TEXT_BYTES_MAX */
    struct str name;  /* of the file: a hint for tables, mails and subtitles; "" = unknown */
    struct str lang;  /* "ar", "ru", "en": what a picture is read as; "" = found out */
};
struct media_out {
    struct doc_got d;
    /* Programs of others and what they were told: "pdftotext 22.12.0; tesseract 5.3.0 -l ara" */
    struct str programs;
};

/* RC_UNSUPPORTED, RC_LIMIT with the reason when it is not read: "pdftotext is not installed: apt
 * install poppler-utils". Pages of pictures: OCR_PAGES_MAX; what is left out is said in d.left. */
MUST rc media_text(struct arena *perm, const struct media_in *in, struct media_out *out,
                   struct err *e);

/* Programs that some forms need. */
struct media_program {
    const char *name, *package, *for_what;
};
extern const struct media_program MEDIA_PROGRAMS[]; /* ends with name == NULL */
/* "" when all are installed, else what is missing and how to get it. */
struct str media_missing(struct arena *a);

/* ---- inside ---- */

/* form.c, in the reader process. Input: the file's name, a line end, the bytes. */
MUST rc media_form(struct arena *a, struct str in, struct buf *out, struct err *e);
/* pages.c, in the reader process. Input: form, a blank, a letter a page ('t' text, 'o' recognised
 * from a picture, '-' not read), a line end, the pages, each ended by a form feed. */
MUST rc media_pages(struct arena *a, struct str in, struct buf *out, struct err *e);
/* scan.c, in this process: PDF and pictures, by programs. */
bool media_is_pdf(struct str bytes);
bool media_is_picture(struct str bytes);
MUST rc media_pdf(struct arena *perm, const struct media_in *in, struct media_out *out,
                  struct err *e);
MUST rc media_picture(struct arena *perm, const struct media_in *in, struct media_out *out,
                      struct err *e);
MUST rc media_in_child(struct arena *perm, struct str head, struct str bytes, sandbox_fn *fn,
                       struct doc_got *out, struct err *e);

#endif
