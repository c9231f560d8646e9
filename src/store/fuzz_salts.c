/* salts.txt and names of staged files from untrusted bytes: accepted only as they are written. The
 * first two bytes say how many objects and parts there are. */
#include "store/store_int.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void name(struct str bytes) {
    struct vault_file f = {0};
    char again[160];
    vault_file_parse(bytes, &f);
    CHECK(!f.known || f.erase < 0);
    if (f.erase < 0) return;
    const char *what = f.gone ? "gone" : f.head ? "head" : "pack";
    int k = f.own ? snprintf(again, sizeof again, "%09lld-%lld.%s.e%lld", (long long)f.first,
                             (long long)f.own, what, (long long)f.erase)
                  : snprintf(again, sizeof again, "%09lld.%s.e%lld", (long long)f.first, what,
                             (long long)f.erase);
    CHECK(str_eq(bytes, (struct str){again, k}));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct kept_salts s;
    name((struct str){(const char *)data, (i64)n});
    if (n >= 2) {
        struct str text = {(const char *)data + 2, (i64)n - 2};
        i64 objects = data[0] & 15, parts = data[1] & 15;
        if (salts_parse(&a, text, objects, parts, &s))
            CHECK(str_eq(text, salts_text(&a, &s, objects, parts)));
    }
    arena_drop(original);
    return 0;
}
