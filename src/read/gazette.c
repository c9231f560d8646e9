#include "read/gazette.h"

#include "base/asset.h"

ASSET(gazette_data, "data/models/gazette.bin");

struct str gazette_file(void) {
    return gazette_data();
}

static u32 le32(const u8 *p) {
    return (u32)p[0] | (u32)p[1] << 8 | (u32)p[2] << 16 | (u32)p[3] << 24;
}

rc gazette_open(struct str bytes, struct gazette *g, struct err *e) {
    static const char HEAD[] = "cairn-gazette/1\n";
    enum { AT = sizeof HEAD - 1, BUCKETS = AT + 4, FIXED = BUCKETS + 4097 * 4 };
    if (bytes.n < FIXED || !str_starts(bytes, str_c(HEAD)))
        return fail(e, RC_INTEGRITY, "not a list of known names (cairn-gazette/1)");
    const u8 *p = (const u8 *)bytes.p;
    u32 n = le32(p + AT);
    if (bytes.n - FIXED != (i64)n * 6)
        return fail(e, RC_INTEGRITY, "list of known names: %lld bytes for %u names",
                    (long long)bytes.n, n);
    *g = (struct gazette){p + BUCKETS, p + FIXED, p + FIXED + (size_t)n * 4, n};
    for (u32 i = 0; i < 4096; i++)
        if (le32(g->bucket + i * 4) > le32(g->bucket + i * 4 + 4))
            return fail(e, RC_INTEGRITY, "list of known names: bucket %u is out of order", i);
    if (le32(g->bucket + 4096 * 4) != n)
        return fail(e, RC_INTEGRITY, "list of known names: the last bucket does not end it");
    return RC_OK;
}

u32 gazette_bits(const struct gazette *g, u32 run) {
    u32 lo = le32(g->bucket + (run >> 20) * 4), hi = le32(g->bucket + (run >> 20) * 4 + 4);
    while (lo < hi) {
        u32 mid = lo + (hi - lo) / 2, h = le32(g->hash + (size_t)mid * 4);
        if (h == run) return (u32)(g->bits[(size_t)mid * 2] | g->bits[(size_t)mid * 2 + 1] << 8);
        if (h < run)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

u32 gazette_at(const struct gazette *g, const struct token *t, i32 i, i32 to, i32 *words) {
    u32 run = 0, best = 0;
    *words = 0;
    for (i32 k = 0; k < GAZ_WORDS_MAX && i + k < to; k++) {
        run = gazette_hash(run, t[i + k].hash);
        u32 b = gazette_bits(g, run);
        if (b & ~(u32)GAZ_GOES_ON) best = b & ~(u32)GAZ_GOES_ON, *words = k + 1;
        if (!(b & GAZ_GOES_ON)) break;
    }
    return best;
}
