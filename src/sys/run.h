/* Another program of this machine, run to its end (ssh-keygen). Never through a shell; the program
 * is found in $PATH. */
#ifndef CAIRN_SYS_RUN_H
#define CAIRN_SYS_RUN_H

#include "base/err.h"
#include "base/str.h"

/* argv ends with NULL. The child keeps our terminal and stderr (it may ask there); what it says on
 * stdout goes to stderr. `keep` is a descriptor that it inherits too, -1: none. *status: its exit
 * status, 128 + signal when it was killed. RC_UNSUPPORTED: there is no such program. */
MUST rc os_run(const char *const *argv, int keep, int *status, struct err *e);

/* Bytes that are a file for another program and are on no disk: a descriptor for `keep`, and
 * the path under which the child finds it. Closed by close(). */
MUST rc os_memory_file(struct arena *a, struct str bytes, int *fd, const char **path,
                       struct err *e);
/* A private folder for a moment, in memory where the system has such a place. */
MUST rc os_private_dir(struct arena *a, const char **path, struct err *e);
void os_private_drop(struct arena scratch, const char *path); /* with the files in it */

#endif
