/* Files read and hashed ahead of their sealing, in order, by a thread of its own while many wait.
 * Small ones are read whole, so that one that changes under way leaves no trace; of large ones only
 * the length is told. Memory: AHEAD_BATCHES mebibytes. */
#ifndef CAIRN_STORE_AHEAD_H
#define CAIRN_STORE_AHEAD_H

#include "store/source.h"
#include "store/store.h"

#include <pthread.h>

enum { AHEAD_BATCHES = 4, AHEAD_FILES = 512 };

struct ahead_file {
    i64 nth; /* in the list given */
    i64 size;
    const u8 *bytes; /* NULL: a large one */
    u8 sha256[32];
    rc code; /* why there is nothing; the words are in the batch */
};

struct ahead_batch {
    struct ahead_file file[AHEAD_FILES];
    i64 n;
    u8 *room; /* SMALL_OBJECT_MAX bytes */
    i64 used;
    struct err why; /* of the last file, when it could not be read */
};

struct ahead {
    const char *const *path;
    i64 npaths, next; /* paths looked at */
    struct ahead_batch *batch;
    i64 filled, taken; /* batches */
    i64 at;            /* files taken of the present batch */
    bool threaded, stop, end;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

/* The paths are borrowed until ahead_end. */
void ahead_begin(struct ahead *h, struct arena *a, const char *const *path, i64 n);
/* The next file, valid until the next call; NULL at the end. */
const struct ahead_file *ahead_next(struct ahead *h, const struct err **why);
void ahead_end(struct ahead *h);

#endif
