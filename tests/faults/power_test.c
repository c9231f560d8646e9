/* Power cuts: everything that a run writes is recorded with its data and replayed as every image
 * that a disk may hold when power goes (disk.h):
 *   every prefix of the calls; at each the least that must be there; the last write torn at a
 *   sector, and in some of its sectors; random subsets of what was not synced.
 * Each image is opened: the case opens once its making was acknowledged, verify --deep finds
 * nothing (leftovers are no finding), all that was acknowledged before is there. A projection that
 * is damaged is noticed and heals by `cairn rebuild`: counted, and nothing else may be wrong.
 *   SUBSETS=64 SEED=1 build/tests/faults/power_test */
#include "disk.h"
#include "world.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ACKS = 32 };
struct acked {
    i64 n;
    struct {
        char checkpoint[2048];
        const char *name;
        bool site;
    } at[ACKS];
};
static struct acked *acked;

/* One run, from an empty folder. Its acts use the ids of the world, which are the same here. */
static const struct deed RUN[] = {
    {"init", "init", "{\"DIR\":\"$R/case\",\"name\":\"Test\",\"no-passphrase\":true}", "case"},
    {"add", "add", "{\"PATH\":[\"$R/in/a.txt\",\"$R/in/b.txt\"],\"published\":\"2031-03-11\"}",
     "case"},
    {"review", "review", "{\"CLAIM\":\"$C\",\"ACT\":\"accept\",\"reason\":\"read\"}", "case"},
    {"seal", "seal", "{\"PATH\":[\"$R/in/c.txt\",\"$R/in/large.bin\"]}", "case"},
    {"add again", "add", "{\"PATH\":[\"$R/in/d.txt\"],\"published\":\"2031-03-12\"}", "case"},
    {"publish", "publish", "{\"OUT\":\"$R/site\"}", "case"},
    {"publish again", "publish", "{\"OUT\":\"$R/site\"}", "case"},
};

static void run_all(void *ctx) {
    (void)ctx;
    for (i64 i = 0; i < LEN(RUN); i++) {
        act_run(&RUN[i], world_root());
        if (told->e.code != 0) {
            flunk("%s: %s", RUN[i].name, told->e.message);
            _exit(1);
        }
        acked->at[acked->n].name = RUN[i].name;
        acked->at[acked->n].site = !strcmp(RUN[i].op, "publish");
        memcpy(acked->at[acked->n].checkpoint, told->checkpoint, sizeof told->checkpoint);
        record_ack(acked->n++);
    }
}

struct cut {
    struct trace t;
    struct arena a;
    u64 root, seed;
    u8 *keep;
    bool *forced;
    i64 images, healed;
    i64 by_kind[4];
};

/* The last act acknowledged by the first p records; -1: none. */
static i64 last_ack(const struct trace *t, i64 p) {
    while (p-- > 0)
        if (t->rec[p]->kind == REC_ACK) return t->rec[p]->n;
    return -1;
}

static bool site_there(void) {
    char path[300];
    struct stat st;
    snprintf(path, sizeof path, "%s/site/index.html", world_root());
    return stat(path, &st) == 0 && st.st_size > 1000;
}

/* What is in force while `publish again` runs is neither site; then the last ack is that of the
 * first, whose pages may be on their way out. */
static void look(struct cut *c, i64 p, const char *what) {
    char when[200], dir[200];
    struct cairn_error e;
    i64 ack = last_ack(&c->t, p);
    snprintf(when, sizeof when, "power cut after call %lld of %lld (%s), %s (SEED=%llu)",
             (long long)p, (long long)c->t.n,
             ack < 0 ? "nothing acknowledged" : acked->at[ack].name, what,
             (unsigned long long)c->seed);
    snprintf(dir, sizeof dir, "%s/case", world_root());
    c->images++;
    if (ack < 0 && call(dir, "log", "{\"WHAT\":\"checkpoint\"}", NULL, &e) != 0) {
        if (honest(&e, when)) pass();
        return;
    }
    sound_or_healed(dir, ack < 0 ? "" : acked->at[ack].checkpoint, when, &c->healed);
    if (ack >= 0 && acked->at[ack].site && strcmp(acked->at[ack].name, "publish") && !site_there())
        flunk("%s: the site is not there", when);
}

static void image(struct cut *c, i64 p, i64 cut, const char *what) {
    tree_remove(world_root());
    disk_make(c->a, &c->t, p, c->keep, cut, c->seed, c->root, world_root());
    look(c, p, what);
}

static void keep_all(struct cut *c, i64 p) {
    memset(c->keep, KEEP_WHOLE, (size_t)p);
}
static void keep_least(struct cut *c, i64 p) {
    trace_forced(&c->t, p, c->forced);
    for (i64 i = 0; i < p; i++)
        c->keep[i] = c->forced[i] ? KEEP_WHOLE : KEEP_NOT;
}
static i64 pending(struct cut *c, i64 p) {
    i64 n = 0;
    trace_forced(&c->t, p, c->forced);
    for (i64 i = 0; i < p; i++)
        n += !c->forced[i] && c->t.rec[i]->kind < REC_FSYNC;
    return n;
}

