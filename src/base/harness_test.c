/* The harness of every test binary: runs the registered tests in order of file and name. Not part
 * of the library: its name ends in _test, and the Makefile links it into each room's test binary.
 */
#include "base/t.h"

#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ARENAS_MAX = 64, ARENA_BYTES = 256 << 20 };

static struct {
    struct test *all;
    const struct test *now;
    int failures; /* expectations of the running test */
    bool skipped;
    struct arena arenas[ARENAS_MAX];
    int narenas;
    char dir[4096];
} H;

static int order(const struct test *x, const struct test *y) {
    int c = strcmp(x->file, y->file);
    return c ? c : strcmp(x->name, y->name);
}

void test_register(struct test *t) {
    struct test **at = &H.all;
    while (*at && order(*at, t) < 0)
        at = &(*at)->next;
    t->next = *at;
    *at = t;
}

void test_fail(const char *file, int line, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, fmt, ap);
    fprintf(stderr, " (in %s)\n", H.now->name);
    va_end(ap);
    H.failures++;
}

/* Bytes as a person can read them in a terminal: control bytes in hex, long texts cut. */
static void show(const char *label, struct str s) {
    fprintf(stderr, "  %s %lld bytes: \"", label, (long long)s.n);
    for (i64 i = 0; i < s.n && i < 2000; i++) {
        u8 c = (u8)s.p[i];
        if (c == '\n')
            fputs("\\n", stderr);
        else if (c < 0x20 || c == 0x7f)
            fprintf(stderr, "\\x%02x", c);
        else
            fputc(c, stderr);
    }
    fputs(s.n > 2000 ? "\"…\n" : "\"\n", stderr);
}

bool test_str(const char *file, int line, const char *what, struct str got, struct str want) {
    if (str_eq(got, want)) return true;
    test_fail(file, line, "%s is not as expected", what);
    show("got ", got);
    show("want", want);
    return false;
}

bool test_i64(const char *file, int line, const char *what, i64 got, i64 want) {
    if (got == want) return true;
    test_fail(file, line, "%s is %lld, not %lld", what, (long long)got, (long long)want);
    return false;
}

struct arena test_arena(void) {
    CHECK(H.narenas < ARENAS_MAX);
    struct arena a = arena_make("test", ARENA_BYTES);
    H.arenas[H.narenas++] = a;
    return a;
}

const char *test_dir(void) {
    if (H.dir[0]) return H.dir;
    const char *tmp = getenv("TMPDIR");
    int n = snprintf(H.dir, sizeof H.dir, "%s/cairn-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    CHECK(n > 0 && n < (int)sizeof H.dir);
    CHECK(mkdtemp(H.dir) != NULL);
    return H.dir;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

struct str test_file(struct arena *a, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) {
        test_fail(path, 0, "cannot be read");
        return S("");
    }
    struct buf b = buf_make(a, ARENA_BYTES / 2);
    char piece[1 << 16];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_put(&b, (struct str){piece, (i64)n});
    if (ferror(f) || !buf_ok(&b)) test_fail(path, 0, "cannot be read whole");
    fclose(f);
    return buf_str(&b);
}

bool test_shared(struct arena *a, const char *below, const char **path) {
    const char *root = getenv("CAIRN_SHARED");
    *path = str_fmt(a, "%s/%s", root && *root ? root : "../shared", below).p;
    return access(*path, R_OK) == 0;
}

void test_skip(const char *why) {
    printf("skipped %s: %s\n", H.now->name, why);
    H.skipped = true;
}

/* A crash is a failed test too: say which one, then die of the signal. */
static void on_crash(int sig) {
    static const char head[] = "crashed in test ", tail[] = "\n";
    const char *name = H.now ? H.now->name : "?";
    if (write(2, head, sizeof head - 1) < 0 || write(2, name, strlen(name)) < 0 ||
        write(2, tail, 1) < 0)
        _exit(1);
    signal(sig, SIG_DFL);
    raise(sig);
}

static void run(const struct test *t) {
    H.now = t;
    H.failures = 0;
    H.skipped = false;
    t->run();
    while (H.narenas)
        arena_drop(H.arenas[--H.narenas]);
    if (H.dir[0]) nftw(H.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    H.dir[0] = 0;
}

int main(int argc, char **argv) {
    int passed = 0, failed = 0, skipped = 0;
    const char *filter = argc > 1 ? argv[1] : "";
    signal(SIGABRT, on_crash);
    signal(SIGSEGV, on_crash);
    for (const struct test *t = H.all; t; t = t->next) {
        if (!strstr(t->name, filter) && !strstr(t->file, filter)) continue;
        run(t);
        if (H.failures)
            failed++;
        else if (H.skipped)
            skipped++;
        else
            passed++;
    }
    if (passed + failed + skipped == 0) printf("no test matches \"%s\"\n", filter);
    printf("%d passed, %d failed", passed, failed);
    if (skipped) printf(", %d skipped", skipped);
    putchar('\n');
    return failed || passed + skipped == 0;
}
