#include "sys/tty.h"

#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, AGAIN_MS = 200 };

static i64 clock_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (i64)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct tty_progress tty_progress(const char *what, const char *unit, i64 total) {
    return (struct tty_progress){what, unit, total, clock_ms(), 0, tty_is(2), false};
}

/* 1234567 → "1 234 567": thin, and read alike everywhere. */
static void put_count(struct buf *b, i64 n) {
    i64 unit = 1;
    while (n / unit >= 1000)
        unit *= 1000;
    buf_i64(b, n / unit);
    for (; unit > 1; unit /= 1000)
        buf_fmt(b, " %03d", (int)(n / (unit / 1000) % 1000));
}

static void put_bytes(struct buf *b, i64 n) {
    static const char *const NAMES[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    i64 tenths = n * 10, i = 0;
    if (n > INT64_MAX / 10) tenths = INT64_MAX;
    for (; tenths >= 10000 && i < LEN(NAMES) - 1; i++)
        tenths /= 1000;
    buf_i64(b, tenths / 10);
    if (i > 0 && tenths < 1000) buf_fmt(b, ".%d", (int)(tenths % 10));
    buf_fmt(b, " %s", NAMES[i]);
}

static void put_amount(struct buf *b, const struct tty_progress *p, i64 n) {
    if (str_eqc(str_c(p->unit), "bytes"))
        put_bytes(b, n);
    else
        put_count(b, n);
}

static void put_time(struct buf *b, i64 s) {
    if (s >= 3600)
        buf_fmt(b, "%lld:%02d:%02d", (long long)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
    else
        buf_fmt(b, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

/* In doubles: a display only; nothing is computed from it. */
static i64 rate_of(i64 done, i64 ms) {
    return (i64)((double)done * 1000.0 / (double)ms);
}
static i64 seconds_left(i64 done, i64 total, i64 ms) {
    return (i64)((double)ms * (double)(total - done) / (double)done / 1000.0 + 0.5);
}

struct str tty_progress_words(struct arena *a, const struct tty_progress *p, i64 done,
                              i64 elapsed_ms, int columns) {
    struct buf b = buf_make(a, 1000);
    bool bytes = str_eqc(str_c(p->unit), "bytes");
    buf_fmt(&b, "%s: ", p->what);
    put_amount(&b, p, done);
    if (p->total > 0) {
        buf_puts(&b, " of ");
        put_amount(&b, p, p->total);
    }
    if (!bytes) buf_fmt(&b, " %s", p->unit);
    if (done > 0 && elapsed_ms > 0) {
        buf_puts(&b, ", ");
        put_amount(&b, p, rate_of(done, elapsed_ms));
        buf_puts(&b, "/s");
    }
    if (done > 0 && p->total > done) {
        buf_puts(&b, ", ");
        put_time(&b, seconds_left(done, p->total, elapsed_ms));
        buf_puts(&b, " left");
    }
    return str_sub(buf_str(&b), 0, columns - 1);
}

static void draw(struct str words) {
    struct arena a = arena_make("progress", 1 << 16), whole = a;
    struct str line = str_fmt(&a, "\r\033[K%.*s", SARG(words));
    if (write(2, line.p, (size_t)line.n) < 0)
        words.n = 0; /* a terminal that went away is no error */
    arena_drop(whole);
}

void tty_progress_at(struct tty_progress *p, i64 done) {
    if (!p->on) return;
    i64 now = clock_ms();
    if (now - p->start_ms < FIRST_MS || now - p->shown_ms < AGAIN_MS) return;
    struct arena a = arena_make("progress", 1 << 16), whole = a;
    draw(tty_progress_words(&a, p, done, now - p->start_ms, tty_columns(2)));
    arena_drop(whole);
    p->shown_ms = now;
    p->shown = true;
}

void tty_progress_end(struct tty_progress *p) {
    if (p->shown) draw(S(""));
    p->shown = false;
}
