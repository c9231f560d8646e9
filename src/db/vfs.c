#include "db/vfs.h"
#include "db/vfs_impl.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static struct vfile *file_of(sqlite3_file *f) {
    return (struct vfile *)f;
}
static struct vfs *vfs_of(sqlite3_vfs *v) {
    return (struct vfs *)v;
}

int bad_page(struct vfs *v, i64 page, const char *where) {
    if (!v->bad.set) {
        v->bad.set = true;
        v->bad.page = page;
        v->bad.where = where;
    }
    return SQLITE_IOERR_DATA;
}

void vfs_hook(struct vfs *v) {
    if (v->hook) v->hook(v->hook_ctx);
}

/* A disk that cannot be read is not a damaged file, for which SQLite takes it from EIO. */
int real_read(struct vfile *f, void *p, int n, i64 at) {
    int r = f->real->pMethods->xRead(f->real, p, n, at);
    return r == SQLITE_IOERR_CORRUPTFS ? SQLITE_IOERR_READ : r;
}

int real_write(struct vfile *f, const void *p, int n, i64 at) {
    vfs_hook(f->v);
    if (f->v->frozen) return SQLITE_IOERR_WRITE;
    return f->real->pMethods->xWrite(f->real, p, n, at);
}

/* Process-wide by its nature, as os_stopped() is: whoever opened or closed the database may be gone
 * when it is asked. */
static bool fsync_failed;

int real_sync(struct vfile *f, int flags) {
    if (f->v->frozen) return SQLITE_IOERR_FSYNC;
    int r = f->real->pMethods->xSync(f->real, flags);
    if (r != SQLITE_OK) f->v->frozen = fsync_failed = true;
    return r;
}

/* ---- calls on a file ---- */

static int x_close(sqlite3_file *file) {
    struct vfile *f = file_of(file);
    if (f->kind == FILE_WAL) f->v->wal = (struct wal_state){0};
    sodium_memzero(f->plain, sizeof f->plain);
    return f->real->pMethods->xClose(f->real);
}

static int x_read(sqlite3_file *file, void *p, int n, sqlite3_int64 at) {
    struct vfile *f = file_of(file);
    return f->kind == FILE_DB ? db_file_read(f, p, n, at) : wal_file_read(f, p, n, at);
}

static int x_write(sqlite3_file *file, const void *p, int n, sqlite3_int64 at) {
    struct vfile *f = file_of(file);
    return f->kind == FILE_DB ? db_file_write(f, p, n, at) : wal_file_write(f, p, n, at);
}

static int x_truncate(sqlite3_file *file, sqlite3_int64 size) {
    struct vfile *f = file_of(file);
    int r = f->kind == FILE_WAL ? wal_flush(f) : SQLITE_OK;
    vfs_hook(f->v);
    if (f->v->frozen) return SQLITE_IOERR_TRUNCATE;
    return r != SQLITE_OK ? r : f->real->pMethods->xTruncate(f->real, size);
}

static int x_sync(sqlite3_file *file, int flags) {
    struct vfile *f = file_of(file);
    vfs_hook(f->v);
    return f->kind == FILE_WAL ? wal_sync(f, flags) : real_sync(f, flags);
}

static int x_file_size(sqlite3_file *file, sqlite3_int64 *size) {
    struct vfile *f = file_of(file);
    int r = f->kind == FILE_WAL ? wal_flush(f) : SQLITE_OK;
    return r != SQLITE_OK ? r : f->real->pMethods->xFileSize(f->real, size);
}

static int x_lock(sqlite3_file *file, int level) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xLock(f->real, level);
}
static int x_unlock(sqlite3_file *file, int level) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xUnlock(f->real, level);
}
static int x_check_reserved(sqlite3_file *file, int *out) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xCheckReservedLock(f->real, out);
}
static int x_control(sqlite3_file *file, int op, void *arg) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xFileControl(f->real, op, arg);
}
static int x_sector_size(sqlite3_file *file) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xSectorSize(f->real);
}
static int x_traits(sqlite3_file *file) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xDeviceCharacteristics(f->real);
}
static int x_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **out) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xShmMap(f->real, region, size, extend, out);
}

/* Lock 0 of the WAL index is the write lock (walformat.html): who holds it owns the end of the WAL.
 */
static int x_shm_lock(sqlite3_file *file, int from, int n, int flags) {
    struct vfile *f = file_of(file);
    struct wal_state *w = &f->v->wal;
    bool write_lock = from == 0 && (flags & SQLITE_SHM_EXCLUSIVE);
    if (write_lock && (flags & SQLITE_SHM_UNLOCK)) w->writing = false;
    int r = f->real->pMethods->xShmLock(f->real, from, n, flags);
    if (write_lock && (flags & SQLITE_SHM_LOCK) && r == SQLITE_OK) {
        w->writing = true;
        w->written = w->header_at = 0;
    }
    return r;
}
static void x_shm_barrier(sqlite3_file *file) {
    struct vfile *f = file_of(file);
    f->real->pMethods->xShmBarrier(f->real);
}
static int x_shm_unmap(sqlite3_file *file, int remove) {
    struct vfile *f = file_of(file);
    return f->real->pMethods->xShmUnmap(f->real, remove && !f->v->frozen);
}

/* Version 2: no xFetch, so SQLite never maps sealed bytes. */
static const sqlite3_io_methods IO = {
    .iVersion = 2,
    .xClose = x_close,
    .xRead = x_read,
    .xWrite = x_write,
    .xTruncate = x_truncate,
    .xSync = x_sync,
    .xFileSize = x_file_size,
    .xLock = x_lock,
    .xUnlock = x_unlock,
    .xCheckReservedLock = x_check_reserved,
    .xFileControl = x_control,
    .xSectorSize = x_sector_size,
    .xDeviceCharacteristics = x_traits,
    .xShmMap = x_shm_map,
    .xShmLock = x_shm_lock,
    .xShmBarrier = x_shm_barrier,
    .xShmUnmap = x_shm_unmap,
};

