/* A small process that keeps one case's opened key file for a while, so that the passphrase is not
 * asked again: in locked memory, in a session of its own, out of reach of debuggers and core dumps,
 * wiped at its time, at `lock`, at SIGTERM, SIGINT and SIGHUP.
 *
 * Socket: $XDG_RUNTIME_DIR/cairn/<id>.agent, else /tmp/cairn-<uid>/<id>.agent; the folder must be
 * ours and 0700. Both sides look at SO_PEERCRED: only the same user (not even root) is answered.
 * One byte asks: 'G' the text (u32 length, big end first, then the bytes), 'T' the seconds left
 * (u64), 'L' wipe and end (answered by 'K' when done). Time counts while the machine sleeps. */
#ifndef CAIRN_SYS_AGENT_H
#define CAIRN_SYS_AGENT_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

/* No core dumps of this process, no debugger of the same user on it, from now on. */
void os_no_dumps(void);

/* Starts the process, listening when this returns. id: [0-9a-f]. secret: guarded memory of the
 * caller, copied. RC_CONFLICT: there is one already; RC_LIMIT: no locked memory. */
MUST rc agent_start(struct arena scratch, struct str id, const char *secret, i64 n, i64 seconds,
                    struct err *e);
/* The text into guarded memory; false: no agent, or none that answers. */
bool agent_get(struct arena scratch, struct str id, char *out, i64 max, i64 *n);
bool agent_left(struct arena scratch, struct str id, i64 *seconds);
/* False: there was none. When it returns true the text is wiped. */
bool agent_lock(struct arena scratch, struct str id);
/* All of this user's; how many. */
i64 agent_lock_all(struct arena scratch);

#endif
