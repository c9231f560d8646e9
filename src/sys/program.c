#include "sys/program.h"

#include "sys/sandbox_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined __aarch64__
#define INTERPRETER "/lib/ld-linux-aarch64.so.1"
#else
#define INTERPRETER "/lib64/ld-linux-x86-64.so.2"
#endif

enum { NOT_STARTED = 126, PROGRAM_FILES = 64 };

/* One thread: the filter has no way to make another, and two cores belong to more than one. */
static const char *const ENVIRONMENT[] = {"LC_ALL=C.UTF-8", "TZ=UTC0", "HOME=/nonexistent",
                                          "OMP_THREAD_LIMIT=1", NULL};

struct str program_path(struct arena *a, const char *name) {
    struct str dirs = str_c(getenv("PATH"));
    while (dirs.p) {
        struct str d = str_cut(&dirs, ':');
        struct stat st;
        if (!str_starts(d, S("/")) || d.n > NAME_BYTES_MAX) continue;
        struct str path = str_fmt(a, "%.*s/%s", SARG(d), name);
        const char *c = cstr(a, path);
        if (stat(c, &st) == 0 && S_ISREG(st.st_mode) && access(c, X_OK) == 0) return path;
    }
    return (struct str){0};
}

/* ---- the child ---- */

struct start {
    const char *path;
    const char *const *argv;
    int in, out, say, parent, seconds, abi;
};

static bool three_descriptors(const struct start *s) {
    int in = fcntl(s->in, F_DUPFD, 10), out = fcntl(s->out, F_DUPFD, 10),
        say = fcntl(s->say, F_DUPFD, 10);
    if (in < 0 || out < 0 || say < 0) return false;
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(say, 2) < 0) return false;
    return close_range(3, ~0u, 0) == 0;
}

static bool program_limits(int seconds) {
    return sandbox_limit(RLIMIT_AS, PROGRAM_MEMORY_MAX, PROGRAM_MEMORY_MAX) &&
           sandbox_limit(RLIMIT_CPU, seconds, seconds + 1) && sandbox_limit(RLIMIT_FSIZE, 0, 0) &&
           sandbox_limit(RLIMIT_NOFILE, PROGRAM_FILES, PROGRAM_FILES) &&
           sandbox_limit(RLIMIT_CORE, 0, 0);
}

NORETURN static void not_started(const char *step) {
    dprintf(2, "%s: %s", step, strerrordesc_np(errno));
    _exit(NOT_STARTED);
}

NORETURN static void start(const struct start *s) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != s->parent) _exit(1); /* it died before we asked to die with it */
    sandbox_default_signals();
    if (!three_descriptors(s)) _exit(NOT_STARTED);
    if (chdir("/") != 0) not_started("/");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) not_started("no new privileges");
    if (!landlock_program(s->abi, s->path, INTERPRETER)) not_started("Landlock");
    if (!program_limits(s->seconds)) not_started("resource limits");
    if (!program_filter()) not_started("seccomp filter");
    execve(s->path, (char *const *)s->argv, (char *const *)ENVIRONMENT);
    not_started(s->path);
}

/* ---- the parent ---- */

static rc file_in_memory(struct str bytes, int *fd, struct err *e) {
    i64 at = 0;
    *fd = memfd_create("in", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    while (*fd >= 0 && at < bytes.n) {
        ssize_t n = write(*fd, bytes.p + at, (size_t)(bytes.n - at));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        at += n;
    }
    bool ok = *fd >= 0 && at == bytes.n && lseek(*fd, 0, SEEK_SET) == 0 &&
              fcntl(*fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) == 0;
    if (ok) return RC_OK;
    int no = errno;
    if (*fd >= 0) close(*fd);
    return fail(e, RC_IO, "no file in memory: %s", strerrordesc_np(no));
}

static rc how_it_ended(const struct program *p, struct sandbox_collect *c,
                       struct sandbox_report *rep, struct str *out, struct err *e) {
    char why[100];
    bool too_long = !buf_ok(c->answer);
    int status = sandbox_reap(c, c->late || too_long, rep);
    memcpy(rep->said, c->said, sizeof rep->said);
    snprintf(why, sizeof why, "it wrote more than %lld bytes", (long long)p->max_out);
    if (too_long) return sandbox_stopped(rep, SANDBOX_OUTPUT, e, why);
    snprintf(why, sizeof why, "it ran for more than %d s", p->seconds);
    if (c->late) return sandbox_stopped(rep, SANDBOX_TIME, e, why);
    if (WIFSIGNALED(status)) return sandbox_by_signal(rep, WTERMSIG(status), p->seconds, e);
    status = WEXITSTATUS(status);
    if (status == NOT_STARTED) {
        snprintf(why, sizeof why, "%s cannot be started", p->argv[0]);
        return sandbox_stopped(rep, SANDBOX_REFUSED, e, why);
    }
    rep->end = SANDBOX_ANSWERED;
    if (status != 0)
        return fail(e, RC_UNSUPPORTED, "%s cannot read it%s%s", p->argv[0],
                    rep->said[0] ? ": " : "", rep->said);
    *out = buf_str(c->answer);
    return RC_OK;
}

static rc run(struct arena *a, const struct program *p, struct start *s, struct str *out,
              struct sandbox_report *rep, struct err *e) {
    int op[2], sp[2];
    if (!sandbox_pipes(op, sp)) return fail(e, RC_IO, "program: %s", strerrordesc_np(errno));
    s->out = op[1], s->say = sp[1], s->parent = (int)getpid();
    struct buf answer = buf_make(a, p->max_out);
    struct sandbox_collect c = {.out = op[0], .say = sp[0], .answer = &answer, .pid = fork()};
    if (c.pid == 0) start(s);
    int no = errno;
    close(op[1]);
    close(sp[1]);
    if (c.pid > 0) sandbox_collect(&c, p->seconds);
    close(op[0]);
    close(sp[0]);
    if (c.pid < 0) return fail(e, RC_IO, "program: %s", strerrordesc_np(no));
    return how_it_ended(p, &c, rep, out, e);
}

rc program_run(struct arena *a, const struct program *p, struct str *out,
               struct sandbox_report *rep, struct err *e) {
    struct sandbox_report mine;
    const char *why;
    if (!rep) rep = &mine;
    *rep = (struct sandbox_report){.end = SANDBOX_REFUSED};
    CHECK(p->max_out > 0 && p->seconds > 0 && p->seconds <= SANDBOX_SECONDS_MAX);
    struct str path = program_path(a, p->argv[0]);
    if (!path.n) return fail(e, RC_UNSUPPORTED, "%s is not installed", p->argv[0]);
    if (!sandbox_available(&why)) return sandbox_stopped(rep, SANDBOX_REFUSED, e, why);
    struct start s = {
        .path = cstr(a, path), .argv = p->argv, .seconds = p->seconds, .abi = landlock_abi()};
    if (s.abi == 0)
        return sandbox_stopped(rep, SANDBOX_REFUSED, e,
                               "this kernel has no Landlock, without which no other program is "
                               "started on an item");
    TRY(file_in_memory(p->in, &s.in, e));
    rc r = run(a, p, &s, out, rep, e);
    close(s.in);
    return r;
}
