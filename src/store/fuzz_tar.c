/* tar headers and packs' feet from untrusted bytes: what is accepted is exactly what we write. */
#include "store/store_int.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 16 << 20), a = original;
    struct str bytes = {(const char *)data, (i64)n};
    struct tar_member m;
    struct err e = {0};
    i64 first, own;
    bool head;
    if (tar_next(bytes, &m, &e) == RC_OK) {
        u8 again[TAR_HEAD_MAX];
        i64 len = tar_head(again, str_c(m.name), m.size);
        CHECK(len == m.head && memcmp(again, data, (size_t)len) == 0);
    }
    if (pack_file_parse(bytes, &first, &own, &head)) {
        struct str name = pack_name(&a, first, own);
        CHECK(str_ends(name, str_sub(bytes, 0, bytes.n - 5)));
    }
    if (object_name_ok(bytes)) CHECK(bytes.n <= OBJECT_NAME_MAX && !str_has(bytes, S("//")));
    arena_drop(original);
    return 0;
}
