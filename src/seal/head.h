/* The signed checkpoint that somebody kept, wherever it stands: as a note of its own, in a receipt,
 * in a C2SP tlog-proof, in any JSON object with a member "checkpoint" (a backup's manifest). It is
 * what a rollback of the whole case folder is seen by: the log of now must extend it. */
#ifndef CAIRN_SEAL_HEAD_H
#define CAIRN_SEAL_HEAD_H

#include "base/err.h"
#include "base/str.h"

/* *note borrows from text or lies in the arena; its signature is not checked here. RC_USAGE when
 * there is none. */
MUST rc head_kept(struct arena *a, struct str text, struct str *note, struct err *e);

#endif
