/* Reading little-endian integers and varints from bytes that may be hostile: every read is checked.
 */
#ifndef CAIRN_TEXT_BYTES_H
#define CAIRN_TEXT_BYTES_H

#include "base/str.h"

/* A place in bytes. A read past the end sets `bad`, gives 0, and so do all later ones: check once
 * at the end. */
struct cursor {
    struct str s;
    i64 at;
    bool bad;
};

static inline u64 bytes_le(struct str s, i64 at, int width) {
    if (at < 0 || width > s.n || at > s.n - width) return 0;
    u64 v = 0;
    for (int i = width; i-- > 0;)
        v = v << 8 | (unsigned char)s.p[at + i];
    return v;
}

static inline u8 cursor_byte(struct cursor *c) {
    if (c->at < 0 || c->at >= c->s.n) c->bad = true;
    return c->bad ? 0 : (u8)c->s.p[c->at++];
}

/* Unsigned LEB128 of at most 5 bytes (35 bits). */
static inline i64 cursor_varint(struct cursor *c) {
    i64 v = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        u8 b = cursor_byte(c);
        v |= (i64)(b & 127) << shift;
        if (b < 128) return c->bad ? 0 : v;
    }
    c->bad = true;
    return 0;
}

static inline i64 cursor_zigzag(struct cursor *c) {
    i64 v = cursor_varint(c);
    return v & 1 ? -(v >> 1) - 1 : v >> 1;
}

static inline struct str cursor_take(struct cursor *c, i64 n) {
    if (c->bad || n < 0 || n > c->s.n - c->at) {
        c->bad = true;
        return (struct str){"", 0};
    }
    struct str s = {c->s.p + c->at, n};
    c->at += n;
    return s;
}

#endif
