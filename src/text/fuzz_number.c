/* Numbers in any bytes: no crash; a number begins where it was asked for, ends behind it and within
 * the tokens; its ends are in order; the same words alone give the same range. */
#include "base/err.h"
#include "text/number.h"

#include <stddef.h>
#include <stdint.h>

enum { TEXT_MAX = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str s = {(const char *)data, (i64)size < TEXT_MAX ? (i64)size : TEXT_MAX};
    struct arena whole = arena_make("fuzz", 64 << 20), a = whole;
    struct tokens t = tokenize(&a, s, 0, s.n);
    for (i32 i = 0; i < t.n; i++) {
        struct number n = {0}, again = {0};
        if (!number_at(s, t.v, i, t.n, &n)) continue;
        CHECK(n.from == i && n.to > i && n.to <= t.n);
        CHECK(n.min >= 0 && (n.max == NUMBER_OPEN || n.max >= n.min));
        CHECK(number_at(s, t.v, i, n.to, &again));
        CHECK(again.to <= n.to);
    }
    arena_drop(whole);
    return 0;
}
