#include "learn/wordtype.h"

static bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}
static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (u8)c >= 0x80;
}
static bool digit(char c) {
    return c >= '0' && c <= '9';
}
static u32 fnv(u32 h, char c) {
    return (h ^ (u8)c) * 16777619u;
}
enum { FNV = 2166136261u };

static char class_of(char c) {
    return capital(c) ? 'X' : letter(c) ? 'x' : digit(c) ? 'd' : c;
}

static u8 flags_of(struct str w) {
    i64 caps = 0, small = 0, digits = 0, high = 0, hyphens = 0, dots = 0;
    for (i64 i = 0; i < w.n; i++) {
        caps += capital(w.p[i]);
        small += letter(w.p[i]);
        digits += digit(w.p[i]);
        high += (u8)w.p[i] >= 0x80;
        hyphens += w.p[i] == '-';
        dots += w.p[i] == '.' || w.p[i] == ',';
    }
    bool cap = w.n && capital(w.p[0]);
    return (u8)((cap ? WT_CAP : 0) | (caps >= 2 && !small ? WT_CAPS : 0) | (digits ? WT_DIGIT : 0) |
                (digits && digits + dots == w.n ? WT_NUMBER : 0) | (hyphens ? WT_HYPHEN : 0) |
                (caps + small + digits == 0 ? WT_PUNCT : 0) | (high ? WT_HIGH : 0) |
                (caps > cap && small ? WT_MIXED : 0));
}

struct wordtype wordtype_of(struct str w) {
    if (w.n > 255) w.n = 255;
    struct wordtype t = {.form = FNV, .lower = FNV, .shape = FNV, .runs = FNV};
    char last = 0;
    for (i64 i = 0; i < w.n; i++) {
        char c = class_of(w.p[i]);
        t.form = fnv(t.form, w.p[i]);
        t.lower = fnv(t.lower, lower(w.p[i]));
        t.shape = fnv(t.shape, c);
        if (c != last) t.runs = fnv(t.runs, c);
        last = c;
        if (i < WORDTYPE_ENDS) t.begin[i] = t.lower;
    }
    u32 h = FNV;
    for (i64 i = 0; i < WORDTYPE_ENDS && i < w.n; i++)
        t.end[i] = h = fnv(h, lower(w.p[w.n - 1 - i]));
    t.flags = flags_of(w);
    t.len = (u8)w.n;
    return t;
}
