/* utf8_next and utf8_invalid agree at every byte; cleaning gives valid text and leaves valid text
 * alone; JSON strings, hex and base64 of any bytes come back. */
#include "base/json.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static i64 walk(struct str s) {
    for (i64 at = 0; at < s.n;) {
        u32 cp = 0;
        int len = utf8_next(s, at, &cp);
        if (len == 0) return at;
        CHECK(len <= 4 && at + len <= s.n && utf8_boundary(s, at) && cp <= 0x10ffff);
        CHECK(utf8_script(cp) <= SCRIPT_OTHER);
        at += len;
    }
    return -1;
}

static void check_json(struct arena a, struct str s) {
    struct json *v;
    struct err e = {0};
    CHECK(json_read(&a, json_text(&a, json_str(&a, s)), &v, &e) == RC_OK);
    CHECK(str_eq(v->s, utf8_clean(&a, s, NULL)));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 256 << 20), a = original;
    struct str s = {(const char *)data, (i64)n};
    i64 bad = utf8_invalid(s), replaced = -1;
    CHECK(bad == walk(s));
    struct str clean = utf8_clean(&a, s, &replaced);
    CHECK(utf8_invalid(clean) == -1);
    CHECK((bad < 0) == (replaced == 0) && (bad >= 0 || str_eq(clean, s)));
    CHECK(utf8_main_script(s) <= SCRIPT_OTHER);
    check_json(a, s);
    CHECK(str_eq(hex_decode(&a, hex_encode(&a, s)), s));
    CHECK(str_eq(b64_decode(&a, b64_encode(&a, s, true), true), s));
    struct str bytes = b64_decode(&a, s, false);
    if (bytes.p) CHECK(str_eq(b64_encode(&a, bytes, false), s)); /* one spelling only */
    arena_drop(original);
    return 0;
}
