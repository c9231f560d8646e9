/* What is read has a canonical form; that reads back to the same form; the one-line form reads back
 * to it too. */
#include "base/json.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 256 << 20), a = original;
    struct err e = {0};
    struct json *v, *back;
    if (json_read(&a, (struct str){(const char *)data, (i64)n}, &v, &e) == RC_OK) {
        struct str canon = json_canon(&a, v), text = json_text(&a, v);
        CHECK(json_read(&a, canon, &back, &e) == RC_OK);
        CHECK(str_eq(json_canon(&a, back), canon));
        CHECK(json_read(&a, text, &back, &e) == RC_OK);
        CHECK(str_eq(json_canon(&a, back), canon));
        CHECK(str_eq(json_canon(&a, json_copy(&a, v)), canon));
    } else {
        CHECK(e.code != RC_OK && e.msg[0]);
    }
    arena_drop(original);
    return 0;
}
