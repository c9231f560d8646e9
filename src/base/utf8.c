#include "base/utf8.h"

#include "base/err.h"

/* Well-formed sequences, Unicode §3.9 table 3-7: the lead byte gives the length and the bounds of
 * the second byte; overlongs, surrogates and what lies past U+10FFFF are outside those bounds. */
static int lead(u8 c, u8 *lo, u8 *hi) {
    *lo = 0x80, *hi = 0xbf;
    if (c < 0x80) return 1;
    if (c < 0xc2) return 0;
    if (c < 0xe0) return 2;
    if (c < 0xf0) {
        if (c == 0xe0) *lo = 0xa0;
        if (c == 0xed) *hi = 0x9f;
        return 3;
    }
    if (c == 0xf0) *lo = 0x90;
    if (c == 0xf4) *hi = 0x8f;
    return c <= 0xf4 ? 4 : 0;
}

/* Length of the longest start of a well-formed sequence at p: the whole of it (then *whole), or its
 * maximal subpart. */
static int prefix(const u8 *p, i64 n, bool *whole) {
    u8 lo, hi;
    int len = lead(p[0], &lo, &hi), at = 1;
    *whole = len == 1;
    if (len < 2) return 1;
    while (at < len && at < n && p[at] >= lo && p[at] <= hi)
        at++, lo = 0x80, hi = 0xbf;
    *whole = at == len;
    return at;
}

int utf8_next(struct str s, i64 at, u32 *cp) {
    static const u8 MASK[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    if (at < 0 || at >= s.n) return 0;
    const u8 *p = (const u8 *)s.p + at;
    if (p[0] < 0x80) return *cp = p[0], 1;
    bool whole;
    int len = prefix(p, s.n - at, &whole);
    if (!whole) return 0;
    u32 v = p[0] & MASK[len];
    for (int i = 1; i < len; i++)
        v = v << 6 | (p[i] & 0x3f);
    *cp = v;
    return len;
}

void utf8_put(struct buf *b, u32 cp) {
    if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000)) cp = 0xfffd;
    char t[4];
    i64 n = 0;
    if (cp < 0x80) {
        t[n++] = (char)cp;
    } else if (cp < 0x800) {
        t[n++] = (char)(0xc0 | cp >> 6);
        t[n++] = (char)(0x80 | (cp & 63));
    } else if (cp < 0x10000) {
        t[n++] = (char)(0xe0 | cp >> 12);
        t[n++] = (char)(0x80 | (cp >> 6 & 63));
        t[n++] = (char)(0x80 | (cp & 63));
    } else {
        t[n++] = (char)(0xf0 | cp >> 18);
        t[n++] = (char)(0x80 | (cp >> 12 & 63));
        t[n++] = (char)(0x80 | (cp >> 6 & 63));
        t[n++] = (char)(0x80 | (cp & 63));
    }
    buf_put(b, (struct str){t, n});
}

/* First byte at or after `at` that is not ASCII, eight at a time. */
static i64 skip_ascii(struct str s, i64 at) {
    for (u64 w; s.n - at >= 8; at += 8) {
        memcpy(&w, s.p + at, 8);
        if (w & 0x8080808080808080u) break;
    }
    while (at < s.n && (u8)s.p[at] < 0x80)
        at++;
    return at;
}

i64 utf8_invalid(struct str s) {
    for (i64 at = 0;;) {
        at = skip_ascii(s, at);
        if (at == s.n) return -1;
        /* A run of other letters: no jump back to the eight-byte loop for every one of them. */
        while (at < s.n && (u8)s.p[at] >= 0x80) {
            bool whole;
            int len = prefix((const u8 *)s.p + at, s.n - at, &whole);
            if (!whole) return at;
            at += len;
        }
    }
}

bool utf8_boundary(struct str s, i64 at) {
    if (at < 0 || at > s.n) return false;
    return at == s.n || ((u8)s.p[at] & 0xc0) != 0x80;
}

struct str utf8_clean(struct arena *a, struct str s, i64 *replaced) {
    i64 count = 0, from = 0;
    CHECK(s.n < INT64_MAX / 3 - 1);
    struct buf b = buf_make(a, s.n * 3 + 1);
    for (i64 bad; from < s.n; count++) {
        struct str rest = {s.p + from, s.n - from};
        bad = utf8_invalid(rest);
        if (bad < 0) break;
        buf_put(&b, (struct str){rest.p, bad});
        bool whole;
        from += bad + prefix((const u8 *)rest.p + bad, rest.n - bad, &whole);
        buf_put(&b, S("\xef\xbf\xbd"));
    }
    buf_put(&b, (struct str){s.p + from, s.n - from});
    CHECK(buf_ok(&b));
    if (replaced) *replaced = count;
    return buf_str(&b);
}
