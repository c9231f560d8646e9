#include "store/source.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

rc source_changed(const struct source *f, struct err *e) {
    if (f->bad) return fail(e, RC_IO, "cannot look at %s: it may have changed", f->path);
    fail(e, RC_CONFLICT, "%s changed while being sealed", f->path);
    return err_hint(e, "wait until the file is complete, then run the command again");
}

static rc not_opened(const char *path, int no, struct err *e) {
    rc code = no == ENOENT ? RC_NOTFOUND : no == EACCES || no == EPERM ? RC_DENIED : RC_IO;
    if (no == ELOOP) return fail(e, RC_UNSUPPORTED, "%s is a symbolic link", path);
    return fail(e, code, "cannot open %s: %s", path, strerrordesc_np(no));
}

rc source_open(struct source *f, const char *path, struct err *e) {
    *f = (struct source){.path = path};
    f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (f->fd < 0) return not_opened(path, errno, e);
    rc r = RC_OK;
    if (fstat(f->fd, &f->st) < 0)
        r = not_opened(path, EIO, e);
    else if (!S_ISREG(f->st.st_mode))
        r = fail(e, RC_UNSUPPORTED, "%s is not a regular file", path);
    else if (f->st.st_size > ITEM_BYTES_MAX)
        r = fail(e, RC_LIMIT, "%s is longer than %lld bytes", path, ITEM_BYTES_MAX);
    if (r != RC_OK)
        source_close(f);
    else if (f->st.st_size >= SMALL_OBJECT_MAX)
        (void)posix_fadvise(f->fd, 0, 0, POSIX_FADV_SEQUENTIAL); /* a hint: it may be ignored */
    return r;
}

void source_close(struct source *f) {
    close(f->fd);
    f->fd = -1;
}

i64 source_read(struct source *f, u8 *p, i64 n, struct err *e) {
    i64 got = 0;
    while (got < n) {
        ssize_t k = read(f->fd, p + got, (size_t)(n - got));
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) {
            f->bad = fail(e, RC_IO, "cannot read %s: %s", f->path, strerrordesc_np(errno)) != RC_OK;
            return -1;
        }
        if (k == 0) break;
        got += k;
    }
    return got;
}

bool source_unchanged(struct source *f) {
    struct stat now;
    if (fstat(f->fd, &now) < 0) return f->bad = true, false; /* it cannot be told */
    return now.st_size == f->st.st_size && now.st_mtim.tv_sec == f->st.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == f->st.st_mtim.tv_nsec;
}
