#include "sys/os_impl.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* The one process-wide state of this folder: a fault plan is for a whole process by its nature, and
 * so is "an fsync failed": the kernel may have dropped dirty pages of any file, so no later write
 * of this process may be trusted. */
static struct {
    bool read, stopped;
    enum os_fault what;
    i64 left, seen;
} plan;

/* "kill:12" → OS_FAULT_KILL, 12. Anything else is a mistake of the test that set it: stop loudly.
 */
static void plan_from_env(void) {
    static const struct {
        const char *name;
        enum os_fault what;
    } KINDS[] = {{"fail", OS_FAULT_FAIL},
                 {"short", OS_FAULT_SHORT},
                 {"kill", OS_FAULT_KILL},
                 {"enospc", OS_FAULT_ENOSPC}};
    if (plan.read) return;
    plan.read = true;
    const char *env = getenv("CAIRN_FAULT");
    if (!env || !*env) return;
    struct str rest = str_c(env), kind = str_cut(&rest, ':');
    for (i64 i = 0; i < LEN(KINDS); i++)
        if (str_eqc(kind, KINDS[i].name)) plan.what = KINDS[i].what;
    CHECK(plan.what != OS_FAULT_NONE && str_i64(rest, &plan.left) && plan.left > 0);
}

void os_fault_set(enum os_fault what, i64 nth) {
    CHECK(what == OS_FAULT_NONE || nth > 0);
    plan.read = true;
    plan.what = what;
    plan.left = nth;
}

i64 os_writes_seen(void) {
    return plan.seen;
}
bool os_stopped(void) {
    return plan.stopped;
}
void os_stop(void) {
    plan.stopped = true;
}

enum os_fault os_gate(void) {
    plan_from_env();
    plan.seen++;
    if (plan.what == OS_FAULT_NONE || --plan.left > 0) return OS_FAULT_NONE;
    enum os_fault now = plan.what;
    plan.what = OS_FAULT_NONE;
    return now;
}

/* SIGKILL to ourselves: no handler, no atexit, no flush, as a power cut would have it. */
__attribute__((noreturn)) void os_die(void) {
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

int os_gate_errno(void) {
    if (plan.stopped) return EROFS;
    switch (os_gate()) {
    case OS_FAULT_NONE: return 0;
    case OS_FAULT_KILL: os_die();
    case OS_FAULT_ENOSPC: return ENOSPC;
    case OS_FAULT_FAIL:
    case OS_FAULT_SHORT: return EIO;
    }
    return EIO;
}
