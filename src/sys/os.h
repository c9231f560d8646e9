/* The operating system, as far as cairn uses it: files that survive a power cut, one lock, the
 * clock, randomness.
 *
 * Every call that writes goes through here, so that a test can make the n-th one fail, stop short
 * or kill the process (os_fault_*). After a failed fsync the process must stop: os_fsync failures
 * return RC_IO once and every later write refuses (fsyncgate: a retry may report success for lost
 * pages). Paths are bytes without NUL, <= NAME_BYTES_MAX. */
#ifndef CAIRN_SYS_OS_H
#define CAIRN_SYS_OS_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

#include <stdbool.h>

/* Whole file into the arena; RC_LIMIT over `max`, RC_NOTFOUND, RC_DENIED, RC_IO. A file that
 * shrinks while being read is RC_CONFLICT ("changed while being read"). */
MUST rc os_read(struct arena *a, const char *path, i64 max, struct str *out, struct err *e);
/* A regular file read piece by piece (symlinks refused: RC_IO). Zero = closed. `path` is borrowed
 * while open. */
struct os_in {
    int fd;
    bool open;
    i64 size, at; /* bytes at opening; bytes read so far */
    i64 mtime_s, mtime_ns;
    const char *path;
};
/* RC_LIMIT over `max`, RC_UNSUPPORTED for what is no regular file. */
MUST rc os_in_open(struct os_in *in, const char *path, i64 max, struct err *e);
/* Up to n bytes; *got < n only at the end; *got == 0 is the end, and then the file must be as long
 * and as old as at opening and read to its last byte, else RC_CONFLICT ("changed while being
 * read"). */
MUST rc os_in_read(struct os_in *in, char *p, i64 n, i64 *got, struct err *e);
MUST rc os_in_seek(struct os_in *in, i64 at, struct err *e); /* past the end: RC_INTEGRITY */
void os_in_close(struct os_in *in);

/* Creates (O_EXCL, mode), writes all, fsyncs the file. The directory is fsynced by os_sync_dir. */
MUST rc os_create(const char *path, int mode, struct str bytes, struct err *e);
/* The same without fsync, for many files that can be made again; os_sync_fs(path) once at the end.
 */
MUST rc os_create_unsynced(const char *path, int mode, struct str bytes, struct err *e);
MUST rc os_sync_fs(const char *path, struct err *e);
/* Atomic replace: path.tmp, fsync, rename, fsync of the directory. */
MUST rc os_replace(const char *path, int mode, struct str bytes, struct err *e);

/* The same, and the bytes of the file that was there are overwritten with zeros, and that fsynced,
 * before its blocks are given back. Between the two a power cut may leave them; flash storage and
 * copying file systems keep old blocks anyway. */
MUST rc os_replace_wiped(const char *path, int mode, struct str bytes, struct err *e);

/* A file being written piece by piece. Zero = closed. os_file_done fsyncs and closes; os_file_drop
 * closes and removes. */
struct os_file {
    int fd;
    bool open, direct;
    i64 n; /* bytes written so far */
    char path[NAME_BYTES_MAX + 1];
};
MUST rc os_file_create(struct os_file *f, const char *path, int mode, struct err *e);
/* Opens an existing file, cuts it to its first `keep` bytes and goes on after them. RC_INTEGRITY
 * when it is shorter. os_file_drop on such a file removes it too: do not. */
MUST rc os_file_append(struct os_file *f, const char *path, i64 keep, struct err *e);
MUST rc os_file_write(struct os_file *f, struct str bytes, struct err *e);
/* From here on pieces whose address, length and place in the file are multiples of OS_DIRECT go to
 * the disk past the page cache, where the file system can: nothing of a large file is copied or
 * kept in memory, and the disk does not wait for the fsync. The first other piece ends it. */
enum { OS_DIRECT = 4096 };
void os_file_direct(struct os_file *f);
MUST rc os_file_done(struct os_file *f, struct err *e);
void os_file_drop(struct os_file *f);

MUST rc os_mkdirs(const char *path, int mode, struct err *e);
MUST rc os_sync_dir(const char *path, struct err *e);
/* Replaces `to`; fsync the folder after. */
MUST rc os_rename(const char *from, const char *to, struct err *e);
MUST rc os_remove(const char *path, struct err *e); /* gone already is fine */
/* Zeros over every byte of a file, in place, fsynced: what a key was wrapped in, before it goes. A
 * file system that copies on write, and flash, may keep the old bytes. Gone already is fine. */
MUST rc os_wipe(const char *path, struct err *e);
bool os_exists(const char *path); /* true also when it cannot be told: opening it then says why */
MUST rc os_there(const char *path, bool *there, struct err *e); /* says why it cannot be told */
bool os_is_dir(const char *path);
i64 os_size(const char *path); /* -1 when not a regular file */
/* Names in a directory, byte order, without . and .. */
MUST rc os_list(struct arena *a, const char *path, struct str **names, i64 *n, struct err *e);

/* The fsync rule: true once an fsync failed in this process, here or, told by os_stop(), elsewhere.
 * Nothing is written any more; a process that goes on living ends when it has answered. */
bool os_stopped(void);
void os_stop(void);

/* Walks files and folders given by a person: regular files only, depth-first, byte order, symlinks
 * not followed. Stops at the first rc other than OK from `each`. What cannot be opened is reported
 * through `each` with why != NULL. `each` must not allocate from the arena that scratch is a copy
 * of. */
typedef rc os_walk_fn(void *ctx, const char *path, const char *why, struct err *e);
MUST rc os_walk(struct arena scratch, const char *path, os_walk_fn *each, void *ctx, struct err *e);

/* One exclusive lock per case (flock on an own file): waits up to wait_s seconds, calling `waiting`
 * once after the first failed try; then RC_BUSY. Released by os_unlock or the end of the process.
 */
struct os_lock {
    int fd;
    bool held;
};
MUST rc os_lock(struct os_lock *l, const char *path, int wait_s, void (*waiting)(void *), void *ctx,
                struct err *e);
/* Beside others who share it; keeps out whoever takes it alone. */
MUST rc os_lock_shared(struct os_lock *l, const char *path, int wait_s, struct err *e);
void os_unlock(struct os_lock *l);

i64 os_now(void); /* seconds since the epoch; $CAIRN_CLOCK (test builds and goldens) overrides */
void os_random(void *p, i64 n); /* getrandom; aborts if the kernel has none */
/* $XDG_CONFIG_HOME/cairn or ~/.config/cairn */
const char *os_config_dir(struct arena *a);

/* Faults, for tests only: the n-th write-side call from now (create, write, fsync, rename, remove,
 * mkdir) does `what`. Set by os_fault_set or by $CAIRN_FAULT="fail:N" | "short:N" | "kill:N" |
 * "enospc:N", read once at first use. A write hit by short, enospc or kill leaves the first half of
 * its bytes (a torn write); any other call hit by kill dies before it takes effect, so that walking
 * N through all calls visits every state in between. */
enum os_fault { OS_FAULT_NONE, OS_FAULT_FAIL, OS_FAULT_SHORT, OS_FAULT_KILL, OS_FAULT_ENOSPC };
void os_fault_set(enum os_fault what, i64 nth);
/* Write-side calls so far, so that a test knows how many to walk through. */
i64 os_writes_seen(void);

#endif
