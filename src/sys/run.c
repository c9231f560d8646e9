#include "sys/run.h"

#include "sys/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_PROGRAM = 127 };

/* After a fork: only calls that are safe there. */
NORETURN static void become(const char *const *argv, int keep, int report) {
    if (keep >= 0) fcntl(keep, F_SETFD, 0);
    dup2(2, 1);
    execvp(argv[0], (char *const *)argv);
    int why = errno;
    if (write(report, &why, sizeof why) != sizeof why) _exit(NO_PROGRAM - 1);
    _exit(NO_PROGRAM);
}

static int wait_for(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        CHECK(errno == EINTR);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

rc os_run(const char *const *argv, int keep, int *status, struct err *e) {
    int report[2], why = 0;
    if (pipe2(report, O_CLOEXEC) != 0)
        return fail(e, RC_IO, "no other program can be started: %s", strerrorname_np(errno));
    pid_t child = fork();
    if (child == 0) become(argv, keep, report[1]);
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        return fail(e, RC_IO, "no other program can be started: %s", strerrorname_np(errno));
    }
    ssize_t n;
    do {
        n = read(report[0], &why, sizeof why);
    } while (n < 0 && errno == EINTR);
    close(report[0]);
    *status = wait_for(child);
    if (n != sizeof why) return RC_OK;
    return fail(e, RC_UNSUPPORTED, "the program %s cannot be run: %s", argv[0],
                why == ENOENT ? "it is not installed" : strerrorname_np(why));
}

rc os_memory_file(struct arena *a, struct str bytes, int *fd, const char **path, struct err *e) {
    *fd = memfd_create("act", MFD_CLOEXEC);
    if (*fd < 0) return fail(e, RC_IO, "no file in memory: %s", strerrorname_np(errno));
    for (i64 at = 0; at < bytes.n;) {
        ssize_t n = write(*fd, bytes.p + at, (size_t)(bytes.n - at));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            close(*fd);
            return fail(e, RC_IO, "no file in memory: %s", strerrorname_np(errno));
        }
        at += n;
    }
    *path = cstr(a, str_fmt(a, "/proc/self/fd/%d", *fd));
    return RC_OK;
}

static bool usable(const char *dir) {
    struct stat st;
    return dir && dir[0] == '/' && stat(dir, &st) == 0 && S_ISDIR(st.st_mode) &&
           access(dir, W_OK | X_OK) == 0;
}

rc os_private_dir(struct arena *a, const char **path, struct err *e) {
    const char *const places[] = {getenv("XDG_RUNTIME_DIR"), "/dev/shm", getenv("TMPDIR"), "/tmp"};
    for (i64 i = 0; i < LEN(places); i++) {
        if (!usable(places[i])) continue;
        char *name = (char *)cstr(a, str_fmt(a, "%s/cairn-XXXXXX", places[i]));
        *path = mkdtemp(name); /* mode 0700 */
        if (*path) return RC_OK;
    }
    return fail(e, RC_IO, "no folder for a moment can be made");
}

void os_private_drop(struct arena scratch, const char *path) {
    struct str *names;
    i64 n = 0;
    struct err e = {0};
    if (os_list(&scratch, path, &names, &n, &e) != RC_OK) n = 0;
    for (i64 i = 0; i < n; i++)
        unlink(cstr(&scratch, str_fmt(&scratch, "%s/%.*s", path, SARG(names[i]))));
    rmdir(path);
}
