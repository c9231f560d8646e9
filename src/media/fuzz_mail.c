/* Mails from strangers, alone and in files of them: parts inside parts, encodings, lists, texts in
 * any charset. */
#include "media/fuzz.h"
#include "media/mail.h"

static rc mail(struct arena *a, struct str in, struct doc *d, struct err *e) {
    return mbox_looks(in) ? mbox_text(a, in, d, e) : mail_text(a, in, d, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    return fuzz_document(data, n, mail, false);
}
