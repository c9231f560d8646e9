/* A file that an operation wrote goes out as a download; a folder as a tar (ustar), made on the way
 * into a file without a name. */
#include "store/tar.h"
#include "sys/os.h"
#include "web/desk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct packing {
    int fd;
    struct str base;
    i64 n;
    struct arena scratch;
};

static rc write_all(struct packing *p, const void *bytes, i64 n, struct err *e) {
    const char *at = bytes;
    p->n += n;
    while (n > 0) {
        ssize_t k = write(p->fd, at, (size_t)n);
        if (k <= 0) return fail(e, RC_IO, "the download could not be put together");
        at += k;
        n -= k;
    }
    return RC_OK;
}

static rc pack_one(void *ctx, const char *path, const char *why, struct err *e) {
    static const char ZERO[TAR_HEAD_MAX];
    struct packing *p = ctx;
    struct os_in in = {0};
    u8 head[TAR_HEAD_MAX];
    char block[65536];
    i64 got = 1;
    if (why) return fail(e, RC_IO, "the download could not be put together");
    struct str name = str_c(path);
    TRY(os_in_open(&in, path, ITEM_BYTES_MAX, e));
    rc r = write_all(p, head, tar_head(head, str_sub(name, p->base.n + 1, name.n), in.size), e);
    while (r == RC_OK && got > 0) {
        r = os_in_read(&in, block, sizeof block, &got, e);
        if (r == RC_OK) r = write_all(p, block, got, e);
    }
    if (r == RC_OK) r = write_all(p, ZERO, tar_pad(in.size), e);
    os_in_close(&in);
    return r;
}

static rc pack(struct req *r, const char *path, int *fd, struct err *e) {
    static const char END[1024];
    struct packing p = {.base = str_c(path), .scratch = r->scratch};
    p.fd = open(r->desk->set->tmp_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (p.fd < 0) return fail(e, RC_IO, "the download could not be put together");
    *fd = p.fd;
    TRY(os_walk(r->scratch, path, pack_one, &p, e));
    TRY(write_all(&p, END, sizeof END, e));
    r->send_n = p.n;
    return lseek(p.fd, 0, SEEK_SET) == 0 ? RC_OK : fail(e, RC_IO, "the download is broken");
}

rc send_out(struct req *r, const char *path, struct str name, struct err *e) {
    struct stat st;
    int fd = -1;
    bool folder = os_is_dir(path);
    rc got = RC_OK;
    if (folder)
        got = pack(r, path, &fd, e);
    else
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (got == RC_OK && (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)))
        got = fail(e, RC_NOTFOUND, "the file is not there any more");
    if (got != RC_OK) {
        if (fd >= 0) (void)close(fd);
        return got;
    }
    if (!folder) r->send_n = st.st_size;
    r->send_fd = fd;
    r->type = folder ? S("application/x-tar") : S("application/octet-stream");
    r->filename = folder ? str_cat(r->a, name, S(".tar")) : name;
    return RC_OK;
}

static void remove_names(struct arena a, const char *dir, int depth) {
    struct str *names;
    struct err e = {0};
    i64 n;
    if (os_list(&a, dir, &names, &n, &e) != RC_OK) return;
    for (i64 i = 0; i < n; i++) {
        struct arena each = a;
        const char *path = cstr(&each, str_fmt(&each, "%s/%.*s", dir, SARG(names[i])));
        if (unlink(path) != 0 && depth < OS_DEPTH_MAX) remove_names(each, path, depth + 1);
    }
    (void)rmdir(dir);
}

void folder_remove(struct arena scratch, const char *dir) {
    remove_names(scratch, dir, 0);
}

void send_file(struct req *r, struct run *x) {
    struct err e = {0};
    rc got = send_out(r, x->out_path, op_slug(r->a, x->c.op), &e);
    if (os_is_dir(x->out_path))
        folder_remove(r->scratch, x->out_path);
    else
        (void)unlink(x->out_path); /* the open file stays readable */
    if (got != RC_OK) answer_problem(r, &e);
}
