#undef _FORTIFY_SOURCE
#include "calls.h"

#include "base/err.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct calls *calls;
char *record;

/* A child that the program itself forks (a reader in its sandbox) is left alone: its system calls
 * are filtered, and its death is a case of its own. */
static bool muted;
enum { FDS = 1024 };
static struct {
    bool ours;
    char path[200]; /* below root */
} fds[FDS];

static i64 sys(i64 n, i64 a, i64 b, i64 c, i64 d, i64 e, i64 f) {
    return syscall(n, a, b, c, d, e, f);
}
#define SYS(n, ...) SYS_(n, __VA_ARGS__, 0, 0, 0, 0, 0)
#define SYS_(n, a, b, c, d, e, f, ...)                                                             \
    sys(n, (i64)(a), (i64)(b), (i64)(c), (i64)(d), (i64)(e), (i64)(f))

void calls_init(void) {
    calls = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    record = mmap(NULL, RECORD_MAX, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK(calls != MAP_FAILED && record != MAP_FAILED);
}

void calls_reset(const char *root) {
    memset(calls, 0, sizeof *calls);
    snprintf(calls->root, sizeof calls->root, "%s", root);
}

const char *call_name(u32 kind) {
    static const char *const NAMES[] = {"open",   "create",   "read",   "write",  "fsync",
                                        "syncfs", "truncate", "rename", "unlink", "mkdir",
                                        "rmdir",  "list",     "stat",   "lock",   "memory"};
    for (int i = 0; i < 15; i++)
        if (kind >> i & 1) return NAMES[i];
    return "no call";
}

static const char *below(const char *path) {
    size_t n = strlen(calls->root);
    return n && !strncmp(path, calls->root, n) && (path[n] == '/' || !path[n]) ? path + n : NULL;
}
static bool on(void) {
    return calls && calls->on && !muted;
}

/* The lock holds nothing. */
static bool counts_after(const char *path) {
    return !strstr(path, "/lock");
}

static bool due(void) {
    if (!calls->nth || calls->seen < calls->nth) return false;
    if (calls->seen == calls->nth) return true;
    bool pauses = calls->what == EINTR || calls->what == SHORT;
    return calls->for_ever && !(pauses && (calls->seen - calls->nth) % 2);
}

/* The store writes in a thread of its own too. */
static int held;
static void take(void) {
    while (__atomic_exchange_n(&held, 1, __ATOMIC_ACQUIRE))
        sched_yield();
}
static void leave(void) {
    __atomic_store_n(&held, 0, __ATOMIC_RELEASE);
}

static int count(u32 kind, const char *path) {
    if (kind & CALL_CHANGES) calls->changes++;
    if (kind & CALL_CHANGES & ~CALL_FSYNC && calls->given && counts_after(path)) {
        if (!calls->after++)
            snprintf(calls->later, sizeof calls->later, "%s %s", call_name(kind), path);
    }
    if (!(kind & calls->mask)) return 0;
    calls->seen++;
    if (!due()) return 0;
    if (!calls->given++) {
        calls->kind = kind;
        snprintf(calls->where, sizeof calls->where, "%s", path);
    }
    return calls->what;
}

/* Counts one call; what shall happen to it: 0, an errno, SHORT or KILL. */
static int gate(u32 kind, const char *path) {
    take();
    int what = count(kind, path);
    leave();
    return what;
}

static void die(void) {
    SYS(SYS_kill, SYS(SYS_getpid, 0), SIGKILL);
    for (;;)
        pause();
}

/* For calls that happen or do not. */
static bool refused(u32 kind, const char *path) {
    int what = gate(kind, path);
    if (what == KILL) die();
    if (what > 0) errno = what;
    return what > 0;
}

/* ---- the record ---- */

static struct record *next_record(enum record_kind kind, i64 n) {
    i64 size = ((i64)sizeof(struct record) + n + 15) & ~15LL;
    i64 at = __atomic_fetch_add(&calls->used, size, __ATOMIC_RELAXED);
    struct record *r = (struct record *)(void *)(record + at);
    CHECK(at + size < RECORD_MAX);
    *r = (struct record){.size = size, .kind = kind};
    return r;
}

static u64 ino_of(const char *path) {
    struct stat st;
    return SYS(SYS_newfstatat, AT_FDCWD, path, &st, 0) == 0 ? st.st_ino : 0;
}
static u64 ino_of_fd(int fd) {
    struct stat st;
    return SYS(SYS_fstat, fd, &st) == 0 ? st.st_ino : 0;
}

/* Splits "a/b/c" into the folder's inode and "c". */
static u64 dir_of(const char *path, char name[64]) {
    char dir[4096];
    const char *slash = strrchr(path, '/');
    CHECK(slash && strlen(slash + 1) < 64);
    strcpy(name, slash + 1);
    snprintf(dir, sizeof dir, "%.*s", (int)(slash - path), path);
    u64 ino = ino_of(dir);
    CHECK(ino);
    return ino;
}

static bool recording(void) {
    return on() && calls->recording;
}
static void rec_name(enum record_kind kind, const char *path) {
    struct record *r = next_record(kind, 0);
    r->dir = dir_of(path, r->name);
    r->ino = kind == REC_UNLINK ? 0 : ino_of(path);
}
static void rec_write(int fd, i64 at, const void *p, i64 n) {
    struct record *r = next_record(REC_WRITE, n);
    r->ino = ino_of_fd(fd);
    r->at = at;
    r->n = n;
    memcpy(r->bytes, p, (size_t)n);
}
static void rec_fd(enum record_kind kind, int fd, i64 n) {
    struct record *r = next_record(kind, 0);
    r->ino = ino_of_fd(fd);
    r->n = n;
}
void record_ack(i64 n) {
    next_record(REC_ACK, 0)->n = n;
}

u64 record_root(void) {
    return ino_of(calls->root);
}

/* ---- files ---- */

static bool fd_on(int fd) {
    return on() && fd >= 0 && fd < FDS && fds[fd].ours;
}

static int open_at(const char *path, int flags, mode_t mode) {
    const char *rel = on() ? below(path) : NULL;
    bool makes = flags & (O_CREAT | O_TRUNC);
    bool fresh = rel && makes && SYS(SYS_access, path, F_OK) != 0;
    if (rel && refused(makes ? CALL_CREATE : CALL_OPEN, rel)) return -1;
    int fd = (int)SYS(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd < 0 || fd >= FDS) return fd;
    fds[fd].ours = rel != NULL;
    if (!rel) return fd;
    snprintf(fds[fd].path, sizeof fds[fd].path, "%s", rel);
    if (recording() && fresh) rec_name(REC_CREATE, path);
    if (recording() && !fresh && flags & O_TRUNC) rec_fd(REC_CUT, fd, 0);
    return fd;
}
static mode_t mode_of(int flags, va_list ap) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;
}
#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...);                                                    \
    int name(const char *path, int flags, ...) {                                                   \
        va_list ap;                                                                                \
        va_start(ap, flags);                                                                       \
        mode_t mode = mode_of(flags, ap);                                                          \
        va_end(ap);                                                                                \
        return open_at(path, flags, mode);                                                         \
    }
