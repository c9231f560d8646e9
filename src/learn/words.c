#include "learn/words.h"

enum { SLOT = 8, LOG2_MAX = 22 };

static u32 read32(const u8 *p) {
    return (u32)p[0] | (u32)p[1] << 8 | (u32)p[2] << 16 | (u32)p[3] << 24;
}

static bool number_line(struct str *rest, const char *key, i64 *out) {
    struct str line = str_cut(rest, '\n'), k = str_cut(&line, ' ');
    return str_eqc(k, key) && str_i64(line, out) && *out >= 0;
}

/* A search ends at an empty slot: there must be one. */
static bool has_empty(const struct word_table *t) {
    for (u32 i = 0; i <= t->mask; i++)
        if (!read32(t->slots + (size_t)i * SLOT)) return true;
    return false;
}

rc word_table_open(struct str bytes, struct word_table *out, struct err *e) {
    struct str rest = bytes;
    i64 log2 = 0, words = 0;
    *out = (struct word_table){0};
    if (!str_eqc(str_cut(&rest, '\n'), "cairn-words/1") || !number_line(&rest, "rows", &log2) ||
        log2 > LOG2_MAX || !number_line(&rest, "words", &words) || str_cut(&rest, '\n').n)
        return fail(e, RC_INTEGRITY, "not a table of words (cairn-words/1)");
    i64 at = (rest.p - bytes.p + 63) / 64 * 64;
    if (bytes.n - at != (i64)SLOT << log2)
        return fail(e, RC_INTEGRITY, "table of words is %lld bytes, not %lld", (long long)bytes.n,
                    (long long)(at + ((i64)SLOT << log2)));
    struct word_table t = {(const u8 *)bytes.p + at, (1u << log2) - 1};
    if (!has_empty(&t)) return fail(e, RC_INTEGRITY, "table of words is full");
    *out = t;
    return RC_OK;
}

struct word_info word_table_find(const struct word_table *t, u32 lower) {
    if (!lower) return (struct word_info){0};
    for (u32 i = lower & t->mask;; i = (i + 1) & t->mask) {
        const u8 *p = t->slots + (size_t)i * SLOT;
        u32 key = read32(p);
        if (key == lower) return (struct word_info){(uint16_t)(p[4] | p[5] << 8), p[6], p[7]};
        if (!key) return (struct word_info){0};
    }
}

static void put(u8 *slots, u32 mask, u32 key, struct word_info w) {
    u32 i = key & mask;
    while (read32(slots + (size_t)i * SLOT)) {
        if (read32(slots + (size_t)i * SLOT) == key) return;
        i = (i + 1) & mask;
    }
    u8 *p = slots + (size_t)i * SLOT;
    for (int k = 0; k < 4; k++)
        p[k] = (u8)(key >> 8 * k);
    p[4] = (u8)w.tags;
    p[5] = (u8)(w.tags >> 8);
    p[6] = w.cluster;
    p[7] = w.lex;
}

struct str word_table_pack(struct arena *a, const u32 *lower, const struct word_info *info, i64 n,
                           i32 log2) {
    CHECK(log2 >= 0 && log2 <= LOG2_MAX && n * 4 <= ((i64)3 << log2));
    u8 *slots = NEWN(a, u8, (i64)SLOT << log2);
    for (i64 i = 0; i < n; i++)
        if (lower[i]) put(slots, (1u << log2) - 1, lower[i], info[i]);
    struct buf b = buf_make(a, 4096 + ((i64)SLOT << log2));
    buf_fmt(&b, "cairn-words/1\nrows %d\nwords %lld\n\n", log2, (long long)n);
    while (buf_str(&b).n % 64)
        buf_c(&b, 0);
    buf_put(&b, (struct str){(const char *)slots, (i64)SLOT << log2});
    return buf_str(&b);
}
