#include "base/limits.h"
#include "base/t.h"
#include "sys/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHILD(name)                                                                                \
    static rc name(__attribute__((unused)) struct arena *a, __attribute__((unused)) struct str in, \
                   __attribute__((unused)) struct buf *out, __attribute__((unused)) struct err *e)

/* Good ones. */
CHILD(doubles) {
    buf_put(out, in);
    buf_put(out, in);
    return RC_OK;
}
CHILD(finds_fault) {
    fail(e, RC_LIMIT, "line %d\nis too long", 7);
    return err_hint(e, "shorten it");
}
static int by_value(const void *x, const void *y) {
    return *(const int *)x - *(const int *)y;
}
CHILD(works_hard) {
    enum { N = 200000 };
    int *v = malloc(N * sizeof *v);
    CHECK(v != NULL);
    for (int i = 0; i < N; i++)
        v[i] = (i * 7919) % N;
    qsort(v, N, sizeof *v, by_value);
    char *p = NEWN(a, char, 50 << 20);
    memset(p, 'x', 50 << 20);
    buf_fmt(out, "%d %d %c", v[0], v[N - 1], p[(50 << 20) - 1]);
    free(v);
    return RC_OK;
}

/* Bad ones. Each would answer "through" if it got through. */
CHILD(opens) {
    buf_puts(out, open("/etc/hostname", O_RDONLY) >= 0 ? "through" : "no");
    return RC_OK;
}
CHILD(creates) {
    buf_puts(out, open("/tmp/x", O_CREAT | O_RDWR, 0600) >= 0 ? "through" : "no");
    return RC_OK;
}
CHILD(connects) {
    buf_puts(out, socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "through" : "no");
    return RC_OK;
}
CHILD(forks) {
    buf_puts(out, fork() >= 0 ? "through" : "no");
    return RC_OK;
}
CHILD(execs) {
    execl("/bin/true", "true", (char *)NULL);
    buf_puts(out, "no");
    return RC_OK;
}
CHILD(kills) {
    buf_puts(out, kill(getppid(), 0) == 0 ? "through" : "no");
    return RC_OK;
}
CHILD(maps_code) {
    void *p =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    buf_puts(out, p != MAP_FAILED ? "through" : "no");
    return RC_OK;
}
CHILD(protects_code) {
    static char page[8192] __attribute__((aligned(4096)));
    buf_puts(out, mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? "through" : "no");
    return RC_OK;
}
CHILD(reads_stdin) {
    char c;
    buf_puts(out, read(0, &c, 1) >= 0 ? "through" : "no");
    return RC_OK;
}
CHILD(fills_the_arena) {
    while (!out->full)
        memset(NEWN(a, char, 16 << 20), 1, 16 << 20);
    return RC_OK;
}
CHILD(fills_the_heap) {
    i64 got = 0;
    while (malloc(16 << 20))
        got++;
    buf_fmt(out, "%lld", (long long)got * 16);
    return RC_OK;
}
CHILD(loops) {
    for (volatile int i = 0; !out->full; i++)
        continue;
    return RC_OK;
}
CHILD(stops_itself) {
    raise(SIGSTOP);
    return RC_OK;
}
CHILD(crashes) {
    *(volatile int *)(in.n - 1) = 1; /* in.n is 1 */
    return RC_OK;
}
CHILD(aborts) {
    CHECK(in.n == 77);
    return RC_OK;
}
CHILD(answers_too_much) {
    for (int i = 0; i < 2000; i++)
        buf_c(out, 'x');
    return RC_OK;
}
CHILD(floods_the_pipe) {
    char page[4096] = {'A'};
    for (;;)
        if (write(3, page, sizeof page) < 0) return RC_OK;
}
CHILD(writes_elsewhere) {
    i64 n = 0;
    for (int fd = 0; fd < 100; fd++)
        if (fd != 2 && fd != 3 && write(fd, "leak", 4) > 0) n++;
    buf_fmt(out, "%lld", (long long)n);
    return RC_OK;
}
CHILD(lies) {
    static const char text[] = "E\1\2\3 not an error";
    if (write(3, text, sizeof text) < 0) return RC_IO;
    _exit(0);
}
CHILD(leaves) {
    _exit(0);
}
CHILD(asks_the_clock) {
    struct timespec t;
    buf_puts(out,
             syscall(228 /* clock_gettime, x86-64 */, CLOCK_REALTIME, &t) == 0 ? "through" : "no");
    return RC_OK;
}

static enum sandbox_end end_of(struct arena *a, sandbox_fn *fn, int seconds, struct str *out,
                               struct err *e) {
    struct sandbox_report rep;
    *out = S("");
    *e = (struct err){0};
    rc r = sandbox_run(a, S("x"), 1000, seconds, fn, out, &rep, e);
    if ((r == RC_OK) != (rep.end == SANDBOX_ANSWERED && e->code == RC_OK))
        test_fail(__FILE__, __LINE__, "rc %s, end %d", rc_name(r), (int)rep.end);
    if (rep.end != SANDBOX_ANSWERED)
        EXPECT(r == RC_UNSUPPORTED && str_starts(str_c(e->msg), S("reader process stopped: ")));
    return rep.end;
}

TEST(sandbox_returns_what_the_child_made) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    EXPECT_INT(end_of(&a, doubles, 5, &out, &e), SANDBOX_ANSWERED);
    EXPECT_STR(out, S("xx"));
    EXPECT_INT(end_of(&a, works_hard, 20, &out, &e), SANDBOX_ANSWERED);
    EXPECT_STR(out, S("0 199999 x"));
}