/* ---- calls on the file system ---- */

/* Where opening fails for want of a file descriptor, SQLite opens for reading only: then a case
 * that may be written would be said not to be. */
static bool shortage(struct vfs *v, const char *name, int flags, int how) {
    int may = 0;
    if (!(flags & SQLITE_OPEN_READWRITE) || !(how & SQLITE_OPEN_READONLY)) return false;
    return v->real->xAccess(v->real, name, SQLITE_ACCESS_READWRITE, &may) == SQLITE_OK && may;
}
static int x_open(sqlite3_vfs *base, const char *name, sqlite3_file *file, int flags, int *got) {
    struct vfs *v = vfs_of(base);
    struct vfile *f = file_of(file);
    *f = (struct vfile){.v = v, .real = (sqlite3_file *)(void *)(f + 1)};
    if (!name || !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) return SQLITE_CANTOPEN;
    f->kind = flags & SQLITE_OPEN_WAL ? FILE_WAL : FILE_DB;
    int how = 0, r = v->real->xOpen(v->real, name, f->real, flags, &how);
    if (r == SQLITE_OK && shortage(v, name, flags, how)) {
        f->real->pMethods->xClose(f->real);
        r = SQLITE_CANTOPEN;
    }
    if (r == SQLITE_OK) f->base.pMethods = &IO;
    if (got) *got = how;
    return r;
}
static int x_delete(sqlite3_vfs *base, const char *name, int sync_dir) {
    struct vfs *v = vfs_of(base);
    vfs_hook(v);
    return v->frozen ? SQLITE_IOERR_DELETE : v->real->xDelete(v->real, name, sync_dir);
}
static int x_access(sqlite3_vfs *base, const char *name, int flags, int *out) {
    return vfs_of(base)->real->xAccess(vfs_of(base)->real, name, flags, out);
}
static int x_full_path(sqlite3_vfs *base, const char *name, int n, char *out) {
    return vfs_of(base)->real->xFullPathname(vfs_of(base)->real, name, n, out);
}
static int x_randomness(sqlite3_vfs *base, int n, char *out) {
    (void)base;
    randombytes_buf(out, (size_t)n);
    return n;
}
static int x_sleep(sqlite3_vfs *base, int us) {
    return vfs_of(base)->real->xSleep(vfs_of(base)->real, us);
}
static int x_time(sqlite3_vfs *base, double *out) {
    return vfs_of(base)->real->xCurrentTime(vfs_of(base)->real, out);
}
static int x_time64(sqlite3_vfs *base, sqlite3_int64 *out) {
    return vfs_of(base)->real->xCurrentTimeInt64(vfs_of(base)->real, out);
}
static int x_last_error(sqlite3_vfs *base, int n, char *out) {
    return vfs_of(base)->real->xGetLastError(vfs_of(base)->real, n, out);
}

static void fill_methods(struct vfs *v) {
    v->base = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = (int)sizeof(struct vfile) + v->real->szOsFile,
        .mxPathname = v->real->mxPathname,
        .zName = v->name,
        .xOpen = x_open,
        .xDelete = x_delete,
        .xAccess = x_access,
        .xFullPathname = x_full_path,
        .xRandomness = x_randomness,
        .xSleep = x_sleep,
        .xCurrentTime = x_time,
        .xCurrentTimeInt64 = x_time64,
        .xGetLastError = x_last_error,
    };
}

/* A reader process (sys/sandbox.h) is a fork of us: the key's page is zeros there. sodium_malloc
 * puts small things at the end of a page of their own. Where the kernel is too old for it, the
 * sandbox still holds. */
static void hide_from_forks(u8 *key) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)madvise((void *)((uintptr_t)key & ~(page - 1)), page, MADV_WIPEONFORK);
}

rc vfs_make(const u8 key[32], struct vfs **out, struct err *e) {
    if (sodium_init() < 0) return fail(e, RC_INTERNAL, "libsodium does not start");
    sqlite3_vfs *real = sqlite3_vfs_find("unix");
    struct vfs *v = calloc(1, sizeof *v);
    CHECK(v != NULL);
    v->key = sodium_malloc(32);
    if (!real || !v->key) {
        sodium_free(v->key);
        free(v);
        if (real) return fail(e, RC_LIMIT, "there is no memory to be locked for the page key");
        return fail(e, RC_INTERNAL, "SQLite's unix VFS is missing");
    }
    hide_from_forks(v->key);
    memcpy(v->key, key, 32);
    v->real = real;
    snprintf(v->name, sizeof v->name, "cairn-%p", (void *)v);
    fill_methods(v);
    CHECK(sqlite3_vfs_register(&v->base, 0) == SQLITE_OK);
    *out = v;
    return RC_OK;
}

void vfs_drop(struct vfs *v) {
    sqlite3_vfs_unregister(&v->base);
    sodium_free(v->key);
    free(v);
}

const char *vfs_name(const struct vfs *v) {
    return v->name;
}

bool vfs_bad(const struct vfs *v, i64 *page, const char **where) {
    *page = v->bad.page;
    *where = v->bad.where;
    return v->bad.set;
}

void vfs_forget_bad(struct vfs *v) {
    v->bad.set = false;
}

void vfs_freeze(struct vfs *v) {
    v->frozen = true;
}

bool vfs_fsync_failed(void) {
    return fsync_failed;
}

void vfs_on_write(struct vfs *v, void (*hook)(void *), void *ctx) {
    v->hook = hook;
    v->hook_ctx = ctx;
}
