/* Opens any bytes as outlines and draws the rings; must never crash or hang. Tried as they are, and
 * with the length of the last section made to fit, so that cut and grown inputs get past the door
 * too. */
#include "text/bytes.h"
#include "text/outline.h"

#include <stddef.h>
#include <stdint.h>

static void use(struct str bytes, struct arena a) {
    struct outline o;
    struct err e = {0};
    if (outline_open(bytes, &o, &e) != RC_OK) return;
    struct outline_country c = {0};
    i64 budget = 500; /* rings drawn: enough to meet every kind, small enough for many runs */
    while (outline_next(&o, &c))
        for (i64 r = 0; r < c.rings && budget > 0; r++, budget--) {
            struct arena scratch = a;
            struct outline_point *p;
            (void)outline_ring(&scratch, &o, &c, r, 100000, &p);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str s = {(const char *)data, (i64)size};
    struct arena whole = arena_make("fuzz", 64 << 20), a = whole;
    use(s, a);
    i64 asked = 32 + (i64)bytes_le(s, 12, 4) * 4 + (i64)bytes_le(s, 16, 4);
    if (s.n >= 32 && asked <= s.n) {
        char *copy = NEWN(&a, char, s.n);
        memcpy(copy, s.p, size);
        for (int i = 0; i < 4; i++)
            copy[24 + i] = (char)((s.n - asked) >> (8 * i) & 255);
        use((struct str){copy, s.n}, a);
    }
    arena_drop(whole);
    return 0;
}
