/* How good the system's clock is, as far as the system knows, and which program is running: what a
 * manifest says about how a time was read and by what. Read only. */
#ifndef CAIRN_SYS_CLOCK_H
#define CAIRN_SYS_CLOCK_H

#include "base/err.h"
#include "base/str.h"

enum clock_state {
    CLOCK_UNKNOWN, /* the kernel does not tell */
    CLOCK_SYNCHRONISED,
    CLOCK_UNSYNCHRONISED,
    CLOCK_SET /* $CAIRN_CLOCK stands for the clock: tests and rehearsals */
};
extern const char *const CLOCK_WORDS[]; /* by enum clock_state */
struct clock_report {
    enum clock_state state;
    i64 error_us,
        most_us; /* estimated and largest error in microseconds (adjtimex); -1: not told */
};
struct clock_report os_clock_report(void);

struct program {
    u8 sha256[32];       /* of the running program's file */
    struct str build_id; /* the linker's build id, hex; "" when there is none */
};
/* Reads /proc/self/exe once: O(its size), about 10 ms. */
MUST rc os_program(struct arena *a, struct program *out, struct err *e);

#endif
