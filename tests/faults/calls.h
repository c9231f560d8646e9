/* Every system call of this process that touches files or maps memory, through one gate.
 *
 * lib_calls.c defines open, read, write, fsync, rename, malloc, … itself, so that the calls of
 * libcairn.a and of every library linked with it (SQLite, libsodium, libcrypto, …) come here: no
 * preloading, nothing to forget. While `calls->on`, those on files below `calls->root` are counted,
 * can be made to fail, to fall short or to kill the process, and are recorded with their data.
 * What libc calls inside of itself (stdio, opendir) is not seen, except where it is named here. */
#ifndef CAIRN_FAULTS_CALLS_H
#define CAIRN_FAULTS_CALLS_H

#include "base/arena.h"

#include <stdbool.h>
#include <sys/types.h>

enum call {
    CALL_OPEN = 1 << 0,   /* for reading, or of a file that is there */
    CALL_CREATE = 1 << 1, /* open with O_CREAT or O_TMPFILE */
    CALL_READ = 1 << 2,
    CALL_WRITE = 1 << 3,
    CALL_FSYNC = 1 << 4, /* of a file or a folder */
    CALL_SYNCFS = 1 << 5,
    CALL_TRUNCATE = 1 << 6,
    CALL_RENAME = 1 << 7,
    CALL_UNLINK = 1 << 8,
    CALL_MKDIR = 1 << 9,
    CALL_RMDIR = 1 << 10,
    CALL_LIST = 1 << 11, /* opendir */
    CALL_STAT = 1 << 12,
    CALL_LOCK = 1 << 13,   /* flock */
    CALL_MEMORY = 1 << 14, /* malloc, calloc, realloc, aligned_alloc, mmap of no file */
    /* What changes the disk, and so is a place to be killed at. */
    CALL_CHANGES = CALL_CREATE | CALL_WRITE | CALL_FSYNC | CALL_SYNCFS | CALL_TRUNCATE |
                   CALL_RENAME | CALL_UNLINK | CALL_MKDIR | CALL_RMDIR
};

enum { SHORT = -1, KILL = -2 }; /* beside the values of errno */

struct calls {
    bool on;
    char root[200]; /* "/dev/shm/x/1": calls on files below it */
    /* The plan: the nth call of a kind in mask gets `what` (an errno, SHORT or KILL); for ever =
     * each from there on (EINTR and SHORT: every other one, since nobody interrupts for ever). */
    u32 mask;
    i64 nth;
    int what;
    bool for_ever;
    /* What happened. */
    i64 seen;    /* calls of a kind in mask */
    i64 changes; /* calls that changed the disk, and those that were stopped from it */
    i64 given;   /* faults given */
    i64 after;   /* calls to change the disk after the first fault; the lock aside */
    u32 kind;    /* of the first fault */
    char where[200], later[200]; /* its file, below root; and that of the first change after it */
    /* The record: what `record` points to grows by `used` bytes. */
    bool recording;
    i64 used;
};
/* Shared with forked children; made by calls_init. */
extern struct calls *calls;
void calls_init(void);
/* Forgets plan and counts; off. */
void calls_reset(const char *root);
const char *call_name(u32 kind);

/* ---- the record (power_test) ---- */
enum record_kind {
    REC_CREATE, /* dir, name, ino: a file */
    REC_MKDIR,  /* the same, a folder */
    REC_WRITE,  /* ino, at, n bytes */
    REC_CUT,    /* ino to n bytes */
    REC_RENAME, /* dir, name; to_dir, name2; ino */
    REC_UNLINK, /* dir, name: file or empty folder */
    REC_FSYNC,  /* ino */
    REC_SYNCFS,
    REC_ACK /* n: which */
};
struct record {
    i64 size; /* of this record with what follows it */
    enum record_kind kind;
    u64 ino, dir, to_dir;
    i64 at, n;
    char name[64], name2[64];
    char bytes[];
};
enum { RECORD_MAX = 256 << 20 };
extern char *record;
void record_ack(i64 n);
u64 record_root(void); /* inode of calls->root */

#endif
