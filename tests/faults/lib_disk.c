#include "disk.h"

#include "world.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NODES = 4096, SECTOR = 512 };

struct name {
    u64 ino;
    char text[64];
};
struct node {
    u64 ino;
    bool dir;
    char *bytes;
    i64 n, cap;
    struct name *name; /* of a folder; text "" = gone */
    i64 nnames, names_cap;
};
struct disk {
    struct arena *a;
    struct node *node[NODES];
    i64 n;
};

void trace_read(struct arena *a, struct trace *t) {
    i64 cap = 0;
    *t = (struct trace){0};
    for (i64 at = 0; at < calls->used;) {
        struct record *r = (struct record *)(void *)(record + at);
        *PUSH(a, t->rec, t->n, cap) = r;
        at += r->size;
    }
}

static bool forces(const struct record *sync, const struct record *r) {
    if (sync->kind == REC_SYNCFS) return true;
    if (sync->kind != REC_FSYNC) return false;
    if (r->kind == REC_WRITE || r->kind == REC_CUT) return sync->ino == r->ino;
    return sync->ino == r->dir || (r->kind == REC_RENAME && sync->ino == r->to_dir);
}

void trace_forced(const struct trace *t, i64 p, bool *forced) {
    for (i64 i = 0; i < p; i++) {
        forced[i] = false;
        for (i64 j = i + 1; j < p && !forced[i]; j++)
            forced[i] = forces(t->rec[j], t->rec[i]);
    }
}

static struct node *node_of(struct disk *d, u64 ino, bool dir) {
    for (i64 i = 0; i < d->n; i++)
        if (d->node[i]->ino == ino) return d->node[i];
    CHECK(d->n < NODES);
    struct node *n = d->node[d->n++] = NEW(d->a, struct node);
    n->ino = ino;
    n->dir = dir;
    return n;
}

static struct name *name_in(struct disk *d, u64 dir, const char *text, bool make) {
    struct node *n = node_of(d, dir, true);
    for (i64 i = 0; i < n->nnames; i++)
        if (!strcmp(n->name[i].text, text)) return &n->name[i];
    if (!make) return NULL;
    struct name *new_one = PUSH(d->a, n->name, n->nnames, n->names_cap);
    snprintf(new_one->text, sizeof new_one->text, "%s", text);
    return new_one;
}
static void forget(struct disk *d, u64 dir, const char *text) {
    struct name *n = name_in(d, dir, text, false);
    if (n) n->text[0] = 0;
}

static void grow_to(struct disk *d, struct node *f, i64 n) {
    if (n > f->cap) {
        i64 cap = n + n / 2 + 4096;
        char *p = NEWN(d->a, char, cap);
        if (f->n) memcpy(p, f->bytes, (size_t)f->n);
        f->bytes = p;
        f->cap = cap;
    }
    if (n > f->n) memset(f->bytes + f->n, 0, (size_t)(n - f->n));
    f->n = n;
}

static void put(struct disk *d, struct node *f, i64 at, const char *p, i64 n) {
    if (n <= 0) return;
    if (at + n > f->n) grow_to(d, f, at + n);
    memcpy(f->bytes + at, p, (size_t)n);
}

static void apply_write(struct disk *d, const struct record *r, u8 keep, i64 cut, u64 *seed) {
    struct node *f = node_of(d, r->ino, false);
    if (keep == KEEP_WHOLE) put(d, f, r->at, r->bytes, r->n);
    if (keep == KEEP_CUT) put(d, f, r->at, r->bytes, cut < r->n ? cut : r->n);
    if (keep != KEEP_SECTORS) return;
    for (i64 i = 0; i < r->n;) { /* sectors are those of the file */
        i64 k = SECTOR - (r->at + i) % SECTOR;
        if (k > r->n - i) k = r->n - i;
        if (rnd(seed) & 1) put(d, f, r->at + i, r->bytes + i, k);
        i += k;
    }
}

static void apply(struct disk *d, const struct record *r, u8 keep, i64 cut, u64 *seed) {
    switch (r->kind) {
    case REC_CREATE:
    case REC_MKDIR:
        node_of(d, r->ino, r->kind == REC_MKDIR);
        name_in(d, r->dir, r->name, true)->ino = r->ino;
        return;
    case REC_WRITE: apply_write(d, r, keep, cut, seed); return;
    case REC_CUT: grow_to(d, node_of(d, r->ino, false), r->n); return;
    case REC_RENAME:
        forget(d, r->dir, r->name);
        name_in(d, r->to_dir, r->name2, true)->ino = r->ino;
        return;
    case REC_UNLINK: forget(d, r->dir, r->name); return;
    case REC_FSYNC:
    case REC_SYNCFS:
    case REC_ACK: return;
    }
}

static void write_out(struct disk *d, const struct node *n, const char *to) {
    if (!n->dir) {
        int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        CHECK(fd >= 0 && (n->n == 0 || write(fd, n->bytes, (size_t)n->n) == n->n));
        CHECK(close(fd) == 0);
        return;
    }
    CHECK(mkdir(to, 0700) == 0);
    for (i64 i = 0; i < n->nnames; i++) {
        char path[600];
        if (!n->name[i].text[0]) continue;
        snprintf(path, sizeof path, "%s/%s", to, n->name[i].text);
        write_out(d, node_of(d, n->name[i].ino, false), path);
    }
}

void disk_make(struct arena scratch, const struct trace *t, i64 p, const u8 *keep, i64 cut,
               u64 seed, u64 root, const char *to) {
    struct disk d = {.a = &scratch};
    node_of(&d, root, true);
    for (i64 i = 0; i < p; i++)
        if (keep[i]) apply(&d, t->rec[i], keep[i], cut, &seed);
    write_out(&d, node_of(&d, root, true), to);
}
