/* Folds any bytes: never crashes; folding twice changes nothing; the result is valid UTF-8. */
#include "base/limits.h"
#include "base/utf8.h"
#include "text/country.h"
#include "text/fold.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str s = {(const char *)data, (i64)size < NAME_BYTES_MAX ? (i64)size : NAME_BYTES_MAX};
    struct arena whole = arena_make("fuzz", 64 << 20), a = whole;
    struct str once = text_fold_name(&a, s);
    CHECK(utf8_invalid(once) < 0);
    if (once.n <= NAME_BYTES_MAX) CHECK(str_eq(text_fold_name(&a, once), once));
    struct countries c;
    struct err e = {0};
    if (countries_open(&a, s, &c, &e) == RC_OK && c.n > 0)
        CHECK(country_by_code(&c, c.all[0].code) == &c.all[0]);
    arena_drop(whole);
    return 0;
}
