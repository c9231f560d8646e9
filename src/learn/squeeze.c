#include "learn/squeeze.h"

#include "base/limits.h"

static const char MAGIC[] = "cairn-squeezed/1\nbytes ";

static bool is_nought(const char *p, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

static i64 blocks_of(i64 bytes) {
    return (bytes + SQUEEZE_BLOCK - 1) / SQUEEZE_BLOCK;
}

static i64 aligned(i64 n) {
    return (n + 15) / 16 * 16;
}

struct str squeeze(struct arena *a, struct str bytes) {
    struct str head = str_fmt(a, "%s%lld\n\n", MAGIC, (long long)bytes.n);
    i64 blocks = blocks_of(bytes.n), bits = aligned(head.n), at = bits + (blocks + 7) / 8;
    char *p = arena_alloc(a, 1, 16, at + blocks * SQUEEZE_BLOCK);
    memcpy(p, head.p, (size_t)head.n);
    for (i64 i = 0; i < blocks; i++) {
        i64 from = i * SQUEEZE_BLOCK,
            n = bytes.n - from < SQUEEZE_BLOCK ? bytes.n - from : SQUEEZE_BLOCK;
        if (is_nought(bytes.p + from, n)) continue;
        p[bits + i / 8] = (char)(p[bits + i / 8] | 1 << (i % 8));
        memcpy(p + at, bytes.p + from, (size_t)n);
        at += SQUEEZE_BLOCK;
    }
    return (struct str){p, at};
}

/* The head: how many bytes there were, and where the bits begin. */
static bool take_head(struct str s, i64 *bytes, i64 *bits) {
    struct str rest = s, number;
    if (!str_starts(s, str_c(MAGIC))) return false;
    rest = str_sub(s, (i64)sizeof MAGIC - 1, s.n);
    number = str_cut(&rest, '\n');
    if (!str_i64(number, bytes) || *bytes < 0 || *bytes > SQUEEZE_BYTES_MAX) return false;
    if (rest.n < 1 || rest.p[0] != '\n') return false;
    *bits = aligned(rest.p + 1 - s.p);
    return true;
}

rc unsqueeze(struct arena *a, struct str squeezed, struct str *out, struct err *e) {
    i64 bytes, bits;
    if (!take_head(squeezed, &bytes, &bits))
        return fail(e, RC_INTEGRITY, "not a squeezed model (cairn-squeezed/1)");
    i64 blocks = blocks_of(bytes), at = bits + (blocks + 7) / 8;
    if (at > squeezed.n) return fail(e, RC_INTEGRITY, "a squeezed model ends too early");
    char *p = arena_alloc(a, 1, 16, blocks * SQUEEZE_BLOCK + 1);
    for (i64 i = 0; i < blocks; i++) {
        if (!(squeezed.p[bits + i / 8] >> (i % 8) & 1)) continue;
        if (squeezed.n - at < SQUEEZE_BLOCK)
            return fail(e, RC_INTEGRITY, "a squeezed model ends too early");
        memcpy(p + i * SQUEEZE_BLOCK, squeezed.p + at, SQUEEZE_BLOCK);
        at += SQUEEZE_BLOCK;
    }
    if (at != squeezed.n) return fail(e, RC_INTEGRITY, "a squeezed model has bytes too many");
    *out = (struct str){p, bytes};
    return RC_OK;
}
