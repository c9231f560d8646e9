/* kill -9: at every call that changes the disk, of every operation, and at random moments. After
 * each the case opens, verify --deep and the comparison of the tables find nothing, and what was
 * acknowledged is there.
 *   ROUNDS=1000 SEED=1 build/tests/faults/kill_test [ACT] */
#include "world.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

static void run_act(void *ctx) {
    act_run(ctx, world_root());
}

/* init killed before its end leaves no case, or one that opens; all others leave what there was. */
static bool after(const struct deed *act, const char *when) {
    char dir[300], made[300];
    struct cairn_error e;
    const char *acked = told->done && told->e.code == 0 ? told->checkpoint : "";
    snprintf(dir, sizeof dir, "%s/case", world_root());
    bool ok = sound(dir, !strcmp(act->dir, "case") && *acked ? acked : base_checkpoint(), when);
    if (!strcmp(act->dir, "case")) return ok;
    snprintf(made, sizeof made, "%s/%s", world_root(), act->dir);
    if (!*acked && call(made, "log", "{\"WHAT\":\"checkpoint\"}", NULL, &e) != 0)
        return honest(&e, when) && ok;
    return sound(made, acked, when) && ok;
}

static i64 walk(const struct deed *act) {
    i64 n = 0;
    for (bool killed = true; killed;) {
        char when[320];
        world_copy(act);
        calls->mask = CALL_CHANGES;
        calls->nth = ++n;
        calls->what = KILL;
        int status = in_child(run_act, (void *)act, 0);
        killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && !told->done;
        snprintf(when, sizeof when, "%s killed at call %lld: %s %s", act->name, (long long)n,
                 call_name(calls->kind), calls->where);
        if (!killed && !WIFEXITED(status)) flunk("%s: status %x", when, (unsigned)status);
        if (!killed && told->e.code != 0)
            flunk("%s without a kill: %s", act->name, told->e.message);
        after(act, when);
    }
    return n - 1;
}

static i64 now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

/* How long it takes, unharmed. */
static i64 length_of(const struct deed *act) {
    world_copy(act);
    i64 from = now_us();
    in_child(run_act, (void *)act, 0);
    if (told->e.code != 0) flunk("%s: %s", act->name, told->e.message);
    return now_us() - from;
}

static void at_random(i64 rounds, u64 seed, const struct deed *only) {
    i64 us[32], killed = 0, acked = 0;
    CHECK(NACTS <= LEN(us));
    for (i64 i = 0; i < NACTS; i++)
        us[i] = length_of(&ACTS[i]);
    for (i64 k = 0; killed < rounds && k < 2 * rounds && !over_budget(); k++) {
        i64 i = only ? only - ACTS : rnd_below(&seed, NACTS);
        char when[320];
        world_copy(&ACTS[i]);
        int status = in_child(run_act, (void *)&ACTS[i], 1 + rnd_below(&seed, us[i]));
        bool dead = WIFSIGNALED(status);
        killed += dead;
        acked += told->done;
        snprintf(when, sizeof when, "%s killed at a random moment (round %lld)", ACTS[i].name,
                 (long long)k);
        after(&ACTS[i], when);
    }
    if (killed < rounds / 2)
        flunk("only %lld of %lld rounds were killed", (long long)killed, (long long)rounds);
    printf("%lld kills at random moments, %lld acts acknowledged before\n", (long long)killed,
           (long long)acked);
}

int main(int argc, char **argv) {
    i64 all = 0;
    world_begin("kill");
    world_make();
    u64 seed = (u64)env_i64("SEED", 1);
    printf("SEED=%llu\n", (unsigned long long)seed);
    const struct deed *only = argc > 1 ? act_named(argv[1]) : NULL;
    for (i64 i = 0; i < NACTS; i++) {
        if (only && only != &ACTS[i]) continue;
        i64 n = walk(&ACTS[i]);
        printf("%s: a kill at each of %lld calls\n", ACTS[i].name, (long long)n);
        fflush(stdout);
        all += n;
    }
    printf("%lld kills at calls\n", (long long)all);
    at_random(env_i64("ROUNDS", 1000), seed, only);
    return world_end();
}
