/* Writing: create, write, fsync, rename, remove, mkdir. Each system call that changes the disk
 * passes os_gate once. */
#include "sys/os_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool set_direct(int fd, bool on) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || !!(flags & O_DIRECT) == on) return false;
    return fcntl(fd, F_SETFL, on ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
}

/* EINVAL: this file system, or what a short write left over, wants the page cache after all. */
static int raw_write_all(int fd, const char *p, i64 n) {
    while (n > 0) {
        ssize_t k = write(fd, p, (size_t)n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0 && errno == EINVAL && set_direct(fd, false)) continue;
        if (k < 0) return errno;
        p += k;
        n -= k;
    }
    return 0;
}

/* A fault leaves the first half behind: a torn write, as a full disk or a power cut would. */
int os_write_all(int fd, const char *p, i64 n) {
    if (os_stopped()) return EROFS;
    enum os_fault f = os_gate();
    if (f == OS_FAULT_NONE) return raw_write_all(fd, p, n);
    if (f == OS_FAULT_FAIL) return EIO;
    int no = raw_write_all(fd, p, n / 2);
    if (f == OS_FAULT_KILL) os_die();
    return no ? no : f == OS_FAULT_ENOSPC ? ENOSPC : EIO;
}

/* After a failed fsync the kernel may have thrown the dirty pages away and a second fsync would
 * report success (Rebello et al., "Can Applications Recover from fsync Failures?", 2020): never
 * retried, writing ends. */
int os_fsync(int fd) {
    int no = os_gate_errno();
    if (!no && fsync(fd) == 0) return 0;
    if (!no) no = errno;
    if (no == EINVAL || no == ENOTSUP) return 0; /* a file system without fsync of folders */
    if (!os_stopped()) os_stop();
    return no == EROFS ? no : EIO;
}

static bool path_fits(const char *path, struct err *e) {
    if (strlen(path) <= NAME_BYTES_MAX) return true;
    fail(e, RC_LIMIT, "path is longer than %d bytes", NAME_BYTES_MAX);
    return false;
}

rc os_file_create(struct os_file *f, const char *path, int mode, struct err *e) {
    CHECK(!f->open);
    if (!path_fits(path, e)) return RC_LIMIT;
    int no = os_gate_errno();
    if (no) return os_fail(e, no, "create", path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (fd < 0) return os_fail(e, errno, "create", path);
    f->fd = fd;
    f->open = true;
    f->direct = false;
    f->n = 0;
    memcpy(f->path, path, strlen(path) + 1);
    return RC_OK;
}

rc os_file_append(struct os_file *f, const char *path, i64 keep, struct err *e) {
    CHECK(!f->open && keep >= 0);
    if (!path_fits(path, e)) return RC_LIMIT;
    int no = os_gate_errno();
    if (no) return os_fail(e, no, "open", path);
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return os_fail(e, errno, "open", path);
    struct stat st;
    no = fstat(fd, &st) < 0 ? errno : 0;
    if (!no && (!S_ISREG(st.st_mode) || st.st_size < keep)) {
        close(fd);
        return fail(e, RC_INTEGRITY, "%s is shorter than its %lld bytes", path, (long long)keep);
    }
    if (!no && (ftruncate(fd, keep) < 0 || lseek(fd, 0, SEEK_END) < 0)) no = errno;
    if (no) {
        close(fd);
        return os_fail(e, no, "cut", path);
    }
    f->fd = fd;
    f->open = true;
    f->direct = false;
    f->n = keep;
    memcpy(f->path, path, strlen(path) + 1);
    return RC_OK;
}

void os_file_direct(struct os_file *f) {
    CHECK(f->open);
    if (!f->direct && f->n % OS_DIRECT == 0) f->direct = set_direct(f->fd, true);
}

rc os_file_write(struct os_file *f, struct str bytes, struct err *e) {
    CHECK(f->open);
    if (f->direct && ((uintptr_t)bytes.p | (u64)bytes.n) % OS_DIRECT != 0)
        f->direct = !set_direct(f->fd, false);
    int no = os_write_all(f->fd, bytes.p, bytes.n);
    if (no) return os_fail(e, no, "write", f->path);
    f->n += bytes.n;
    return RC_OK;
}

rc os_file_done(struct os_file *f, struct err *e) {
    CHECK(f->open);
    int no = os_fsync(f->fd);
    if (close(f->fd) < 0 && !no) no = errno;
    f->open = false;
    return no ? os_fail(e, no, "fsync", f->path) : RC_OK;
}

/* A removal on the way out of an error does not pass the gate: the fault has been given already.
 * After a failed fsync the file stays, for the next process to cut off. */
void os_file_drop(struct os_file *f) {
    if (!f->open) return;
    close(f->fd);
    f->open = false;
    if (!os_stopped()) unlink(f->path);
}

rc os_create(const char *path, int mode, struct str bytes, struct err *e) {
    struct os_file f = {0};
    TRY(os_file_create(&f, path, mode, e));
    rc r = os_file_write(&f, bytes, e);
    if (r != RC_OK) {
        os_file_drop(&f);
        return r;
    }
    return os_file_done(&f, e);
}

rc os_create_unsynced(const char *path, int mode, struct str bytes, struct err *e) {
    struct os_file f = {0};
    TRY(os_file_create(&f, path, mode, e));
    rc r = os_file_write(&f, bytes, e);
    if (r != RC_OK) {
        os_file_drop(&f);
        return r;
    }
    return close(f.fd) < 0 ? os_fail(e, errno, "close", path) : RC_OK;
}

rc os_sync_fs(const char *path, struct err *e) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return os_fail(e, errno, "open folder", path);
    int no = os_gate_errno();
    if (!no && syncfs(fd) < 0) no = errno;
    close(fd);
    if (no && !os_stopped()) os_stop();
    return no ? os_fail(e, no, "sync", path) : RC_OK;
}

