/* Walking a bag and opening what is in it: always from the folder that was opened first, never
 * through a link, so that nothing outside can be put in the place of what was checked. */
#include "exchange/bag_inner.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_part(int dir, struct str part, int flags) {
    char name[256];
    if (part.n < 1 || part.n > 255) return errno = ENAMETOOLONG, -1;
    memcpy(name, part.p, (size_t)part.n);
    name[part.n] = 0;
    return openat(dir, name, flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

int bag_open_at(int root, struct str path) {
    int dir = dup(root), next;
    struct stat st;
    while (dir >= 0) {
        struct str part = str_cut(&path, '/');
        next = open_part(dir, part, path.p ? O_DIRECTORY : 0);
        int no = errno;
        close(dir);
        errno = no;
        dir = next;
        if (!path.p) break;
    }
    if (dir >= 0 && (fstat(dir, &st) < 0 || !S_ISREG(st.st_mode))) {
        close(dir);
        errno = EINVAL;
        dir = -1;
    }
    return dir;
}

struct walking {
    bag_walk_fn *each;
    void *ctx;
    char path[NAME_BYTES_MAX + 1];
    i64 n;
};

static int by_bytes(const void *x, const void *y) {
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static rc names_of(struct arena *a, int fd, struct str **names, i64 *n, struct err *e) {
    i64 cap = 0;
    DIR *d = fdopendir(dup(fd));
    if (!d) return fail(e, RC_IO, "a folder of the bag cannot be read: %s", strerrordesc_np(errno));
    struct dirent *ent;
    errno = 0;
    while ((ent = readdir(d)) && *n <= BAG_FILES_MAX) {
        struct str name = str_c(ent->d_name);
        if (!str_eqc(name, ".") && !str_eqc(name, ".."))
            *PUSH(a, *names, *n, cap) = str_dup(a, name);
    }
    int no = ent ? EFBIG : errno;
    closedir(d);
    if (no == EFBIG) return fail(e, RC_LIMIT, "the bag has more than %lld files", BAG_FILES_MAX);
    if (no) return fail(e, RC_IO, "a folder of the bag cannot be read: %s", strerrordesc_np(no));
    if (*n > 1) qsort(*names, (size_t)*n, sizeof **names, by_bytes);
    return RC_OK;
}

static rc walk_folder(struct arena a, struct walking *w, int fd, int depth, struct err *e);

static rc walk_one(struct arena a, struct walking *w, int fd, struct str name, int depth,
                   struct err *e) {
    struct stat st;
    const char *c = cstr(&a, name);
    struct str path = {w->path, w->n};
    if (fstatat(fd, c, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return w->each(w->ctx, path, BAG_OTHER, 0, e); /* gone while we look */
    if (S_ISREG(st.st_mode)) return w->each(w->ctx, path, BAG_FILE, st.st_size, e);
    if (S_ISLNK(st.st_mode)) return w->each(w->ctx, path, BAG_LINK, 0, e);
    if (!S_ISDIR(st.st_mode)) return w->each(w->ctx, path, BAG_OTHER, 0, e);
    if (depth == BAG_DEPTH_MAX) return w->each(w->ctx, path, BAG_DEEP, 0, e);
    int down = open_part(fd, name, O_DIRECTORY);
    if (down < 0) return w->each(w->ctx, path, BAG_OTHER, 0, e);
    rc r = walk_folder(a, w, down, depth + 1, e);
    close(down);
    return r;
}

static rc walk_folder(struct arena a, struct walking *w, int fd, int depth, struct err *e) {
    struct str *names = NULL;
    i64 n = 0, before = w->n;
    TRY(names_of(&a, fd, &names, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (before + 1 + names[i].n > NAME_BYTES_MAX)
            return fail(e, RC_LIMIT, "a path in the bag is longer than %d bytes", NAME_BYTES_MAX);
        if (before) w->path[w->n++] = '/';
        memcpy(w->path + w->n, names[i].p, (size_t)names[i].n);
        w->n += names[i].n;
        TRY(walk_one(a, w, fd, names[i], depth, e));
        w->n = before;
    }
    return RC_OK;
}

rc bag_walk(struct arena scratch, int root, bag_walk_fn *each, void *ctx, struct err *e) {
    struct walking *w = NEW(&scratch, struct walking);
    w->each = each;
    w->ctx = ctx;
    return walk_folder(scratch, w, root, 0, e);
}
