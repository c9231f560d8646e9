/* The child's side: give everything away, run the function, answer, end. */
#include "sys/sandbox_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* The parent sees a short answer as a crash, so a failing write needs no other report. */
static void tell(char what, const void *p, i64 n) {
    const char *at = p;
    if (write(CHILD_OUT, &what, 1) != 1) _exit(1);
    while (n > 0) {
        ssize_t k = write(CHILD_OUT, at, (size_t)n);
        if (k <= 0) _exit(1);
        at += k;
        n -= k;
    }
}

__attribute__((noreturn)) static void refuse(int out_fd, const char *step) {
    char text[200];
    int n = snprintf(text, sizeof text, "R%s: %s", step, strerrordesc_np(errno));
    _exit(write(out_fd, text, (size_t)n) == n ? 0 : 1);
}

/* Handlers belong to the parent: here they would run its code on its data. */
void sandbox_default_signals(void) {
    struct sigaction sa = {.sa_handler = SIG_DFL};
    sigset_t none;
    for (int s = 1; s < 32; s++)
        sigaction(s, &sa, NULL); /* SIGKILL and SIGSTOP refuse: fine */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* 0, 1, 2 and 3 are: nothing, nothing, what is said, the answer. All others are closed. */
static bool only_pipes(const struct sandbox_job *j) {
    int out = fcntl(j->out_fd, F_DUPFD, 10), say = fcntl(j->say_fd, F_DUPFD, 10);
    if (out < 0 || say < 0) return false;
    close(0);
    close(1);
    if (dup2(say, CHILD_SAYS) < 0 || dup2(out, CHILD_OUT) < 0) return false;
    return close_range(CHILD_OUT + 1, ~0u, 0) == 0;
}

/* Address space in use now, in bytes: first number of statm, in pages. -1 without /proc. */
static i64 address_space(void) {
    char text[64];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    i64 pages = 0;
    for (ssize_t i = 0; i < n && is_digit(text[i]); i++)
        pages = pages * 10 + (text[i] - '0');
    return n > 0 ? pages * sysconf(_SC_PAGESIZE) : -1;
}

bool sandbox_limit(int what, i64 soft, i64 hard) {
    struct rlimit r = {(rlim_t)soft, (rlim_t)hard};
    return setrlimit((__rlimit_resource_t)what, &r) == 0;
}

static bool limits(i64 used, int seconds) {
    i64 room = used + SANDBOX_ARENA_MAX + SANDBOX_HEAP_MAX;
    return sandbox_limit(RLIMIT_AS, room, room) &&
           sandbox_limit(RLIMIT_CPU, seconds, seconds + 1) && sandbox_limit(RLIMIT_FSIZE, 0, 0) &&
           sandbox_limit(RLIMIT_NOFILE, 0, 0) && sandbox_limit(RLIMIT_NPROC, 0, 0) &&
           sandbox_limit(RLIMIT_CORE, 0, 0);
}

static void lock_up(const struct sandbox_job *j) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != j->parent) _exit(1); /* it died before we asked to die with it */
    sandbox_default_signals();
    if (!only_pipes(j)) refuse(j->out_fd, "descriptors");
    if (prctl(PR_SET_DUMPABLE, 0) != 0) refuse(CHILD_OUT, "dumpable");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) refuse(CHILD_OUT, "no new privileges");
    i64 used = address_space(); /* a file: before Landlock closes them */
    if (used < 0) refuse(CHILD_OUT, "/proc/self/statm");
    int abi = landlock_abi();
    if (abi > 0 && !landlock_nothing(abi)) refuse(CHILD_OUT, "Landlock");
    if (!limits(used, j->seconds)) refuse(CHILD_OUT, "resource limits");
    if (!sandbox_filter()) refuse(CHILD_OUT, "seccomp filter");
}

static void tell_error(rc code, const struct err *e) {
    struct sandbox_error w = {.code = (int)code};
    memcpy(w.msg, e->msg, ERR_TEXT);
    memcpy(w.hint, e->hint, ERR_TEXT);
    tell(TELL_ERROR, &w, sizeof w);
}

__attribute__((noreturn)) void sandbox_child(const struct sandbox_job *j) {
    jmp_buf full;
    struct err e = {0};
    lock_up(j);
    struct arena a = arena_make("reader process", SANDBOX_ARENA_MAX);
    a.full = &full;
    if (setjmp(full)) {
        tell(TELL_MEMORY, NULL, 0);
        _exit(0);
    }
    struct buf out = buf_make(&a, j->max_out);
    rc r = j->fn(&a, j->in, &out, &e);
    if (r != RC_OK)
        tell_error(r, &e);
    else if (!buf_ok(&out))
        tell(TELL_OUTPUT, NULL, 0);
    else
        tell(TELL_ANSWER, out.p, out.n);
    _exit(0);
}
