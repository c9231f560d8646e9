/* A claim that is accepted is written back to an object that is accepted, and equal. The text is
 * fixed; the input is the claim, with words and without. */
#include "store/claim.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

#define TEXT                                                                                       \
    S("Interior ministry officials say they have found 14 bodies in Marat, of people whom "        \
      "fighters shot last week. Dr Ilin Soro said \xc3\xa9 three were children.")

static void one(struct arena a, const struct json *j, struct str text) {
    struct claim c, back;
    struct err e = {0};
    if (claim_from_json(&a, j, text, &c, &e) != RC_OK) {
        CHECK(e.code != RC_OK && e.msg[0]);
        return;
    }
    struct json *out = claim_to_json(&a, &c, text);
    CHECK(claim_from_json(&a, out, text, &back, &e) == RC_OK);
    CHECK(str_eq(json_canon(&a, claim_to_json(&a, &back, text)), json_canon(&a, out)));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 256 << 20), a = original;
    struct err e = {0};
    struct json *j;
    if (json_read(&a, (struct str){(const char *)data, (i64)n}, &j, &e) == RC_OK) {
        one(a, j, TEXT);
        one(a, j, (struct str){0});
    }
    arena_drop(original);
    return 0;
}
