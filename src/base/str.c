#include "base/str.h"

#include "base/err.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

/* memcmp and memcpy want pointers even for no bytes; an empty str may have none. */
static bool same(const char *a, const char *b, i64 n) {
    return n == 0 || memcmp(a, b, (size_t)n) == 0;
}

struct str str_c(const char *c) {
    return c ? (struct str){c, (i64)strlen(c)} : (struct str){"", 0};
}

const char *cstr(struct arena *a, struct str s) {
    char *p = arena_alloc(a, 1, 1, s.n + 1);
    if (s.n) memcpy(p, s.p, (size_t)s.n);
    return p;
}

struct str str_dup(struct arena *a, struct str s) {
    return (struct str){cstr(a, s), s.n};
}

struct str str_fmt(struct arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    CHECK(n >= 0);
    char *p = arena_alloc(a, 1, 1, (i64)n + 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return (struct str){p, n};
}

struct str str_cat(struct arena *a, struct str x, struct str y) {
    CHECK(x.n >= 0 && y.n >= 0);
    char *p = arena_alloc(a, 1, 1, x.n + y.n + 1);
    if (x.n) memcpy(p, x.p, (size_t)x.n);
    if (y.n) memcpy(p + x.n, y.p, (size_t)y.n);
    return (struct str){p, x.n + y.n};
}

bool str_eq(struct str a, struct str b) {
    return a.n == b.n && same(a.p, b.p, a.n);
}

bool str_eqc(struct str a, const char *c) {
    return str_eq(a, str_c(c));
}

bool str_eqi(struct str a, struct str b) {
    if (a.n != b.n) return false;
    for (i64 i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

int str_cmp(struct str a, struct str b) {
    i64 n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, (size_t)n) : 0;
    if (c) return c < 0 ? -1 : 1;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_has(struct str s, struct str part) {
    return str_find(s, part, 0) >= 0;
}

bool str_starts(struct str s, struct str head) {
    return s.n >= head.n && same(s.p, head.p, head.n);
}

bool str_ends(struct str s, struct str tail) {
    return s.n >= tail.n && (tail.n == 0 || same(s.p + s.n - tail.n, tail.p, tail.n));
}

i64 str_find(struct str s, struct str part, i64 from) {
    if (from < 0) from = 0;
    if (from > s.n || part.n > s.n - from) return -1;
    if (part.n == 0) return from;
    const char *hit = memmem(s.p + from, (size_t)(s.n - from), part.p, (size_t)part.n);
    return hit ? hit - s.p : -1;
}

i64 str_chr(struct str s, char c, i64 from) {
    if (from < 0) from = 0;
    if (from >= s.n) return -1;
    const char *hit = memchr(s.p + from, c, (size_t)(s.n - from));
    return hit ? hit - s.p : -1;
}

struct str str_sub(struct str s, i64 from, i64 to) {
    if (from < 0) from = 0;
    if (to > s.n) to = s.n;
    if (from >= to) return (struct str){s.n ? s.p : "", 0};
    return (struct str){s.p + from, to - from};
}

struct str str_trim(struct str s) {
    while (s.n && is_space(s.p[0]))
        s.p++, s.n--;
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_lower(struct arena *a, struct str s) {
    char *p = arena_alloc(a, 1, 1, s.n + 1);
    for (i64 i = 0; i < s.n; i++)
        p[i] = lower(s.p[i]);
    return (struct str){p, s.n};
}

struct str str_cut(struct str *s, char sep) {
    struct str all = *s;
    i64 at = str_chr(all, sep, 0);
    if (at < 0) {
        *s = (struct str){0};
        return all;
    }
    *s = (struct str){all.p + at + 1, all.n - at - 1};
    return (struct str){all.p, at};
}

bool str_i64(struct str s, i64 *out) {
    i64 at = s.n && s.p[0] == '-', v = 0;
    bool minus = at;
    if (at == s.n) return false;
    for (; at < s.n; at++) {
        if (!is_digit(s.p[at])) return false;
        /* Summed below zero, so that the least i64 needs no case of its own. */
        if (__builtin_mul_overflow(v, 10, &v)) return false;
        if (__builtin_sub_overflow(v, s.p[at] - '0', &v)) return false;
    }
    if (!minus && v == LLONG_MIN) return false;
    *out = minus ? v : -v;
    return true;
}

u64 str_hash(struct str s) {
    u64 h = 0xcbf29ce484222325u;
    for (i64 i = 0; i < s.n; i++)
        h = (h ^ (u8)s.p[i]) * 0x100000001b3u;
    return h;
}

bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(int c) {
    return c >= '0' && c <= '9';
}
bool is_alpha(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alnum(int c) {
    return is_digit(c) || is_alpha(c);
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
