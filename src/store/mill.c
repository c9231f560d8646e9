#include "store/mill.h"

#include <signal.h>
#include <sodium.h>

static void make(struct mill *m, struct mill *next, struct arena *a) {
    *m = (struct mill){.next = next};
    m->memory = arena_split(a, MILL_ROOMS * MILL_ROOM_BYTES + MILL_PAGE);
    m->memory.beg += -(uintptr_t)m->memory.beg % MILL_PAGE;
    m->memory.end = m->memory.beg + MILL_ROOMS * MILL_ROOM_BYTES;
    CHECK(pthread_mutex_init(&m->lock, NULL) == 0);
    CHECK(pthread_cond_init(&m->changed, NULL) == 0);
}

void mill_make(struct mill m[2], struct arena *a) {
    make(&m[0], &m[1], a);
    make(&m[1], NULL, a);
}

i64 mill_end(struct mill *m) {
    CHECK(!m->threaded);
    i64 next = m->next ? mill_end(m->next) : 0;
    for (i64 i = 0; i < m->nrooms; i++)
        sodium_memzero(m->room[i], (size_t)m->most);
    pthread_cond_destroy(&m->changed);
    pthread_mutex_destroy(&m->lock);
    return next + m->nrooms * m->most;
}

/* Rooms are cut from the memory when all that were used before are out. With the lock. */
static u8 *room_now(struct mill *m) {
    if (m->nrooms > 0) return m->room[--m->nrooms];
    if (m->memory.end - m->memory.beg < MILL_ROOM_BYTES) return NULL;
    u8 *room = (u8 *)m->memory.beg;
    m->memory.beg += MILL_ROOM_BYTES;
    return room;
}

u8 *mill_take(struct mill *m) {
    u8 *room;
    pthread_mutex_lock(&m->lock);
    while (!(room = room_now(m))) {
        CHECK(m->threaded && m->done < m->asked); /* else nobody would ever give one back */
        pthread_cond_wait(&m->changed, &m->lock);
    }
    pthread_mutex_unlock(&m->lock);
    return room;
}

static void give(struct mill *m, u8 *room) {
    if (!room) return;
    CHECK(m->nrooms < MILL_ROOMS);
    m->room[m->nrooms++] = room;
}

void mill_give(struct mill *m, u8 *room) {
    pthread_mutex_lock(&m->lock);
    give(m, room);
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
}

/* With the lock, which is free while the job runs. */
static void run(struct mill *m, struct mill_job job) {
    struct err mine = {0};
    if (job.n > m->most) m->most = job.n;
    bool skip = m->why.code != RC_OK && !job.always;
    pthread_mutex_unlock(&m->lock);
    rc r = skip ? RC_OK : job.fn(job.self, job.room, job.n, &mine);
    pthread_mutex_lock(&m->lock);
    if (r != RC_OK && m->why.code == RC_OK) m->why = mine;
    give(m, job.room);
    m->done++;
    pthread_cond_broadcast(&m->changed);
}

static void *work(void *arg) {
    struct mill *m = arg;
    pthread_mutex_lock(&m->lock);
    for (;;) {
        if (m->done < m->asked)
            run(m, m->job[m->done % MILL_JOBS]);
        else if (m->stop)
            break;
        else
            pthread_cond_wait(&m->changed, &m->lock);
    }
    pthread_mutex_unlock(&m->lock);
    return NULL;
}

/* Signals are for the thread that was there before. */
void mill_start(struct mill *m) {
    sigset_t all, before;
    CHECK(!m->threaded);
    if (m->next) mill_start(m->next);
    m->stop = false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    m->threaded = pthread_create(&m->thread, NULL, work, m) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void join(struct mill *m) {
    if (!m->threaded) return;
    pthread_mutex_lock(&m->lock);
    m->stop = true;
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
    CHECK(pthread_join(m->thread, NULL) == 0);
    m->threaded = false;
}

rc mill_stop(struct mill *m, struct err *e) {
    for (struct mill *x = m; x; x = x->next) /* the first one's last jobs ask the next */
        join(x);
    return mill_ok(m, e);
}

i64 mill_do(struct mill *m, struct mill_job job) {
    pthread_mutex_lock(&m->lock);
    while (m->asked - m->done == MILL_JOBS)
        pthread_cond_wait(&m->changed, &m->lock);
    i64 number = ++m->asked;
    if (m->threaded) {
        m->job[(number - 1) % MILL_JOBS] = job;
        pthread_cond_broadcast(&m->changed);
    } else {
        run(m, job);
    }
    pthread_mutex_unlock(&m->lock);
    return number;
}

void mill_wait(struct mill *m, i64 number) {
    pthread_mutex_lock(&m->lock);
    while (m->done < number)
        pthread_cond_wait(&m->changed, &m->lock);
    pthread_mutex_unlock(&m->lock);
}

rc mill_ok(struct mill *m, struct err *e) {
    struct err why;
    why.code = RC_OK;
    pthread_mutex_lock(&m->lock);
    if (m->why.code != RC_OK) why = m->why;
    pthread_mutex_unlock(&m->lock);
    if (why.code == RC_OK) return m->next ? mill_ok(m->next, e) : RC_OK;
    fail(e, why.code, "%s", why.msg);
    return why.hint[0] ? err_hint(e, "%s", why.hint) : why.code;
}
