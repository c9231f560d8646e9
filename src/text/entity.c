#include "text/entity.h"

#include "base/err.h"
#include "base/utf8.h"

/* In byte order, so that a name is found by narrowing a range one byte at a time. */
struct entity {
    const char *name; /* without the '&' */
    u32 cp[2];        /* second 0: none */
};
static const struct entity table[] = {
#define E(name, a, b) {name, {a, b}},
#include "text/entities.def"
#undef E
};

/* Code points 0x80..0x9F of numeric references mean windows-1252 (§13.2.5.80); 0 = unchanged. */
static const uint16_t c1[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

i64 entity_names(void) {
    return LEN(table);
}

static int put(char *out, u32 cp) {
    if (cp < 0x80) return out[0] = (char)cp, 1;
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6), out[1] = (char)(0x80 | (cp & 63));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12), out[1] = (char)(0x80 | (cp >> 6 & 63));
        out[2] = (char)(0x80 | (cp & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18), out[1] = (char)(0x80 | (cp >> 12 & 63));
    out[2] = (char)(0x80 | (cp >> 6 & 63)), out[3] = (char)(0x80 | (cp & 63));
    return 4;
}

static int digit(int c, bool hex) {
    if (c >= '0' && c <= '9') return c - '0';
    if (!hex) return -1;
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static u32 scalar(u32 cp) {
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) return 0xFFFD;
    return cp >= 0x80 && cp < 0xA0 && c1[cp - 0x80] ? c1[cp - 0x80] : cp;
}

/* At "&#". */
static i64 numeric(struct str s, i64 at, char *out, int *n) {
    i64 i = at + 2;
    bool hex = i < s.n && (s.p[i] | 0x20) == 'x';
    if (hex) i++;
    i64 first = i;
    u32 cp = 0;
    for (int d; i < s.n && (d = digit((u8)s.p[i], hex)) >= 0; i++)
        if (cp <= 0x10FFFF) cp = cp * (hex ? 16 : 10) + (u32)d; /* past it: stays past it */
    if (i == first) return 0;
    *n = put(out, scalar(cp));
    return i - at + (i < s.n && s.p[i] == ';');
}

/* First index in [lo, hi) whose name's byte at `depth` is not below `c`; the names share what comes
 * before. */
static i64 narrow(i64 lo, i64 hi, int depth, int c) {
    while (lo < hi) {
        i64 mid = lo + (hi - lo) / 2;
        if ((u8)table[mid].name[depth] < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The longest name that begins at s.p[at]; its index, or -1. */
static i64 longest(struct str s, i64 at, int *len) {
    i64 lo = 0, hi = LEN(table), best = -1;
    for (int d = 0; lo < hi; d++) {
        if (table[lo].name[d] == 0) best = lo++, *len = d;
        int c = at + d < s.n ? (u8)s.p[at + d] : 0;
        if (!is_alnum(c) && c != ';') break;
        lo = narrow(lo, hi, d, c);
        hi = narrow(lo, hi, d, c + 1);
    }
    return best;
}

i64 entity_read(struct str s, i64 at, bool in_attribute, char out[ENTITY_BYTES], int *n) {
    CHECK(at >= 0 && at < s.n && s.p[at] == '&');
    if (at + 1 < s.n && s.p[at + 1] == '#') return numeric(s, at, out, n);
    int len = 0;
    i64 k = longest(s, at + 1, &len);
    if (k < 0) return 0;
    i64 end = at + 1 + len;
    int next = end < s.n ? (u8)s.p[end] : 0;
    bool closed = s.p[end - 1] == ';';
    if (in_attribute && !closed && (next == '=' || is_alnum(next))) return 0;
    *n = put(out, table[k].cp[0]);
    if (table[k].cp[1]) *n += put(out + *n, table[k].cp[1]);
    return end - at;
}
