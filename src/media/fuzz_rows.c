/* Tables from strangers as text with cells. */
#include "media/rows.h"
#include "media/fuzz.h"

static rc rows(struct arena *a, struct str in, struct doc *d, struct err *e) {
    return rows_text(a, in, (struct str){0}, d, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    return fuzz_document(data, n, rows, false);
}