OPEN(open)
OPEN(open64)
int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags) {
    return open_at(path, flags, 0);
}

int close(int fd) {
    if (fd >= 0 && fd < FDS) fds[fd].ours = false;
    return (int)SYS(SYS_close, fd);
}

static ssize_t read_at(int fd, void *p, size_t n, i64 at, bool seeks) {
    if (fd_on(fd)) {
        int what = gate(CALL_READ, fds[fd].path);
        if (what == KILL) die();
        if (what > 0) return errno = what, -1;
        if (what == SHORT && n > 1) n /= 2;
    }
    return seeks ? SYS(SYS_pread64, fd, p, n, at) : SYS(SYS_read, fd, p, n);
}
ssize_t read(int fd, void *p, size_t n) {
    return read_at(fd, p, n, 0, false);
}
ssize_t pread(int fd, void *p, size_t n, off_t at) {
    return read_at(fd, p, n, at, true);
}
ssize_t pread64(int fd, void *p, size_t n, off_t at) {
    return read_at(fd, p, n, at, true);
}
ssize_t __read_chk(int fd, void *p, size_t n, size_t room);
ssize_t __read_chk(int fd, void *p, size_t n, size_t room) {
    CHECK(n <= room);
    return read_at(fd, p, n, 0, false);
}
ssize_t __pread_chk(int fd, void *p, size_t n, off_t at, size_t room);
ssize_t __pread_chk(int fd, void *p, size_t n, off_t at, size_t room) {
    CHECK(n <= room);
    return read_at(fd, p, n, at, true);
}

