/* Disclosures from untrusted JSON never verify against a root they do not lead to, and never crash;
 * texts disclose and verify whatever their bytes. */
#include "proof/words.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void from_outside(struct arena *a, struct str text) {
    struct err e = {0};
    struct json *v;
    struct words_disclosure d;
    static const u8 root[32];
    if (json_read(a, text, &v, &e) != RC_OK || words_from_json(a, v, &d, &e) != RC_OK) return;
    CHECK(words_verify(&d, root, d.total, &e) == RC_INTEGRITY);
    struct str canon = json_canon(a, words_json(a, &d));
    e = (struct err){0};
    CHECK(json_read(a, canon, &v, &e) == RC_OK && words_from_json(a, v, &d, &e) == RC_OK);
    CHECK(str_eq(json_canon(a, words_json(a, &d)), canon));
}

static void of_a_text(struct arena *a, struct str text) {
    static const u8 seed[32] = {3};
    struct err e = {0};
    struct words_disclosure d;
    u8 root[32];
    i64 total, from = text.n ? (u8)text.p[0] % text.n : 0, to = text.n;
    struct word_range show = {from, to}, mask = {from, from + (to - from) / 3};
    CHECK(words_root(text, seed, root, &total, &e) == RC_OK);
    CHECK(words_disclose(a, text, seed, &show, 1, &mask, 1, &d, &e) == RC_OK);
    CHECK(d.total == total && words_verify(&d, root, total, &e) == RC_OK);
    struct str shown = words_text(a, &d, S(""));
    CHECK(shown.n <= text.n);
    root[0] ^= 1;
    CHECK(words_verify(&d, root, total, &e) == RC_INTEGRITY);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 256 << 20), a = original;
    struct str text = {(const char *)data, (i64)n};
    from_outside(&a, text);
    of_a_text(&a, text);
    arena_drop(original);
    return 0;
}
