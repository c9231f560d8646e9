/* A small case to do harm to, the operations that are done to it, and what must hold after.
 *
 * world_make builds the case once; world_copy gives each round a fresh one below `root`. A round
 * runs in a fork of the test: an act is a call of the library (cairn_call), in process, so that
 * lib_calls.c sees every system call. Everything lives in memory (/dev/shm, else $TMPDIR): a kill
 * leaves what was written, and what a power cut takes away is made by power_test. */
#ifndef CAIRN_FAULTS_WORLD_H
#define CAIRN_FAULTS_WORLD_H

#include "base/err.h"
#include "base/str.h"
#include "calls.h"

#include "cairn/cairn.h"

/* One operation. In args: $R = root, $C = a claim not reviewed, $I = an item, $F = a figure, $O =
 * the order that an act before it gave, $S = the signature of who acts, made just before. */
struct deed {
    const char *name, *op, *args;
    const char *dir;   /* of the case it is done to, below root: "case"; "made" by init, … */
    bool reads;        /* changes nothing of the case */
    const char *first; /* acts to be done before it, unharmed: "backup, add"; NULL: none */
    const char *as; /* who does it and signs, by the key of that name; NULL: the tester, unsigned */
};
extern const struct deed ACTS[]; /* the table: a new operation is one line (lib_world.c) */
extern const i64 NACTS;
const struct deed *act_named(const char *name);

/* Scratch, one a test; removed at the end by world_end, which prints the sum and returns the exit
 * status. */
void world_begin(const char *name);
int world_end(void);
const char *world_base(void); /* the untouched original */
const char *world_root(void); /* what each round works on */
void world_make(void);
void world_copy(const struct deed *act); /* root = base, and act->first done */
void file_copy(const char *from, const char *to);
void tree_copy(const char *from, const char *to);
void tree_remove(const char *path);
i64 tree_bytes(const char *path);

/* What a round says of itself, shared with its process. */
struct told {
    bool done;             /* the act ended, in whatever way */
    struct cairn_error e;  /* its result */
    i64 size;              /* entries in the log when it ended well; -1: none asked */
    char checkpoint[2048]; /* the log's, when it ended well */
    i64 changes;           /* calls->changes then */
    bool wrong;            /* a round of its own making found something wrong: words */
    char words[600];
};
extern struct told *told;

/* Runs an act in this process, with the calls gated from its beginning to its end. */
void act_run(const struct deed *act, const char *root);
/* Plain call; rows into `out` (may be NULL), each with a newline. Returns e->code. */
int call(const char *dir, const char *op, const char *args, struct buf *out, struct cairn_error *e);
/* Forks, runs fn(ctx), waits (killed after kill_us microseconds when that is > 0; ended as hung
 * after 60 s). Returns the wait status. */
int in_child(void (*fn)(void *), void *ctx, i64 kill_us);
bool hung(int status);

/* What must hold of the case in `dir` after harm: it opens, verify --deep and rebuild --check find
 * nothing, and the log goes on from `checkpoint` (what was acknowledged; "" = nothing was). False,
 * with a line printed, when not. */
bool sound(const char *dir, const char *checkpoint, const char *when);
/* The same, allowing a projection that is noticed to be damaged and heals by `cairn rebuild`. */
bool sound_or_healed(const char *dir, const char *checkpoint, const char *when, i64 *healed);
const char *base_checkpoint(void);
/* Is this outcome of an act an honest one: success, or an error of one line with a hint? */
bool honest(const struct cairn_error *e, const char *when);

void pass(void);
bool flunk(const char *fmt, ...) PRINTF(1, 2); /* false; the first 20 are printed */
bool over_budget(void); /* more than $PART_BUDGET seconds of this part are gone (0: never) */

/* $NAME as a number, else dflt. */
i64 env_i64(const char *name, i64 dflt);
u64 rnd(u64 *x); /* splitmix64 (Steele et al. 2014) */
i64 rnd_below(u64 *x, i64 n);

#endif
