/* Web archives from strangers, packed or not: lengths that lie, chunks, pages. */
#include "media/warc.h"
#include "media/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    return fuzz_document(data, n, warc_text, true);
}
