/* DOCX and ODT from strangers: an archive as it comes, else the XML inside an archive of ours, so
 * that mutations reach it. */
#include "media/office.h"
#include "media/fuzz.h"
#include "media/testing.h"

static rc docx(struct arena *a, struct str in, struct doc *d, struct err *e) {
    struct made_file f[] = {{"word/document.xml", in}, {"word/footnotes.xml", in}};
    return docx_text(a, str_starts(in, S("PK")) ? in : made_zip(a, f, 2), d, e);
}

static rc odt(struct arena *a, struct str in, struct doc *d, struct err *e) {
    struct made_file f[] = {{"content.xml", in}};
    return odt_text(a, str_starts(in, S("PK")) ? in : made_zip(a, f, 1), d, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    return fuzz_document(data, n, docx, true) | fuzz_document(data, n, odt, true);
}
