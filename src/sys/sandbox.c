/* The parent's side: fork, collect with a deadline, judge the end. */
#include "sys/sandbox.h"
#include "sys/sandbox_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- what this system has ---- */

bool sandbox_available(const char **why) {
    u32 action = SECCOMP_RET_KILL_PROCESS;
    *why = "";
    if (!sandbox_filter_known())
        *why = "the seccomp filter is not written for this processor";
    else if (syscall(__NR_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0)
        *why = "this kernel has no seccomp filters";
    return !**why;
}

struct str sandbox_level(struct arena *a) {
    const char *why;
    if (!sandbox_available(&why)) return str_fmt(a, "none: %s", why);
    int abi = landlock_abi();
    if (abi == 0) return S("seccomp filter, resource limits; no Landlock in this kernel");
    return str_fmt(a, "seccomp filter, resource limits, Landlock %d", abi);
}

/* ---- collecting ---- */

static i64 now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (i64)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* False at the end of the stream. */
static bool take(struct sandbox_collect *c, int fd) {
    char piece[65536];
    ssize_t n = read(fd, piece, sizeof piece);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (n <= 0) return false;
    if (fd == c->out) {
        buf_put(c->answer, (struct str){piece, n});
        return true;
    }
    for (ssize_t i = 0; i < n && c->nsaid < (i64)sizeof c->said - 1; i++)
        c->said[c->nsaid++] = piece[i] >= ' ' && piece[i] <= '~' ? piece[i] : ' ';
    return true;
}

/* Until the answer pipe ends, the answer is too long, or time is up. */
void sandbox_collect(struct sandbox_collect *c, int seconds) {
    struct pollfd p[2] = {{c->out, POLLIN, 0}, {c->say, POLLIN, 0}};
    i64 end = now_ms() + (i64)seconds * 1000;
    while (p[0].fd >= 0 && buf_ok(c->answer)) {
        i64 left = end - now_ms();
        c->late = left <= 0;
        if (c->late) return;
        int n = poll(p, 2, (int)left);
        if (n < 0 && errno != EINTR) return;
        for (int i = 0; n > 0 && i < 2; i++)
            if (p[i].revents && !take(c, p[i].fd)) p[i].fd = -1;
    }
    while (p[1].fd >= 0 && poll(&p[1], 1, 0) > 0 && take(c, c->say))
        continue;
}

/* The child is killed first: a process that closed its pipes may run on. Returns its wait status.
 */
int sandbox_reap(struct sandbox_collect *c, bool kill_it, struct sandbox_report *rep) {
    struct rusage u = {0};
    int status = 0;
    if (kill_it) kill(c->pid, SIGKILL);
    while (wait4(c->pid, &status, 0, &u) < 0 && errno == EINTR)
        continue;
    rep->cpu_ms = (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000 +
                  (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
    rep->memory_kb = u.ru_maxrss;
    return status;
}

/* ---- judging ---- */

rc sandbox_stopped(struct sandbox_report *rep, enum sandbox_end end, struct err *e,
                   const char *why) {
    rep->end = end;
    return fail(e, RC_UNSUPPORTED, "reader process stopped: %s%s%s", why,
                rep->said[0] ? "; it said: " : "", rep->said);
}

rc sandbox_by_signal(struct sandbox_report *rep, int sig, int seconds, struct err *e) {
    char why[100];
    rep->signal = sig;
    if (sig == SIGSYS)
        return sandbox_stopped(rep, SANDBOX_FORBIDDEN, e,
                               "it asked the system for something forbidden");
    if (sig == SIGXCPU) {
        snprintf(why, sizeof why, "it computed for more than %d s", seconds);
        return sandbox_stopped(rep, SANDBOX_TIME, e, why);
    }
    snprintf(why, sizeof why, "it crashed (%s)", sigdescr_np(sig) ? sigdescr_np(sig) : "signal");
    return sandbox_stopped(rep, SANDBOX_CRASHED, e, why);
}

/* The child may be somebody else's by now: its error is checked like any input. */
static rc its_error(struct str body, struct err *e) {
    struct sandbox_error w;
    if (body.n != (i64)sizeof w)
        return fail(e, RC_UNSUPPORTED, "reader process stopped: garbled error");
    memcpy(&w, body.p, sizeof w);
    w.msg[ERR_TEXT - 1] = w.hint[ERR_TEXT - 1] = 0;
    if (w.code <= RC_OK || w.code >= RC_COUNT)
        return fail(e, RC_UNSUPPORTED, "reader process stopped: garbled error");
    fail(e, (rc)w.code, "%s", w.msg);
    if (w.hint[0]) err_hint(e, "%s", w.hint);
    return (rc)w.code;
}

static rc by_answer(struct sandbox_report *rep, struct str all, const struct sandbox_job *j,
                    struct str *out, struct err *e) {
    char why[100];
    struct str body = str_sub(all, 1, all.n);
    switch (all.n ? all.p[0] : 0) {
    case TELL_ANSWER: *out = body; return RC_OK;
    case TELL_ERROR: return its_error(body, e);
    case TELL_MEMORY:
        snprintf(why, sizeof why, "it needs more than %lld MB", SANDBOX_ARENA_MAX >> 20);
        return sandbox_stopped(rep, SANDBOX_MEMORY, e, why);
    case TELL_OUTPUT:
        snprintf(why, sizeof why, "it wrote more than %lld bytes", (long long)j->max_out);
        return sandbox_stopped(rep, SANDBOX_OUTPUT, e, why);
    case TELL_REFUSED:
        snprintf(why, sizeof why, "no sandbox: %.*s", (int)(body.n > 80 ? 80 : body.n), body.p);
        return sandbox_stopped(rep, SANDBOX_REFUSED, e, why);
    default: return sandbox_stopped(rep, SANDBOX_CRASHED, e, "it ended without an answer");
    }
}

static rc judge(const struct sandbox_job *j, struct sandbox_collect *c, struct str *out,
                struct sandbox_report *rep, struct err *e) {
    char why[100];
    bool too_long = !buf_ok(c->answer);
    int status = sandbox_reap(c, c->late || too_long, rep);
    memcpy(rep->said, c->said, sizeof rep->said);
    if (too_long) return by_answer(rep, S("O"), j, out, e);
    if (c->late) {
        snprintf(why, sizeof why, "it ran for more than %d s", j->seconds);
        return sandbox_stopped(rep, SANDBOX_TIME, e, why);
    }
    if (WIFSIGNALED(status)) return sandbox_by_signal(rep, WTERMSIG(status), j->seconds, e);
    /* exit 7: an arena could not be mapped (arena_full without a place to jump to) */
    if (WEXITSTATUS(status) == rc_exit(RC_LIMIT)) return by_answer(rep, S("M"), j, out, e);
    if (WEXITSTATUS(status) != 0) return by_answer(rep, S(""), j, out, e);
    return by_answer(rep, buf_str(c->answer), j, out, e);
}

bool sandbox_pipes(int out[2], int say[2]) {
    if (pipe2(out, O_CLOEXEC) < 0) return false;
    if (pipe2(say, O_CLOEXEC) == 0) return true;
    close(out[0]);
    close(out[1]);
    return false;
}

rc sandbox_run(struct arena *a, struct str in, i64 max_out, int seconds, sandbox_fn *fn,
               struct str *out, struct sandbox_report *rep, struct err *e) {
    CHECK(max_out > 0 && seconds > 0 && seconds <= SANDBOX_SECONDS_MAX);
    struct sandbox_report mine = {0};
    if (!rep) rep = &mine;
    *rep = mine;
    const char *why;
    if (!sandbox_available(&why)) return sandbox_stopped(rep, SANDBOX_REFUSED, e, why);
    int op[2], sp[2];
    if (!sandbox_pipes(op, sp)) return fail(e, RC_IO, "reader process: %s", strerrordesc_np(errno));
    struct sandbox_job j = {in, max_out, seconds, fn, op[1], sp[1], (int)getpid()};
    i64 room =
        max_out > (i64)sizeof(struct sandbox_error) ? max_out : (i64)sizeof(struct sandbox_error);
    struct buf answer = buf_make(a, room + 1);
    struct sandbox_collect c = {.out = op[0], .say = sp[0], .answer = &answer, .pid = fork()};
    if (c.pid == 0) sandbox_child(&j);
    int no = errno;
    close(op[1]);
    close(sp[1]);
    if (c.pid > 0) sandbox_collect(&c, seconds);
    close(op[0]);
    close(sp[0]);
    if (c.pid < 0) return fail(e, RC_IO, "reader process: %s", strerrordesc_np(no));
    return judge(&j, &c, out, rep, e);
}

/* ---- proving ---- */

static rc opens_a_file(struct arena *a, struct str in, struct buf *out, struct err *e) {
    (void)a, (void)in, (void)e;
    if (open("/", O_RDONLY) >= 0) buf_puts(out, "opened");
    return RC_OK;
}

static rc echoes(struct arena *a, struct str in, struct buf *out, struct err *e) {
    (void)a, (void)e;
    buf_put(out, in);
    return RC_OK;
}

rc sandbox_prove(struct arena scratch, struct err *e) {
    struct str out;
    struct sandbox_report rep;
    struct err mine = {0};
    TRY(sandbox_run(&scratch, S("ping"), 100, 5, echoes, &out, &rep, e));
    if (!str_eqc(out, "ping")) return fail(e, RC_UNSUPPORTED, "the sandbox garbles answers");
    if (sandbox_run(&scratch, S(""), 100, 5, opens_a_file, &out, &rep, &mine) == RC_UNSUPPORTED &&
        rep.end == SANDBOX_FORBIDDEN)
        return RC_OK;
    return fail(e, RC_UNSUPPORTED, "the sandbox lets a reader open files");
}
