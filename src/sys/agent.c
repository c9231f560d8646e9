#include "sys/agent.h"

#include "base/limits.h"
#include "sys/os.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void os_no_dumps(void) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

/* ---- where ---- */

static const char *folder(struct arena *a) {
    const char *run = getenv("XDG_RUNTIME_DIR");
    if (run && run[0] == '/') return cstr(a, str_fmt(a, "%s/cairn", run));
    return cstr(a, str_fmt(a, "/tmp/cairn-%u", (unsigned)getuid()));
}

/* Ours alone: a folder that somebody else put there is not used. */
static bool private(const char *dir) {
    struct stat st;
    return lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == getuid() &&
           (st.st_mode & 077) == 0;
}

static bool address(struct arena a, struct str id, struct sockaddr_un *out) {
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    const char *dir = folder(&a);
    int n = snprintf(out->sun_path, sizeof out->sun_path, "%s/%.*s.agent", dir, SARG(id));
    return n > 0 && n < (int)sizeof out->sun_path;
}

static bool same_user(int fd) {
    struct ucred who;
    socklen_t n = sizeof who;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 && who.uid == getuid();
}

static bool read_all(int fd, void *p, i64 n) {
    for (i64 got = 0; got < n;) {
        ssize_t k = read(fd, (char *)p + got, (size_t)(n - got));
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) return false;
        got += k;
    }
    return true;
}

static bool write_all(int fd, const void *p, i64 n) {
    for (i64 put = 0; put < n;) {
        ssize_t k = send(fd, (const char *)p + put, (size_t)(n - put), MSG_NOSIGNAL);
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) return false;
        put += k;
    }
    return true;
}

static void be(u8 *p, int bytes, u64 v) {
    for (int i = bytes - 1; i >= 0; i--, v >>= 8)
        p[i] = (u8)v;
}

static u64 from_be(const u8 *p, int bytes) {
    u64 v = 0;
    for (int i = 0; i < bytes; i++)
        v = v << 8 | p[i];
    return v;
}

static void no_longer_than(int fd, int seconds) {
    struct timeval t = {seconds, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t);
}

/* ---- the process ---- */

static volatile sig_atomic_t told_to_end;
static void on_signal(int sig) {
    told_to_end = sig;
}

static i64 boottime(void) {
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (i64)t.tv_sec;
}

static void answer(int fd, const char *secret, i64 n, i64 left, bool *end) {
    u8 ask, head[8];
    no_longer_than(fd, 1);
    if (!same_user(fd) || !read_all(fd, &ask, 1)) return;
    if (ask == 'G') {
        be(head, 4, (u64)n);
        if (write_all(fd, head, 4)) (void)write_all(fd, secret, n);
    } else if (ask == 'T') {
        be(head, 8, (u64)left);
        (void)write_all(fd, head, 8);
    } else
        *end = ask == 'L';
}

static void serve(int fd, char *secret, i64 n, i64 until, const char *path) {
    bool end = false;
    int last = -1;
    while (!end && !told_to_end && boottime() < until) {
        struct pollfd p = {fd, POLLIN, 0};
        i64 left = until - boottime();
        if (poll(&p, 1, left > 30 ? 30000 : (int)left * 1000) <= 0) continue;
        int who = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
        if (who < 0) continue;
        answer(who, secret, n, left, &end);
        if (end)
            last = who;
        else
            close(who);
    }
    unlink(path);
    sodium_free(secret);
    if (last >= 0) (void)write_all(last, "K", 1);
    _exit(0);
}

static void detach(int *fd, int *ready) {
    static const int SIGNALS[] = {SIGTERM, SIGINT, SIGHUP};
    struct sigaction sa = {.sa_handler = on_signal};
    for (i64 i = 0; i < LEN(SIGNALS); i++)
        sigaction(SIGNALS[i], &sa, NULL);
    int null = open("/dev/null", O_RDWR);
    for (int i = 0; null >= 0 && i < 3; i++)
        dup2(null, i);
    int a = fcntl(*fd, F_DUPFD, 100), b = fcntl(*ready, F_DUPFD, 100);
    dup2(a, 3);
    dup2(b, 4);
    *fd = 3;
    *ready = 4;
    close_range(5, ~0U, 0);
    (void)!chdir("/");
    prctl(PR_SET_NAME, "cairn-agent", 0, 0, 0);
}

/* Memory is not locked over a fork: the text gets a place of its own here. The caller's copy, which
 * the fork copied, is overwritten. */
