#include "base/str.h"

#include "base/err.h"

static const char HEX[] = "0123456789abcdef";
static const char B64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str hex_encode(struct arena *a, struct str bytes) {
    char *p = arena_alloc(a, 1, 1, bytes.n * 2 + 1);
    for (i64 i = 0; i < bytes.n; i++) {
        p[2 * i] = HEX[(u8)bytes.p[i] >> 4];
        p[2 * i + 1] = HEX[bytes.p[i] & 15];
    }
    return (struct str){p, bytes.n * 2};
}

static int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str hex_decode(struct arena *a, struct str hex) {
    if (hex.n % 2) return (struct str){0};
    char *p = arena_alloc(a, 1, 1, hex.n / 2 + 1);
    for (i64 i = 0; i < hex.n; i += 2) {
        int hi = hex_value(hex.p[i]), lo = hex_value(hex.p[i + 1]);
        if (hi < 0 || lo < 0) return (struct str){0};
        p[i / 2] = (char)(hi << 4 | lo);
    }
    return (struct str){p, hex.n / 2};
}

struct str b64_encode(struct arena *a, struct str bytes, bool pad) {
    i64 n = 0;
    char *p = arena_alloc(a, 1, 1, (bytes.n + 2) / 3 * 4 + 1);
    for (i64 i = 0; i < bytes.n; i += 3) {
        i64 left = bytes.n - i;
        u32 v = (u32)(u8)bytes.p[i] << 16;
        if (left > 1) v |= (u32)(u8)bytes.p[i + 1] << 8;
        if (left > 2) v |= (u8)bytes.p[i + 2];
        p[n++] = B64[v >> 18];
        p[n++] = B64[v >> 12 & 63];
        if (left > 1)
            p[n++] = B64[v >> 6 & 63];
        else if (pad)
            p[n++] = '=';
        if (left > 2)
            p[n++] = B64[v & 63];
        else if (pad)
            p[n++] = '=';
    }
    return (struct str){p, n};
}

static int b64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (is_digit(c)) return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Takes the padding off; false when it is not exactly what the length asks for. */
static bool unpad(struct str *text, bool pad) {
    i64 n = text->n;
    while (n && text->n - n < 2 && text->p[n - 1] == '=')
        n--;
    bool right = pad ? text->n % 4 == 0 : n == text->n;
    text->n = n;
    return right && n % 4 != 1;
}

struct str b64_decode(struct arena *a, struct str text, bool pad) {
    if (!unpad(&text, pad)) return (struct str){0};
    i64 n = 0;
    char *p = arena_alloc(a, 1, 1, text.n / 4 * 3 + 3);
    u32 acc = 0;
    int bits = 0;
    for (i64 i = 0; i < text.n; i++) {
        int v = b64_value(text.p[i]);
        if (v < 0) return (struct str){0};
        acc = acc << 6 | (u32)v;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        p[n++] = (char)(acc >> bits & 255);
    }
    if (acc & ((1u << bits) - 1)) return (struct str){0}; /* two spellings of one value */
    return (struct str){p, n};
}
