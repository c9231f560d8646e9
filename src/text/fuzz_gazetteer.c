/* Opens any bytes as a gazetteer and uses it as the reader does; must never crash or hang. Tried as
 * they are, and with the length of the last section made to fit, so that cut and grown inputs get
 * past the door too. */
#include "text/bytes.h"
#include "text/gazetteer.h"

#include <stddef.h>
#include <stdint.h>

static void use(struct str bytes) {
    struct gazetteer g;
    struct err e = {0};
    if (gazetteer_open(bytes, &g, &e) != RC_OK) return;
    if (gazetteer_check(&g, &e) != RC_OK) err_clear(&e);
    static const struct str names[] = {SI("a"), SI("gaza"), SI("khan yunis"),
                                       SI("\xD8\xAD\xD9\x84\xD8\xA8"), SI("zz")};
    for (i64 i = 0; i < LEN(names); i++) {
        struct place_hit hits[8];
        struct geoplace p;
        i64 n = gazetteer_find(&g, names[i], hits, LEN(hits)) +
                gazetteer_find_like(&g, names[i], hits, LEN(hits));
        for (i64 k = 0; k < n && k < LEN(hits); k++)
            (void)gazetteer_place(&g, k, &p);
        (void)gazetteer_goes_on(&g, names[i]);
    }
    (void)gazetteer_by_id(&g, S("p-gn-1"));
}

/* What the header asks for, without the last section. */
static i64 asked(struct str s) {
    i64 places = (i64)bytes_le(s, 8, 4), names = (i64)bytes_le(s, 20, 4);
    return 64 + places * 12 + (i64)bytes_le(s, 12, 4) * 8 + (i64)bytes_le(s, 16, 4) * 14 +
           (places + 15) / 16 * 8 + (i64)bytes_le(s, 24, 4) + (names + 31) / 32 * 4;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str s = {(const char *)data, (i64)size};
    use(s);
    if (s.n < 64 || asked(s) > s.n) return 0;
    struct arena whole = arena_make("fuzz", 64 << 20), a = whole;
    char *copy = NEWN(&a, char, s.n);
    memcpy(copy, s.p, size);
    for (int i = 0; i < 4; i++)
        copy[28 + i] = (char)((s.n - asked(s)) >> (8 * i) & 255);
    use((struct str){copy, s.n});
    arena_drop(whole);
    return 0;
}
