#include "sys/os_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static i64 monotonic_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (i64)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* flock, not fcntl: tied to the open file, so that closing another descriptor of it elsewhere in
 * the process does not drop the lock, and the end of the process does. */
static rc wait_for(int fd, int how, const char *path, int wait_s, void (*waiting)(void *),
                   void *ctx, struct err *e) {
    i64 end = monotonic_ms() + (i64)wait_s * 1000;
    bool told = false;
    i64 pause = 1, soon = monotonic_ms() + 1000; /* ms; workers of a desk write one by one */
    for (;;) {
        if (flock(fd, how | LOCK_NB) == 0) return RC_OK;
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) return os_fail(e, errno, "lock", path);
        if (!told && waiting) waiting(ctx);
        told = true;
        if (monotonic_ms() >= end)
            return fail(e, RC_BUSY, "another cairn is writing this case (waited %d s)", wait_s);
        nanosleep(&(struct timespec){.tv_nsec = pause * 1000 * 1000}, NULL);
        pause = monotonic_ms() < soon ? 2 : 50;
    }
}

static rc take(struct os_lock *l, int how, const char *path, int wait_s, void (*waiting)(void *),
               void *ctx, struct err *e) {
    CHECK(!l->held && wait_s >= 0);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return os_fail(e, errno, "open lock", path);
    rc r = wait_for(fd, how, path, wait_s, waiting, ctx, e);
    if (r != RC_OK) {
        close(fd);
        return r;
    }
    *l = (struct os_lock){fd, true};
    return RC_OK;
}

rc os_lock(struct os_lock *l, const char *path, int wait_s, void (*waiting)(void *), void *ctx,
           struct err *e) {
    return take(l, LOCK_EX, path, wait_s, waiting, ctx, e);
}

rc os_lock_shared(struct os_lock *l, const char *path, int wait_s, struct err *e) {
    return take(l, LOCK_SH, path, wait_s, NULL, NULL, e);
}

void os_unlock(struct os_lock *l) {
    if (l->held) close(l->fd);
    l->held = false;
}
