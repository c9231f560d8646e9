/* Any bytes: the reader neither crashes nor hangs, and every claim keeps the invariants of
 * CLAIMS.md and comes back equal from its JSON. Invalid UTF-8 is refused, then read again cleaned.
 */
#include "base/utf8.h"
#include "read/check.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static void one(struct arena a, struct arena scratch, struct str text, struct read_opts o) {
    struct reading r, again;
    struct err e = {0};
    rc got = read_text(&a, scratch, text, &o, &r, &e);
    if (got != RC_OK) {
        CHECK(utf8_invalid(text) >= 0);
        return;
    }
    if (claims_check(scratch, text, r.claims, r.n, &e) != RC_OK)
        check_failed(__FILE__, __LINE__, e.msg);
    for (i64 i = 0; i < r.n; i++) {
        struct claim back;
        struct json *j = claim_to_json(&a, &r.claims[i], text);
        if (claim_from_json(&a, j, text, &back, &e) != RC_OK)
            check_failed(__FILE__, __LINE__, e.msg);
    }
    CHECK(read_text(&a, scratch, text, &o, &again, &e) == RC_OK && again.n == r.n);
    for (i64 i = 0; i < r.n; i++)
        CHECK(str_eq(again.claims[i].id, r.claims[i].id));
}

/* The tables are the same for every input: built once. */
static const struct reader *tables(void) {
    static struct arena arena;
    static const struct reader *made;
    if (!made) arena = arena_make("fuzz-tables", 64 << 20), made = reader_make(&arena);
    return made;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena a0 = arena_make("fuzz", 512 << 20), s0 = arena_make("fuzz-scratch", 512 << 20),
                 a = a0;
    struct str text = {(const char *)data, (i64)n};
    struct read_opts o = {.lang = S("en"),
                          .publication = S("s-fuzz"),
                          .published_by_recorder = true,
                          .reader = tables()};
    one(a, s0, text, o);
    i64 replaced;
    struct str clean = utf8_clean(&a, text, &replaced);
    CHECK(date_parse(S("2031-03-12"), &o.published));
    one(a, s0, clean, o);
    o.lang = S("");
    one(a, s0, clean, o);
    arena_drop(a0);
    arena_drop(s0);
    return 0;
}
