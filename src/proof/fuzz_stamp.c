/* Answers of time authorities and PEM texts from untrusted bytes: no crash, nothing left behind. */
#include "proof/stamp.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct str bytes = {(const char *)data, (i64)n}, pem;
    struct stamp t;
    struct err e = {0};
    i64 certs, lists;
    if (stamp_read(&a, bytes, S("a note"), NULL, &t, &e) == RC_OK) CHECK(t.accuracy_ms >= -1);
    e = (struct err){0};
    CHECK(stamp_verify(&a, bytes, S("a note"), bytes, bytes, &t, &e) != RC_OK);
    e = (struct err){0};
    if (stamp_pem(bytes, &certs, &lists, &e) == RC_OK)
        CHECK(certs + lists > 0 && stamp_fingerprints(&a, bytes).n >= 0);
    e = (struct err){0};
    if (stamp_crl_pem(&a, bytes, &pem, &e) == RC_OK) CHECK(pem.n > 0);
    arena_drop(original);
    return 0;
}