TEST(sandbox_takes_input_and_output_of_any_size) {
    struct arena a = test_arena();
    struct str out;
    struct err e = {0};
    i64 n = 20 << 20;
    char *p = NEWN(&a, char, n);
    for (i64 i = 0; i < n; i++)
        p[i] = (char)(i % 251);
    EXPECT_OK(sandbox_run(&a, (struct str){p, n}, 2 * n, 20, doubles, &out, NULL, &e));
    if (EXPECT_INT(out.n, 2 * n))
        EXPECT(memcmp(out.p, p, (size_t)n) == 0 && memcmp(out.p + n, p, (size_t)n) == 0);
    EXPECT_OK(sandbox_run(&a, S(""), 1, 5, doubles, &out, NULL, &e));
    EXPECT_INT(out.n, 0);
    EXPECT_INT(sandbox_run(&a, S("x"), 1, 5, doubles, &out, NULL, &e), RC_UNSUPPORTED);
}

TEST(sandbox_hands_on_the_readers_own_verdict) {
    struct arena a = test_arena();
    struct str out;
    struct sandbox_report rep;
    struct err e = {0};
    EXPECT_INT(sandbox_run(&a, S(""), 10, 5, finds_fault, &out, &rep, &e), RC_LIMIT);
    EXPECT_INT(rep.end, SANDBOX_ANSWERED);
    EXPECT_STR(str_c(e.msg), S("line 7 is too long"));
    EXPECT_STR(str_c(e.hint), S("shorten it"));
}

TEST(sandbox_stops_what_is_forbidden) {
    static const struct {
        const char *name;
        sandbox_fn *fn;
    } BAD[] = {{"opens", opens},
               {"creates", creates},
               {"connects", connects},
               {"forks", forks},
               {"execs", execs},
               {"kills", kills},
               {"maps_code", maps_code},
               {"protects_code", protects_code},
               {"reads_stdin", reads_stdin}};
    struct arena a = test_arena();
    struct str out;
    struct err e;
    for (i64 i = 0; i < LEN(BAD); i++)
        if (end_of(&a, BAD[i].fn, 5, &out, &e) != SANDBOX_FORBIDDEN)
            test_fail(__FILE__, __LINE__, "%s: %.*s%s", BAD[i].name, SARG(out), e.msg);
}

TEST(sandbox_bounds_memory) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    i64 mb;
    EXPECT_INT(end_of(&a, fills_the_arena, 20, &out, &e), SANDBOX_MEMORY);
#ifndef __SANITIZE_ADDRESS__ /* reports and ends where malloc would return NULL */
    EXPECT_INT(end_of(&a, fills_the_heap, 20, &out, &e), SANDBOX_ANSWERED);
    if (EXPECT(str_i64(out, &mb))) EXPECT(mb > 0 && mb <= SANDBOX_HEAP_MAX >> 20);
#else
    (void)mb;
#endif
}

TEST(sandbox_bounds_time) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    EXPECT_INT(end_of(&a, loops, 1, &out, &e), SANDBOX_TIME);
    EXPECT_INT(end_of(&a, stops_itself, 1, &out, &e), SANDBOX_TIME);
}

TEST(sandbox_bounds_output) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    EXPECT_INT(end_of(&a, answers_too_much, 5, &out, &e), SANDBOX_OUTPUT);
    EXPECT_INT(end_of(&a, floods_the_pipe, 5, &out, &e), SANDBOX_OUTPUT);
    EXPECT_INT(end_of(&a, writes_elsewhere, 5, &out, &e), SANDBOX_ANSWERED);
    EXPECT_STR(out, S("0"));
}

TEST(sandbox_survives_crashes_and_lies) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    EXPECT_INT(end_of(&a, aborts, 5, &out, &e), SANDBOX_CRASHED);
    EXPECT(str_has(str_c(e.msg), S("in.n == 77 does not hold")));
#ifndef __SANITIZE_ADDRESS__ /* its own report of a crash is a forbidden call */
    EXPECT_INT(end_of(&a, crashes, 5, &out, &e), SANDBOX_CRASHED);
    EXPECT(str_has(str_c(e.msg), S("Segmentation fault")));
#endif
    EXPECT_INT(end_of(&a, leaves, 5, &out, &e), SANDBOX_CRASHED);
    struct sandbox_report rep;
    err_clear(&e);
    EXPECT_INT(sandbox_run(&a, S(""), 1000, 5, lies, &out, &rep, &e), RC_UNSUPPORTED);
}

TEST(sandbox_has_no_clock) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    EXPECT_INT(end_of(&a, asks_the_clock, 5, &out, &e), SANDBOX_ANSWERED);
    EXPECT_STR(out, S("no"));
}

TEST(sandbox_leaks_no_descriptors_or_processes) {
    struct arena a = test_arena();
    struct str out;
    struct err e;
    int before = dup(0);
    close(before);
    for (int i = 0; i < 20; i++) {
        (void)end_of(&a, i % 2 ? opens : doubles, 5, &out, &e);
        (void)end_of(&a, floods_the_pipe, 5, &out, &e);
    }
    int after = dup(0);
    close(after);
    EXPECT_INT(after, before);
    EXPECT(waitpid(-1, NULL, WNOHANG) < 0); /* no child left, dead or alive */
}

TEST(sandbox_says_its_level_and_proves_it) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *why;
    EXPECT(sandbox_available(&why));
    EXPECT(str_starts(sandbox_level(&a), S("seccomp filter, resource limits")));
    EXPECT_OK(sandbox_prove(a, &e));
}
