/* A mill: what is done to packs (create, encrypt and write, sync), in the order it was asked for,
 * by whoever asks or, between mill_start and mill_stop, by a thread of its own beside the reading
 * and hashing. One order of writes either way, so that a fault at the n-th write is the same one.
 *
 * An error sticks: what comes after is left undone, mill_ok tells it. Memory is flat: MILL_ROOMS
 * buffers, touched when used; whoever wants one when all are out waits. One owner thread. */
#ifndef CAIRN_STORE_MILL_H
#define CAIRN_STORE_MILL_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

#include <pthread.h>

enum { MILL_ROOMS = 10, MILL_JOBS = 32 };

/* One job; `room` (may be NULL) goes back to the mill after it. */
typedef rc mill_fn(void *self, u8 *room, i64 n, struct err *e);
struct mill_job {
    mill_fn *fn;
    void *self;
    u8 *room;
    i64 n;
    bool always; /* also after an error: for what takes back */
};

struct mill {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool threaded, stop;
    struct mill_job job[MILL_JOBS];
    i64 asked, done;
    u8 *room[MILL_ROOMS]; /* free ones */
    i64 nrooms;
    struct arena memory; /* for rooms: the part never touched yet */
    i64 most;            /* bytes of a room that were used, at most: to be wiped */
    struct err why;      /* code RC_OK: none */
};

/* MILL_ROOM_BYTES * MILL_ROOMS of address space from a. */
void mill_make(struct mill *m, struct arena *a);
/* After the last job: wipes the rooms. */
void mill_end(struct mill *m);
/* Where no thread can be had, all goes on without one. */
void mill_start(struct mill *m);
MUST rc mill_stop(struct mill *m, struct err *e); /* after all jobs; the error that sticks */

/* A buffer of MILL_ROOM_BYTES, aligned to pages; it goes back with a job or by mill_give. */
u8 *mill_take(struct mill *m);
void mill_give(struct mill *m, u8 *room);
/* Asks for a job and returns its number; waits while MILL_JOBS are waiting. */
i64 mill_do(struct mill *m, struct mill_job job);
void mill_wait(struct mill *m, i64 number); /* until that job is done */
MUST rc mill_ok(struct mill *m, struct err *e);

#endif
