/* Any bytes as the JSON of a method's input: refused or folded, never a crash; what is read is
 * written the same. */
#include "method/method.h"

#include <stddef.h>
#include <stdint.h>

static void toy_hash(struct str bytes, u8 out[32]) {
    u64 h = str_hash(bytes);
    for (int i = 0; i < 32; i++)
        out[i] = (u8)(h >> (i & 7) * 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena whole = arena_make("fuzz", 256 << 20), a = whole;
    struct arena other = arena_make("fuzz scratch", 256 << 20);
    struct json *j;
    struct err e = {0};
    struct method_input in, again;
    struct method_output out;
    if (json_read(&a, (struct str){(const char *)data, (i64)size}, &j, &e) == RC_OK &&
        method_input_from_json(&a, j, &in, &e) == RC_OK) {
        method_range(&a, other, &in, toy_hash, &out);
        for (i64 i = 0; i < out.nfigures; i++)
            CHECK(out.figures[i].max == METHOD_OPEN || out.figures[i].min <= out.figures[i].max);
        struct json *w = method_input_to_json(&a, &in);
        CHECK(method_input_from_json(&a, w, &again, &e) == RC_OK);
        CHECK(str_eq(json_canon(&a, w), json_canon(&a, method_input_to_json(&a, &again))));
    }
    arena_drop(whole);
    arena_drop(other);
    return 0;
}
