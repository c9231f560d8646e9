#include "store/ahead.h"

#include "proof/hash.h"

#include <signal.h>

enum { AHEAD_MANY = 16 }; /* files from which on a thread is worth its beginning */

/* Reads one file into the batch; false: there is no room for it any more. */
static bool read_one(struct ahead_batch *b, const char *path, i64 nth) {
    struct source f;
    struct ahead_file *x = &b->file[b->n];
    *x = (struct ahead_file){.nth = nth};
    x->code = source_open(&f, path, &b->why);
    if (x->code != RC_OK) return b->n++, true;
    x->size = f.st.st_size;
    i64 left = SMALL_OBJECT_MAX - b->used;
    bool large = x->size >= SMALL_OBJECT_MAX, fits = x->size < left;
    if (!large && fits) {
        u8 *p = b->room + b->used;
        i64 n = source_read(&f, p, x->size + 1, &b->why);
        if (n != x->size || !source_unchanged(&f))
            x->code = source_changed(&f, &b->why);
        else
            sha256(bytes_str(x->bytes = p, n), x->sha256);
        b->used += x->size;
    }
    source_close(&f);
    if (!large && !fits) return false;
    return b->n++, true;
}

/* The batch ends with a file that could not be read: there is one place for the reason. */
static void fill(struct ahead *h, struct ahead_batch *b) {
    b->n = b->used = 0;
    b->why.code = RC_OK;
    while (h->next < h->npaths && b->n < AHEAD_FILES && b->why.code == RC_OK) {
        if (!read_one(b, h->path[h->next], h->next)) break;
        h->next++;
    }
}

static bool full(const struct ahead *h) {
    return h->filled - h->taken == AHEAD_BATCHES;
}

static void *work(void *arg) {
    struct ahead *h = arg;
    for (bool more = true; more;) {
        pthread_mutex_lock(&h->lock);
        while (full(h) && !h->stop)
            pthread_cond_wait(&h->changed, &h->lock);
        struct ahead_batch *b = &h->batch[h->filled % AHEAD_BATCHES];
        more = !h->stop;
        pthread_mutex_unlock(&h->lock);
        if (more) fill(h, b);
        more = more && h->next < h->npaths;
        pthread_mutex_lock(&h->lock);
        h->filled++;
        h->end = !more;
        pthread_cond_broadcast(&h->changed);
        pthread_mutex_unlock(&h->lock);
    }
    return NULL;
}

void ahead_begin(struct ahead *h, struct arena *a, const char *const *path, i64 n) {
    sigset_t all, before;
    *h = (struct ahead){.path = path, .npaths = n};
    h->batch = NEWN(a, struct ahead_batch, AHEAD_BATCHES);
    for (i64 i = 0; i < AHEAD_BATCHES; i++) /* not touched before it is read into */
        h->batch[i].room = (u8 *)arena_split(a, SMALL_OBJECT_MAX).beg;
    CHECK(pthread_mutex_init(&h->lock, NULL) == 0);
    CHECK(pthread_cond_init(&h->changed, NULL) == 0);
    if (n < AHEAD_MANY) return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    h->threaded = pthread_create(&h->thread, NULL, work, h) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Makes the next batch the present one; false at the end. */
static bool turn(struct ahead *h) {
    bool any;
    if (!h->threaded) {
        h->taken = 0;
        fill(h, h->batch);
        return h->batch->n > 0;
    }
    pthread_mutex_lock(&h->lock);
    if (h->at > 0) h->taken++; /* the present one may be filled again */
    pthread_cond_broadcast(&h->changed);
    while (h->taken == h->filled && !h->end)
        pthread_cond_wait(&h->changed, &h->lock);
    any = h->taken < h->filled;
    pthread_mutex_unlock(&h->lock);
    return any;
}

const struct ahead_file *ahead_next(struct ahead *h, const struct err **why) {
    struct ahead_batch *b = &h->batch[h->taken % AHEAD_BATCHES];
    if (h->at == 0 || h->at == b->n) {
        if (!turn(h)) return NULL;
        b = &h->batch[h->taken % AHEAD_BATCHES];
        h->at = 0;
        if (b->n == 0) return NULL;
    }
    *why = &b->why;
    return &b->file[h->at++];
}

void ahead_end(struct ahead *h) {
    if (h->threaded) {
        pthread_mutex_lock(&h->lock);
        h->stop = true;
        pthread_cond_broadcast(&h->changed);
        pthread_mutex_unlock(&h->lock);
        CHECK(pthread_join(h->thread, NULL) == 0);
    }
    pthread_cond_destroy(&h->changed);
    pthread_mutex_destroy(&h->lock);
}
