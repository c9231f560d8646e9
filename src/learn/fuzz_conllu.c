/* CoNLL-U from any bytes: no crash; heads lie within their sentences; it comes to an end. */
#include "base/limits.h"
#include "learn/conllu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 1 << 20) size = 1 << 20;
    struct arena whole = arena_make("fuzz", 64 << 20), a = whole;
    struct conllu c = {.rest = {(const char *)data, (i64)size}};
    struct conllu_sent s;
    struct err e = {0};
    i64 words = 0;
    while (conllu_next(&c, &a, &s, &e) == RC_OK && s.n > 0) {
        words += s.n;
        for (i32 i = 0; i < s.n; i++)
            CHECK(s.v[i].head >= -1 && s.v[i].head <= s.n && s.v[i].form.p);
    }
    CHECK(words <= (i64)size / 10);
    arena_drop(whole);
    return 0;
}