/* A file cut shorter loses what was written to it after, when the cut itself is lost. */
static bool cut_lost(const struct cut *c, i64 i) {
    for (i64 j = 0; j < i; j++)
        if (c->t.rec[j]->kind == REC_CUT && !c->keep[j] && c->t.rec[j]->ino == c->t.rec[i]->ino)
            return true;
    return false;
}

/* Each thing that was not synced is there or not: mostly there, half, or mostly not. */
static void keep_some(struct cut *c, i64 p) {
    u64 odds = 1 + rnd(&c->seed) % 7;
    trace_forced(&c->t, p, c->forced);
    for (i64 i = 0; i < p; i++) {
        bool data = c->t.rec[i]->kind == REC_WRITE, there = rnd(&c->seed) % 8 < odds;
        c->keep[i] = c->forced[i] ? KEEP_WHOLE : there ? KEEP_WHOLE : KEEP_NOT;
        if (!c->forced[i] && data && rnd(&c->seed) % 4 == 0) c->keep[i] = KEEP_SECTORS;
        if (!c->forced[i] && c->keep[i] && cut_lost(c, i)) c->keep[i] = KEEP_NOT;
    }
}

static void torn(struct cut *c, i64 p) {
    const struct record *r = c->t.rec[p - 1];
    if (r->kind != REC_WRITE || r->n <= 512) return;
    keep_all(c, p);
    c->keep[p - 1] = KEEP_CUT;
    image(c, p, 512 * (1 + rnd_below(&c->seed, (r->n - 1) / 512)), "the last write torn");
    c->keep[p - 1] = KEEP_SECTORS;
    image(c, p, 0, "the last write shorn");
    c->by_kind[2] += 2;
}

static void every_call(struct cut *c) {
    for (i64 p = 1; p <= c->t.n && !over_budget(); p++) {
        enum record_kind kind = c->t.rec[p - 1]->kind;
        if (kind < REC_FSYNC) {
            keep_all(c, p);
            image(c, p, 0, "all that was written is there");
            c->by_kind[0]++;
        } else if (kind != REC_ACK && pending(c, p)) {
            keep_least(c, p);
            image(c, p, 0, "only what was synced is there");
            c->by_kind[1]++;
        }
        torn(c, p);
    }
}

static void subsets(struct cut *c, i64 each) {
    for (i64 k = 0, from = 0; k < acked->n; k++) {
        i64 to = from;
        while (c->t.rec[to]->kind != REC_ACK)
            to++;
        for (i64 i = 0; i < each && !over_budget(); i++) {
            i64 p = from + 1 + rnd_below(&c->seed, to - from);
            for (i64 tries = 0; tries < 20 && pending(c, p) < 2; tries++)
                p = from + 1 + rnd_below(&c->seed, to - from);
            keep_some(c, p);
            image(c, p, 0, "some of what was not synced is there");
            c->by_kind[3]++;
        }
        from = to + 1;
    }
}

int main(void) {
    struct arena a = arena_make("power", 4LL << 30);
    struct cut c = {.seed = (u64)env_i64("SEED", 1)};
    char from[200], to[200];
    world_begin("power");
    world_make();
    acked = mmap(NULL, sizeof *acked, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(acked != MAP_FAILED && mkdir(world_root(), 0700) == 0);
    snprintf(from, sizeof from, "%s/in", world_base());
    snprintf(to, sizeof to, "%s/in", world_root());
    tree_copy(from, to);
    printf("SEED=%llu\n", (unsigned long long)c.seed);
    calls_reset(world_root());
    c.root = record_root();
    calls->recording = true;
    if (in_child(run_all, NULL, 0) != 0)
        return flunk("the run that is recorded failed"), world_end();
    trace_read(&a, &c.t);
    c.keep = NEWN(&a, u8, c.t.n);
    c.forced = NEWN(&a, bool, c.t.n);
    c.a = a;
    printf("%lld calls, %lld bytes recorded\n", (long long)c.t.n, (long long)calls->used);
    calls_reset(world_root());
    subsets(&c, env_i64("SUBSETS", 64));
    every_call(&c);
    printf(
        "%lld images: %lld prefixes, %lld with no more than was synced, %lld torn, %lld subsets; "
        "%lld projections healed by rebuild\n",
        (long long)c.images, (long long)c.by_kind[0], (long long)c.by_kind[1],
        (long long)c.by_kind[2], (long long)c.by_kind[3], (long long)c.healed);
    if (c.images < 2000 && !env_i64("PART_BUDGET", 0)) flunk("fewer than 2,000 images");
    return world_end();
}
