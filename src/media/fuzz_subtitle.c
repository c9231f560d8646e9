/* Subtitles from strangers, SRT and VTT. */
#include "media/subtitle.h"
#include "media/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    return fuzz_document(data, n, subtitle_text, false);
}