static void child(int fd, int ready, const char *secret, i64 n, i64 seconds, const char *path) {
    setsid();
    os_no_dumps();
    detach(&fd, &ready);
    char *own = sodium_malloc((size_t)n);
    bool locked = own && sodium_mlock(own, (size_t)n) == 0;
    if (locked) memcpy(own, secret, (size_t)n);
    sodium_memzero((char *)(uintptr_t)secret, (size_t)n);
    if (locked) sodium_mprotect_readonly(own);
    (void)!write(ready, locked ? "1" : "0", 1);
    close(ready);
    if (!locked) unlink(path);
    if (!locked) _exit(1);
    serve(fd, own, n, boottime() + seconds, path);
}

static rc listen_at(struct arena a, struct str id, struct sockaddr_un *at, int *fd, struct err *e) {
    const char *dir = folder(&a);
    TRY(os_mkdirs(dir, 0700, e));
    if (!private(dir)) {
        fail(e, RC_DENIED, "%s is not a folder of yours alone", dir);
        return err_hint(e, "set XDG_RUNTIME_DIR to a folder with permissions 0700");
    }
    if (!address(a, id, at)) return fail(e, RC_LIMIT, "the path of the agent's socket is too long");
    (void)unlink(at->sun_path); /* nobody answered there: agent_start looked */
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    mode_t was = umask(077);
    bool ok = *fd >= 0 && bind(*fd, (struct sockaddr *)at, sizeof *at) == 0 && listen(*fd, 8) == 0;
    int no = errno;
    umask(was);
    if (ok) return RC_OK;
    if (*fd >= 0) close(*fd);
    return fail(e, RC_IO, "the agent's socket %s: %s", at->sun_path, strerrordesc_np(no));
}

rc agent_start(struct arena a, struct str id, const char *secret, i64 n, i64 seconds,
               struct err *e) {
    struct sockaddr_un at;
    int fd = -1, ready[2];
    i64 left;
    char ok = '0';
    CHECK(n > 0 && seconds > 0);
    if (agent_left(a, id, &left)) return fail(e, RC_CONFLICT, "the case is unlocked already");
    TRY(listen_at(a, id, &at, &fd, e));
    if (pipe2(ready, O_CLOEXEC) != 0) return fail(e, RC_IO, "no pipe for the agent");
    pid_t pid = fork();
    if (pid == 0) {
        if (fork() == 0) child(fd, ready[1], secret, n, seconds, at.sun_path);
        _exit(0); /* so that nobody has to wait for the agent */
    }
    close(fd);
    close(ready[1]);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
    bool said = pid > 0 && read_all(ready[0], &ok, 1);
    close(ready[0]);
    if (said && ok == '1') return RC_OK;
    fail(e, RC_LIMIT, "no locked memory for the agent");
    return err_hint(e, "raise the limit of locked memory (ulimit -l)");
}

/* ---- asking ---- */

static int ask(struct arena a, struct str id, char what) {
    struct sockaddr_un at;
    if (!private(folder(&a)) || !address(a, id, &at)) return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    no_longer_than(fd, 5);
    if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0 && same_user(fd) &&
        write_all(fd, &what, 1))
        return fd;
    close(fd);
    return -1;
}

bool agent_get(struct arena a, struct str id, char *out, i64 max, i64 *n) {
    u8 head[4];
    int fd = ask(a, id, 'G');
    if (fd < 0) return false;
    bool ok = read_all(fd, head, 4);
    *n = ok ? (i64)from_be(head, 4) : 0;
    ok = ok && *n > 0 && *n <= max && read_all(fd, out, *n);
    close(fd);
    return ok;
}

bool agent_left(struct arena a, struct str id, i64 *seconds) {
    u8 head[8];
    int fd = ask(a, id, 'T');
    if (fd < 0) return false;
    bool ok = read_all(fd, head, 8);
    *seconds = ok ? (i64)from_be(head, 8) : 0;
    close(fd);
    return ok;
}

bool agent_lock(struct arena a, struct str id) {
    char done = 0;
    int fd = ask(a, id, 'L');
    if (fd < 0) return false;
    (void)read_all(fd, &done, 1);
    close(fd);
    return done == 'K';
}

i64 agent_lock_all(struct arena a) {
    struct str *names;
    struct err e = {0};
    i64 n, locked = 0;
    const char *dir = folder(&a);
    if (!private(dir) || os_list(&a, dir, &names, &n, &e) != RC_OK) return 0;
    for (i64 i = 0; i < n; i++)
        if (str_ends(names[i], S(".agent")))
            locked += agent_lock(a, str_sub(names[i], 0, names[i].n - 6));
    return locked;
}
