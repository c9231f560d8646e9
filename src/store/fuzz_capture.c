/* What a node says of a capture, a printed share, and cairn.case, from untrusted bytes: what is
 * accepted is exactly what we write. */
#include "store/capture.h"
#include "store/share.h"
#include "store/store_int.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct str bytes = {(const char *)data, (i64)n};
    struct capture m;
    struct share s;
    struct case_file c;
    struct err e = {0}, f = {0}, g = {0};
    if (capture_parse(&a, bytes, &m, &e) == RC_OK) CHECK(str_eq(bytes, capture_text(&a, &m)));
    if (share_parse(&a, bytes, &s, &f) == RC_OK) {
        struct share again;
        CHECK(share_parse(&a, share_text(&a, &s), &again, &f) == RC_OK);
        CHECK(again.n == s.n && memcmp(again.bytes, s.bytes, (size_t)s.n) == 0);
    }
    if (case_parse(&a, bytes, &c, &g) == RC_OK) CHECK(c.to.n >= 1 && c.to.n <= LEN(c.to.key));
    arena_drop(original);
    return 0;
}