static int zero_all(int fd) {
    static const char zeros[4096];
    struct stat st;
    if (fstat(fd, &st) < 0) return errno;
    for (i64 left = st.st_size, k; left > 0; left -= k) {
        k = left < (i64)sizeof zeros ? left : (i64)sizeof zeros;
        int no = os_write_all(fd, zeros, k);
        if (no) return no;
    }
    return os_fsync(fd);
}

rc os_wipe(const char *path, struct err *e) {
    int no = os_gate_errno();
    if (no) return os_fail(e, no, "overwrite", path);
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return errno == ENOENT ? RC_OK : os_fail(e, errno, "overwrite", path);
    no = zero_all(fd);
    if (close(fd) < 0 && !no) no = errno;
    return no ? os_fail(e, no, "overwrite", path) : RC_OK;
}

rc os_rename(const char *from, const char *to, struct err *e) {
    int no = os_gate_errno();
    if (no) return os_fail(e, no, "rename", to);
    return rename(from, to) < 0 ? os_fail(e, errno, "rename", to) : RC_OK;
}

static void dir_of(const char *path, char out[NAME_BYTES_MAX + 1]) {
    const char *slash = strrchr(path, '/');
    i64 n = slash ? slash - path : 0;
    if (n > 0) memcpy(out, path, (size_t)n);
    out[n] = 0;
    if (n == 0) memcpy(out, slash ? "/" : ".", 2);
}

rc os_replace(const char *path, int mode, struct str bytes, struct err *e) {
    char tmp[NAME_BYTES_MAX + 1], dir[NAME_BYTES_MAX + 1];
    if (strlen(path) + 4 > NAME_BYTES_MAX)
        return fail(e, RC_LIMIT, "path is longer than %d bytes", NAME_BYTES_MAX - 4);
    snprintf(tmp, sizeof tmp, "%s.tmp", path);
    /* What a killed process left behind. */
    if (unlink(tmp) < 0 && errno != ENOENT) return os_fail(e, errno, "remove", tmp);
    TRY(os_create(tmp, mode, bytes, e));
    rc r = os_rename(tmp, path, e);
    if (r != RC_OK) {
        unlink(tmp);
        return r;
    }
    dir_of(path, dir);
    return os_sync_dir(dir, e);
}

rc os_replace_wiped(const char *path, int mode, struct str bytes, struct err *e) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW), no = 0;
    if (fd < 0 && errno != ENOENT) return os_fail(e, errno, "overwrite", path);
    rc r = os_replace(path, mode, bytes, e);
    if (r == RC_OK && fd >= 0) no = zero_all(fd);
    if (fd >= 0 && close(fd) < 0 && !no) no = errno;
    return r == RC_OK && no ? os_fail(e, no, "overwrite", path) : r;
}

static bool is_dir_errno(int no, const char *path) {
    return no == EEXIST && os_is_dir(path);
}

static int make_dir(const char *path, int mode) {
    if (os_is_dir(path)) return 0;
    int no = os_gate_errno();
    if (no) return no;
    if (mkdir(path, (mode_t)mode) == 0) return 0;
    return is_dir_errno(errno, path) ? 0 : errno;
}

rc os_mkdirs(const char *path, int mode, struct err *e) {
    char part[NAME_BYTES_MAX + 1];
    if (!path_fits(path, e)) return RC_LIMIT;
    i64 n = (i64)strlen(path);
    for (i64 i = 1; i <= n; i++) {
        if (i < n && path[i] != '/') continue;
        memcpy(part, path, (size_t)i);
        part[i] = 0;
        int no = make_dir(part, mode);
        if (no) return os_fail(e, no, "make folder", part);
    }
    return RC_OK;
}

rc os_sync_dir(const char *path, struct err *e) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return os_fail(e, errno, "open folder", path);
    int no = os_fsync(fd);
    close(fd);
    return no ? os_fail(e, no, "fsync folder", path) : RC_OK;
}

rc os_remove(const char *path, struct err *e) {
    int no = os_gate_errno();
    if (!no && unlink(path) < 0) no = errno;
    return no && no != ENOENT ? os_fail(e, no, "remove", path) : RC_OK;
}
