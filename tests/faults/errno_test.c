/* The n-th call that touches a file fails, once or from there on: EIO, ENOSPC, EMFILE, EINTR, or it
 * does half of what it was asked. For reads as for writes; n goes on until an act ends without a
 * fault. Each act ends with success or with an error of one line and a hint, in time and without a
 * signal; what was acknowledged is there, nothing is half, and the next act works.
 * Interrupted and short calls are no errors: the act must succeed.
 *   ROUNDS=2200 SEED=1 build/tests/faults/errno_test [ACT]     ROUNDS=0: every n of every kind */
#include "world.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum { FEW = CALL_CREATE | CALL_WRITE | CALL_MKDIR | CALL_RENAME | CALL_FSYNC | CALL_SYNCFS };
static const struct kind {
    const char *name;
    int what;
    u32 mask;
    bool harmless;
} KINDS[] = {{"EIO", EIO, ~(u32)CALL_MEMORY, false},
             {"ENOSPC", ENOSPC, FEW, false},
             {"EMFILE", EMFILE, CALL_OPEN | CALL_CREATE | CALL_LIST, false},
             {"EINTR", EINTR, CALL_READ | CALL_WRITE | CALL_LOCK, true},
             {"short", SHORT, CALL_READ | CALL_WRITE, true}};

static i64 ended[80]; /* how many acts ended with which status */

static void run_act(void *ctx) {
    act_run(ctx, world_root());
}

/* 74 says what happened. 4: a key file that cannot be read. Nothing may be called damaged, absent
 * or our own mistake because a disk or a table of files failed. */
static bool right_status(const struct deed *act, const struct kind *k, const char *when) {
    int code = told->e.code;
    if (k->harmless) return code == 0 || flunk("%s: status %d: %s", when, code, told->e.message);
    if (code == 0 || code == 74) return true;
    /* It verifies what it made, and what cannot be read there is a finding. */
    if (code == 6 && !strcmp(act->op, "restore")) return true;
    return flunk("%s: status %d: %s", when, code, told->e.message);
}

static bool went_on(const struct deed *act, const char *when) {
    struct told was = *told;
    calls_reset(world_root());
    if (!strcmp(act->dir, "made")) return true;
    act_run(act, world_root());
    /* What is done need not be possible again; what people sign is done once, even when the word
     * that it is done was lost to the fault. */
    bool ok =
        told->e.code == 0 || (was.e.code == 0 && !act->reads) || (act->as && told->e.code == 5);
    if (!ok) flunk("%s: and again, unharmed: %s", when, told->e.message);
    return ok;
}

static void after(const struct deed *act, const struct kind *k, int status, const char *when) {
    char dir[300], made[300];
    struct cairn_error e;
    if (hung(status)) return (void)flunk("%s: does not end", when);
    if (!WIFEXITED(status) || WEXITSTATUS(status) || !told->done)
        return (void)flunk("%s: ended with status %x", when, (unsigned)status);
    ended[told->e.code < 80 ? told->e.code : 79]++;
    if (!honest(&told->e, when) || !right_status(act, k, when)) return;
    const char *acked = told->e.code == 0 ? told->checkpoint : "";
    snprintf(dir, sizeof dir, "%s/case", world_root());
    if (!strcmp(act->dir, "case")) {
        if (sound(dir, *acked ? acked : base_checkpoint(), when)) went_on(act, when);
        return;
    }
    snprintf(made, sizeof made, "%s/%s", world_root(), act->dir);
    if (!*acked && call(made, "log", "{\"WHAT\":\"checkpoint\"}", NULL, &e) != 0)
        honest(&e, when);
    else
        sound(made, acked, when);
}

/* One round: was there an n-th call? */
static bool round_of(const struct deed *act, const struct kind *k, bool for_ever, i64 n) {
    char when[400];
    world_copy(act);
    calls->mask = k->mask;
    calls->what = k->what;
    calls->nth = n;
    calls->for_ever = for_ever;
    int status = in_child(run_act, (void *)act, 0);
    bool given = calls->given > 0;
    snprintf(when, sizeof when, "%s, %s at call %lld%s (%s %s)", act->name, k->name, (long long)n,
             for_ever ? " and ever after" : "", call_name(calls->kind), calls->where);
    after(act, k, status, when);
    return given;
}

/* About `rounds` of the n, drawn, and the end; all when 0. */
static i64 walk(const struct deed *act, const struct kind *k, bool for_ever, i64 rounds,
                u64 *seed) {
    world_copy(act);
    calls->mask = k->mask;
    in_child(run_act, (void *)act, 0);
    i64 all = calls->seen, done = 0;
    i64 step = rounds && all > rounds ? all / rounds : 1;
    for (i64 n = 1 + rnd_below(seed, step);;
         n += step > 1 ? 1 + rnd_below(seed, 2 * step - 1) : 1) {
        done++;
        if (!round_of(act, k, for_ever, n) || over_budget()) break;
    }
    return done;
}

int main(int argc, char **argv) {
    world_begin("errno");
    world_make();
    u64 seed = (u64)env_i64("SEED", 1);
    const struct deed *only = argc > 1 ? act_named(argv[1]) : NULL;
    i64 rounds = env_i64("ROUNDS", 2200), acts = only ? 1 : NACTS, all = 0;
    i64 each = rounds ? rounds / (acts * LEN(KINDS) * 2) + 1 : 0;
    printf("SEED=%llu\n", (unsigned long long)seed);
    for (i64 i = 0; i < NACTS; i++) {
        if (only && only != &ACTS[i]) continue;
        for (i64 j = 0; j < 2 * LEN(KINDS); j++) {
            i64 n = walk(&ACTS[i], &KINDS[j / 2], j % 2, each, &seed);
            printf("%s %s%s: %lld\n", ACTS[i].name, KINDS[j / 2].name, j % 2 ? " for ever" : "",
                   (long long)n);
            all += n;
        }
        fflush(stdout);
    }
    printf("%lld faults; acts ended with", (long long)all);
    for (i64 i = 0; i < LEN(ended); i++)
        if (ended[i]) printf(" %lld × %lld", (long long)i, (long long)ended[i]);
    putchar('\n');
    return world_end();
}
