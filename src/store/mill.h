/* A mill: jobs done in the order they were asked for, by whoever asks or, between mill_start and
 * mill_stop, by a thread of its own. Packs go through two: one encrypts, the next creates, writes
 * and syncs, beside the reading and hashing. All writes are jobs of the last one, in one order with
 * and without threads, so that a fault at the n-th write is the same one.
 *
 * An error sticks: what comes after is left undone, mill_ok tells it. Memory is flat: MILL_ROOMS
 * buffers a mill, touched when used; whoever wants one when all are out waits. */
#ifndef CAIRN_STORE_MILL_H
#define CAIRN_STORE_MILL_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

#include <pthread.h>

enum { MILL_ROOMS = 6, MILL_JOBS = 32 };

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
    struct mill *next;   /* where its jobs ask for more; NULL: the last one */
    struct err why;      /* code RC_OK: none */
};

/* Two mills, the second the next of the first; each takes MILL_ROOM_BYTES * MILL_ROOMS of address
 * space from a. What follows, given the first, is done to both. */
void mill_make(struct mill m[2], struct arena *a);
/* After the last job: wipes the rooms and says how many bytes of them were used. */
i64 mill_end(struct mill *m);
/* Where no thread can be had, all goes on without one. */
void mill_start(struct mill *m);
MUST rc mill_stop(struct mill *m, struct err *e); /* after all jobs; the error that sticks */
MUST rc mill_ok(struct mill *m, struct err *e);

/* Of one mill. A buffer of MILL_ROOM_BYTES, aligned to pages; it goes back with a job or by
 * mill_give. */
u8 *mill_take(struct mill *m);
void mill_give(struct mill *m, u8 *room);
/* Asks for a job and returns its number; waits while MILL_JOBS are waiting. */
i64 mill_do(struct mill *m, struct mill_job job);
void mill_wait(struct mill *m, i64 number); /* until that job is done */

#endif
