/* Folders: listing in byte order, and the walk over what a person hands in. */
#include "sys/os_impl.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_bytes(const void *x, const void *y) {
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

/* Depth-first walks hold one of these open per level, so it is opened, emptied and closed at once.
 */
static int list_into(struct arena *a, DIR *d, struct str **names, i64 *n) {
    i64 cap = 0;
    *names = NULL;
    *n = 0;
    for (;;) {
        errno = 0;
        struct dirent *ent = readdir(d);
        if (!ent) break;
        struct str name = str_c(ent->d_name);
        if (str_eqc(name, ".") || str_eqc(name, "..")) continue;
        if (*n == OS_NAMES_MAX) return EFBIG;
        *PUSH(a, *names, *n, cap) = str_dup(a, name);
    }
    if (errno == 0 && *n > 1) qsort(*names, (size_t)*n, sizeof **names, by_bytes);
    return errno;
}

rc os_list(struct arena *a, const char *path, struct str **names, i64 *n, struct err *e) {
    DIR *d = opendir(path);
    if (!d) return os_fail(e, errno, "open folder", path);
    int no = list_into(a, d, names, n);
    closedir(d);
    return no ? os_fail(e, no, "read folder", path) : RC_OK;
}

struct walk {
    os_walk_fn *each;
    void *ctx;
    char path[NAME_BYTES_MAX + 1];
    i64 n;
};

static rc walk_here(struct arena scratch, struct walk *w, i64 depth, struct err *e);

static rc walk_child(struct arena scratch, struct walk *w, struct str name, i64 depth,
                     struct err *e) {
    i64 before = w->n, slash = before > 0 && w->path[before - 1] != '/';
    if (before + slash + name.n > NAME_BYTES_MAX)
        return w->each(w->ctx, w->path, "a path below is too long", e);
    if (slash) w->path[w->n++] = '/';
    memcpy(w->path + w->n, name.p, (size_t)name.n);
    w->n += name.n;
    w->path[w->n] = 0;
    rc r = walk_here(scratch, w, depth, e);
    w->n = before;
    w->path[before] = 0;
    return r;
}

/* A folder that cannot be listed is reported and left out; the walk goes on beside it. */
static rc walk_dir(struct arena scratch, struct walk *w, i64 depth, struct err *e) {
    struct str *names;
    i64 n;
    struct err mine = {0};
    if (depth >= OS_DEPTH_MAX) return w->each(w->ctx, w->path, "folders are nested too deep", e);
    if (os_list(&scratch, w->path, &names, &n, &mine) != RC_OK)
        return w->each(w->ctx, w->path, mine.msg, e);
    for (i64 i = 0; i < n; i++)
        TRY(walk_child(scratch, w, names[i], depth + 1, e));
    return RC_OK;
}

static const char *kind_of(mode_t m) {
    return S_ISLNK(m) ? "is a symbolic link" : "is not a regular file";
}

static rc walk_here(struct arena scratch, struct walk *w, i64 depth, struct err *e) {
    struct stat st;
    if (lstat(w->path, &st) < 0) return w->each(w->ctx, w->path, strerrordesc_np(errno), e);
    if (S_ISDIR(st.st_mode)) return walk_dir(scratch, w, depth, e);
    if (!S_ISREG(st.st_mode)) return w->each(w->ctx, w->path, kind_of(st.st_mode), e);
    const char *why = access(w->path, R_OK) < 0 ? strerrordesc_np(errno) : NULL;
    return w->each(w->ctx, w->path, why, e);
}

rc os_walk(struct arena scratch, const char *path, os_walk_fn *each, void *ctx, struct err *e) {
    struct walk *w = NEW(&scratch, struct walk);
    w->each = each;
    w->ctx = ctx;
    w->n = (i64)strlen(path);
    if (w->n > NAME_BYTES_MAX)
        return fail(e, RC_LIMIT, "path is longer than %d bytes", NAME_BYTES_MAX);
    memcpy(w->path, path, (size_t)w->n + 1);
    return walk_here(scratch, w, 0, e);
}
