/* The n-th allocation fails, once or from there on: malloc, calloc, realloc, aligned_alloc, mmap,
 * of cairn and of every library below it. Each act ends with success (where somebody could do
 * without), with an error, or with a deliberate stop (CHECK, a full arena, a library's own): never
 * by a wrong address, never with a wrong answer, and the case is whole after.
 *   ROUNDS=1200 SEED=1 build/tests/faults/memory_test [ACT]     ROUNDS=0: every n */
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct deed READS[] = {
    {"verify", "verify", "{\"deep\":true}", "case", true},
    {"claims", "claims", "{}", "case", true},
    {"trace", "trace", "{\"ID\":\"$F\"}", "case", true},
};
static i64 stops, ended[80];

static void run_act(void *ctx) {
    char path[200];
    snprintf(path, sizeof path, "%s/stderr", world_root());
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(fd, 2);
    act_run(ctx, world_root());
}

/* Did it say why it stopped? */
static bool told_why(void) {
    char path[200], text[4096] = {0};
    snprintf(path, sizeof path, "%s/stderr", world_root());
    int fd = open(path, O_RDONLY);
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    return n > 0 && (strstr(text, "does not hold") || strstr(text, "is bounded at"));
}

static void judge(const struct deed *act, int status, const char *when) {
    bool aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    bool full = WIFEXITED(status) && WEXITSTATUS(status) == 7;
    if (hung(status)) return (void)flunk("%s: does not end", when);
    if (aborted || full) {
        if (!told_why()) flunk("%s: stopped without a word", when);
        stops++;
    } else if (!WIFEXITED(status) || WEXITSTATUS(status) || !told->done) {
        flunk("%s: ended with status %x", when, (unsigned)status);
    } else {
        ended[told->e.code < 80 ? told->e.code : 79]++;
        honest(&told->e, when);
        if (told->e.code == 6 || told->e.code == 70)
            flunk("%s: said to be something else: %s", when, told->e.message);
    }
    bool acked = told->done && told->e.code == 0 && !strcmp(act->dir, "case");
    char dir[200];
    snprintf(dir, sizeof dir, "%s/case", world_root());
    calls_reset(world_root());
    sound(dir, acked ? told->checkpoint : base_checkpoint(), when);
}

static bool round_of(const struct deed *act, bool for_ever, i64 n) {
    char when[300];
    world_copy(act);
    calls->mask = CALL_MEMORY;
    calls->what = ENOMEM;
    calls->nth = n;
    calls->for_ever = for_ever;
    int status = in_child(run_act, (void *)act, 0);
    bool given = calls->given > 0;
    snprintf(when, sizeof when, "%s, allocation %lld fails%s", act->name, (long long)n,
             for_ever ? " and all after it" : "");
    judge(act, status, when);
    return given;
}

static i64 walk(const struct deed *act, i64 rounds, u64 *seed) {
    world_copy(act);
    calls->mask = CALL_MEMORY;
    in_child(run_act, (void *)act, 0);
    i64 all = calls->seen, done = 0, step = rounds && all > rounds ? all / rounds : 1;
    if (told->e.code) flunk("%s: %s", act->name, told->e.message);
    for (i64 k = 0;; k++) { /* once and for ever by turns, each n by one of them when drawn */
        i64 n = k < 40 ? k + 1 : 1 + rnd_below(seed, all);
        if (step == 1) n = k / 2 + 1;
        if (step > 1 && k >= rounds) break;
        done++;
        if (!round_of(act, k & 1, n) && step == 1 && n > all) break;
        if (over_budget()) break;
    }
    printf("%s: %lld of %lld allocations\n", act->name, (long long)done, (long long)all);
    fflush(stdout);
    return done;
}

int main(int argc, char **argv) {
    world_begin("memory");
    world_make();
    u64 seed = (u64)env_i64("SEED", 1);
    i64 rounds = env_i64("ROUNDS", 1200), all = 0;
    const struct deed *only = argc > 1 ? act_named(argv[1]) : NULL;
    i64 each = rounds ? rounds / (NACTS + LEN(READS)) : 0;
    printf("SEED=%llu\n", (unsigned long long)seed);
    for (i64 i = 0; i < NACTS; i++)
        if (!only || only == &ACTS[i]) all += walk(&ACTS[i], each, &seed);
    for (i64 i = 0; i < LEN(READS) && !only; i++)
        all += walk(&READS[i], each, &seed);
    printf("%lld allocations failed; %lld deliberate stops; acts ended with", (long long)all,
           (long long)stops);
    for (i64 i = 0; i < LEN(ended); i++)
        if (ended[i]) printf(" %lld × %lld", (long long)i, (long long)ended[i]);
    putchar('\n');
    return world_end();
}
