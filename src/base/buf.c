#include "base/err.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

struct buf buf_make(struct arena *a, i64 max) {
    CHECK(max > 0);
    return (struct buf){.a = a, .max = max};
}

/* Grows in place when nothing was allocated after the buffer, which is the usual case; else doubles
 * by copying. */
static void grow(struct buf *b, i64 need) {
    i64 cap = b->cap ? b->cap * 2 : 64;
    if (cap < need) cap = need;
    if (cap > b->max) cap = b->max;
    if (b->cap && b->p + b->cap == b->a->beg) {
        arena_alloc(b->a, 1, 1, cap - b->cap);
    } else {
        char *p = arena_alloc(b->a, 1, 1, cap);
        if (b->n) memcpy(p, b->p, (size_t)b->n);
        b->p = p;
    }
    b->cap = cap;
}

/* Room for n more bytes? When not, the buffer is full for good: no later, shorter piece may slip
 * in. */
static bool room(struct buf *b, i64 n) {
    CHECK(n >= 0 && b->n <= b->cap);
    if (b->full || n > b->max - b->n) {
        b->full = true;
        return false;
    }
    if (b->n + n > b->cap) grow(b, b->n + n);
    return true;
}

void buf_put(struct buf *b, struct str s) {
    if (s.n == 0 || !room(b, s.n)) return;
    memcpy(b->p + b->n, s.p, (size_t)s.n);
    b->n += s.n;
}

void buf_c(struct buf *b, char c) {
    if (room(b, 1)) b->p[b->n++] = c;
}

void buf_puts(struct buf *b, const char *c) {
    buf_put(b, str_c(c));
}

void buf_fmt(struct buf *b, const char *fmt, ...) {
    char small[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    CHECK(n >= 0);
    if (n < (int)sizeof small) {
        buf_put(b, (struct str){small, n});
        return;
    }
    if (n > b->max - b->n || b->full) {
        b->full = true;
        return;
    }
    char *p = arena_alloc(b->a, 1, 1, (i64)n + 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    buf_put(b, (struct str){p, n});
}

void buf_i64(struct buf *b, i64 v) {
    char t[24];
    i64 at = (i64)sizeof t;
    u64 u = v < 0 ? -(u64)v : (u64)v;
    do
        t[--at] = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0) t[--at] = '-';
    buf_put(b, (struct str){t + at, (i64)sizeof t - at});
}

struct str buf_str(const struct buf *b) {
    return (struct str){b->p ? b->p : "", b->n};
}
