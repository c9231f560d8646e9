/* Is this machine and this case fit? One list of checks for `cairn doctor` and the desk's health
 * page. Each says what it found and what to do: in English for the command line; for the desk as an
 * id of its catalogue ("health.disk_ok") with what is to be filled in. */
#ifndef CAIRN_FLOW_HEALTH_H
#define CAIRN_FLOW_HEALTH_H

#include "flow/session.h"

struct health {
    const char *check; /* "disk" */
    const char *id;    /* "health.disk_low" */
    bool ok;           /* false: look at it */
    i64 n;             /* {1}: a number; -1 = none */
    i64 at;            /* {1}: an instant; 0 = none */
    struct str text;   /* {2}: a name or a message */
    struct str words;  /* English, whole */
};

/* Works without a case, and with one that does not open. At most HEALTH_CHECKS. O(1) in the case,
 * 5 ms for the sandbox's proof. */
enum { HEALTH_CHECKS = 16 };
i64 health_checks(struct op_ctx *c, struct health *out);
/* `verify` ended so: kept in desk.db where there is one. */
void health_verified(struct op_ctx *c, bool deep, i64 findings);

#endif
