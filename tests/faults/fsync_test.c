/* Each fsync of each act fails in turn (files, folders, syncfs): the act ends with an error, the
 * same process changes nothing on the disk from then on, refuses the next act with a reason, and
 * the next process is fine. */
#include "world.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static void act_then_another(void *ctx) {
    const struct deed *act = ctx, *next = act_named("seal");
    act_run(act, world_root());
    struct cairn_error first = told->e;
    if (!calls->given) return;
    act_run(next, world_root());
    struct cairn_error second = told->e;
    told->wrong = calls->given && second.code == 0;
    snprintf(told->words, sizeof told->words, "%s", second.message);
    told->e = first;
}

static bool round_of(const struct deed *act, i64 n, i64 *files) {
    char when[400], dir[300];
    world_copy(act);
    calls->mask = CALL_FSYNC | CALL_SYNCFS;
    calls->what = EIO;
    calls->nth = n;
    int status = in_child(act_then_another, (void *)act, 0);
    if (!calls->given) return false;
    /* The tables are brought up and folded together after the log has acknowledged; SQLite does not
     * tell when the folder could not be synced. */
    bool folder = !strcmp(calls->where, "/case") && strcmp(act->name, "init");
    bool tables =
        folder || strstr(calls->where, "/projection.db") || strstr(calls->where, "/replay-");
    *files += !tables;
    snprintf(when, sizeof when, "%s, fsync %lld (%s) fails", act->name, (long long)n, calls->where);
    if (!WIFEXITED(status)) return flunk("%s: status %x", when, (unsigned)status), true;
    if (told->e.code != 74 && !(tables && told->e.code == 0))
        flunk("%s: status %d: %s", when, told->e.code, told->e.message);
    else if (told->wrong && !folder)
        flunk("%s: and the next act of this process is done", when);
    else if (calls->after && !folder)
        flunk("%s: %lld changes after it, the first: %s", when, (long long)calls->after,
              calls->later);
    else
        pass();
    snprintf(dir, sizeof dir, "%s/case", world_root());
    calls_reset(world_root());
    sound(dir, base_checkpoint(), when);
    return true;
}

int main(int argc, char **argv) {
    i64 all = 0, files = 0;
    world_begin("fsync");
    world_make();
    const struct deed *only = argc > 1 ? act_named(argv[1]) : NULL;
    for (i64 i = 0; i < NACTS; i++) {
        i64 n = 1;
        if (only && only != &ACTS[i]) continue;
        while (round_of(&ACTS[i], n, &files))
            n++;
        printf("%s: %lld fsyncs\n", ACTS[i].name, (long long)n - 1);
        all += n - 1;
    }
    printf("%lld fsyncs failed, %lld of the log, vault, keys and what is made from them\n",
           (long long)all, (long long)files);
    return world_end();
}