/* Killed or short: the first half is written. */
static ssize_t write_at(int fd, const void *p, size_t n, i64 at, bool seeks) {
    if (!fd_on(fd)) return seeks ? SYS(SYS_pwrite64, fd, p, n, at) : SYS(SYS_write, fd, p, n);
    int what = gate(CALL_WRITE, fds[fd].path);
    if (what > 0) return errno = what, -1;
    if (what && n > 1) n /= 2;
    if (!seeks) at = SYS(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t k = seeks ? SYS(SYS_pwrite64, fd, p, n, at) : SYS(SYS_write, fd, p, n);
    if (what == KILL) die();
    if (k > 0 && recording()) rec_write(fd, at, p, k);
    return k;
}
ssize_t write(int fd, const void *p, size_t n) {
    return write_at(fd, p, n, 0, false);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at) {
    return write_at(fd, p, n, at, true);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off_t at) {
    return write_at(fd, p, n, at, true);
}

static int sync_fd(int fd, i64 call) {
    if (fd_on(fd) && refused(CALL_FSYNC, fds[fd].path)) return -1;
    int r = (int)SYS(call, fd);
    if (r == 0 && fd_on(fd) && recording()) rec_fd(REC_FSYNC, fd, 0);
    return r;
}
int fsync(int fd) {
    return sync_fd(fd, SYS_fsync);
}
int fdatasync(int fd) {
    return sync_fd(fd, SYS_fdatasync);
}
int syncfs(int fd) {
    if (fd_on(fd) && refused(CALL_SYNCFS, fds[fd].path)) return -1;
    if (fd_on(fd) && recording()) rec_fd(REC_SYNCFS, fd, 0);
    return on() ? 0 : (int)SYS(SYS_syncfs, fd); /* all of /dev/shm: nothing to be had from it */
}

static int cut(int fd, i64 n) {
    if (fd_on(fd) && refused(CALL_TRUNCATE, fds[fd].path)) return -1;
    int r = (int)SYS(SYS_ftruncate, fd, n);
    if (r == 0 && fd_on(fd) && recording()) rec_fd(REC_CUT, fd, n);
    return r;
}
int ftruncate(int fd, off_t n) {
    return cut(fd, n);
}
int ftruncate64(int fd, off_t n) {
    return cut(fd, n);
}
int flock(int fd, int op) {
    if (fd_on(fd) && refused(CALL_LOCK, fds[fd].path)) return -1;
    return (int)SYS(SYS_flock, fd, op);
}

/* ---- names ---- */

int rename(const char *from, const char *to) {
    const char *rel = on() ? below(to) : NULL;
    if (rel && refused(CALL_RENAME, rel)) return -1;
    int r = (int)SYS(SYS_rename, from, to);
    if (r == 0 && rel && recording()) {
        struct record *rec = next_record(REC_RENAME, 0);
        rec->dir = dir_of(from, rec->name);
        rec->to_dir = dir_of(to, rec->name2);
        rec->ino = ino_of(to);
    }
    return r;
}

static int remove_name(const char *path, u32 kind) {
    const char *rel = on() ? below(path) : NULL;
    if (rel && refused(kind, rel)) return -1;
    int r = (int)SYS(kind == CALL_UNLINK ? SYS_unlink : SYS_rmdir, path);
    if (r == 0 && rel && recording()) rec_name(REC_UNLINK, path);
    return r;
}
int unlink(const char *path) {
    return remove_name(path, CALL_UNLINK);
}
int rmdir(const char *path) {
    return remove_name(path, CALL_RMDIR);
}
int mkdir(const char *path, mode_t mode) {
    const char *rel = on() ? below(path) : NULL;
    if (rel && refused(CALL_MKDIR, rel)) return -1;
    int r = (int)SYS(SYS_mkdir, path, mode);
    if (r == 0 && rel && recording()) rec_name(REC_MKDIR, path);
    return r;
}

DIR *opendir(const char *path) {
    static DIR *(*real)(const char *);
    const char *rel = on() ? below(path) : NULL;
    if (rel && refused(CALL_LIST, rel)) return NULL;
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "opendir");
    return real(path);
}

static int stat_at(const char *path, struct stat *st, int flags) {
    const char *rel = on() ? below(path) : NULL;
    if (rel && refused(CALL_STAT, rel)) return -1;
    return (int)SYS(SYS_newfstatat, AT_FDCWD, path, st, flags);
}
static int stat_fd(int fd, struct stat *st) {
    if (fd_on(fd) && refused(CALL_STAT, fds[fd].path)) return -1;
    return (int)SYS(SYS_fstat, fd, st);
}
int stat(const char *path, struct stat *st) {
    return stat_at(path, st, 0);
}
int lstat(const char *path, struct stat *st) {
    return stat_at(path, st, AT_SYMLINK_NOFOLLOW);
}
int fstat(int fd, struct stat *st) {
    return stat_fd(fd, st);
}
int stat64(const char *path, struct stat64 *st) {
    return stat_at(path, (struct stat *)(void *)st, 0);
}
int lstat64(const char *path, struct stat64 *st) {
    return stat_at(path, (struct stat *)(void *)st, AT_SYMLINK_NOFOLLOW);
}
int fstat64(int fd, struct stat64 *st) {
    return stat_fd(fd, (struct stat *)(void *)st);
}

/* ---- processes and memory ---- */

pid_t fork(void) {
    static pid_t (*real)(void);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fork");
    bool was_on = on();
    pid_t p = real();
    if (p == 0 && was_on) muted = true;
    return p;
}

static bool no_memory(void) {
    return on() && calls->mask & CALL_MEMORY && refused(CALL_MEMORY, "");
}
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);
void *malloc(size_t n) {
    return no_memory() ? NULL : __libc_malloc(n);
}
void *calloc(size_t n, size_t size) {
    return no_memory() ? NULL : __libc_calloc(n, size);
}
void *realloc(void *p, size_t n) {
    return no_memory() ? NULL : __libc_realloc(p, n);
}
void *aligned_alloc(size_t align, size_t n) {
    return no_memory() ? NULL : __libc_memalign(align, n);
}
int posix_memalign(void **out, size_t align, size_t n) {
    void *p = no_memory() ? NULL : __libc_memalign(align, n);
    if (p) *out = p;
    return p ? 0 : ENOMEM;
}
void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t from) {
    if (no_memory()) return MAP_FAILED;
    return (void *)SYS(SYS_mmap, at, n, prot, flags, fd, from);
}
void *mmap64(void *at, size_t n, int prot, int flags, int fd, off_t from) {
    return mmap(at, n, prot, flags, fd, from);
}
