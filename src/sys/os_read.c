/* Reading files, whole or piece by piece. */
#include "sys/os_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* O_NONBLOCK so that opening a FIFO nobody writes to does not hang; cleared again for pipes handed
 * in by a shell. */
static int open_read(const char *path, struct stat *st, int extra) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | extra);
    if (fd < 0) return -1;
    if (fstat(fd, st) == 0 && !S_ISDIR(st->st_mode)) {
        fcntl(fd, F_SETFL, 0);
        return fd;
    }
    int no = S_ISDIR(st->st_mode) ? EISDIR : errno;
    close(fd);
    errno = no;
    return -1;
}

static ssize_t read_some(int fd, char *p, i64 n) {
    for (;;) {
        ssize_t k = read(fd, p, (size_t)n);
        if (k >= 0 || errno != EINTR) return k;
    }
}

static rc changed(struct err *e, const char *path) {
    fail(e, RC_CONFLICT, "%s changed while being read", path);
    return err_hint(e, "wait until the file is complete, then run the command again");
}

static rc too_long(struct err *e, const char *path, i64 max) {
    return fail(e, RC_LIMIT, "%s is longer than %lld bytes", path, (long long)max);
}

static rc read_sized(int fd, struct arena *a, const char *path, i64 size, struct str *out,
                     struct err *e) {
    char *p = NEWN(a, char, size + 1), probe;
    i64 n = 0;
    while (n < size) {
        ssize_t k = read_some(fd, p + n, size - n);
        if (k < 0) return os_fail(e, errno, "read", path);
        if (k == 0) return changed(e, path);
        n += k;
    }
    ssize_t more = read_some(fd, &probe, 1);
    if (more < 0) return os_fail(e, errno, "read", path);
    if (more > 0) return changed(e, path);
    *out = (struct str){p, n};
    return RC_OK;
}

/* Pipes, devices and /proc have no size to trust: read to the end, at most `max`. */
static rc read_unsized(int fd, struct arena *a, const char *path, i64 max, struct str *out,
                       struct err *e) {
    struct buf b = buf_make(a, max);
    for (;;) {
        char piece[4096];
        ssize_t k = read_some(fd, piece, sizeof piece);
        if (k < 0) return os_fail(e, errno, "read", path);
        if (k == 0) break;
        buf_put(&b, (struct str){piece, k});
        if (!buf_ok(&b)) return too_long(e, path, max);
    }
    *out = buf_str(&b);
    return RC_OK;
}

rc os_read(struct arena *a, const char *path, i64 max, struct str *out, struct err *e) {
    struct stat st = {0};
    int fd = open_read(path, &st, 0);
    if (fd < 0) return os_fail(e, errno, "open", path);
    rc r;
    if (!S_ISREG(st.st_mode) || st.st_size == 0)
        r = read_unsized(fd, a, path, max, out, e);
    else if (st.st_size > max)
        r = too_long(e, path, max);
    else
        r = read_sized(fd, a, path, st.st_size, out, e);
    close(fd);
    return r;
}

rc os_in_open(struct os_in *in, const char *path, i64 max, struct err *e) {
    CHECK(!in->open);
    struct stat st = {0};
    int fd = open_read(path, &st, O_NOFOLLOW);
    if (fd < 0) return os_fail(e, errno, "open", path);
    rc r = RC_OK;
    if (!S_ISREG(st.st_mode)) r = fail(e, RC_UNSUPPORTED, "%s is not a regular file", path);
    if (r == RC_OK && st.st_size > max) r = too_long(e, path, max);
    if (r != RC_OK) {
        close(fd);
        return r;
    }
    *in = (struct os_in){.fd = fd, .open = true, .path = path, .size = st.st_size};
    in->mtime_s = st.st_mtim.tv_sec;
    in->mtime_ns = st.st_mtim.tv_nsec;
    return RC_OK;
}

static bool same_still(const struct os_in *in) {
    struct stat st;
    return fstat(in->fd, &st) == 0 && st.st_size == in->size && in->at == in->size &&
           st.st_mtim.tv_sec == in->mtime_s && st.st_mtim.tv_nsec == in->mtime_ns;
}

rc os_in_read(struct os_in *in, char *p, i64 n, i64 *got, struct err *e) {
    CHECK(in->open && n > 0);
    *got = 0;
    while (*got < n) {
        ssize_t k = read_some(in->fd, p + *got, n - *got);
        if (k < 0) return os_fail(e, errno, "read", in->path);
        if (k == 0) break;
        *got += k;
        in->at += k;
        if (in->at > in->size) return changed(e, in->path);
    }
    return *got == 0 && !same_still(in) ? changed(e, in->path) : RC_OK;
}

rc os_in_seek(struct os_in *in, i64 at, struct err *e) {
    CHECK(in->open && at >= 0);
    if (at > in->size)
        return fail(e, RC_INTEGRITY, "%s ends before byte %lld", in->path, (long long)at);
    if (lseek(in->fd, at, SEEK_SET) < 0) return os_fail(e, errno, "seek in", in->path);
    in->at = at;
    return RC_OK;
}

void os_in_close(struct os_in *in) {
    if (in->open) close(in->fd);
    in->open = false;
}

bool os_exists(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

rc os_there(const char *path, bool *there, struct err *e) {
    struct stat st;
    *there = lstat(path, &st) == 0;
    bool known = *there || errno == ENOENT || errno == ENOTDIR;
    return known ? RC_OK : os_fail(e, errno, "look at", path);
}

bool os_is_dir(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

i64 os_size(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? st.st_size : -1;
}
