/* C2SP tlog-checkpoint: the text of a log's tree head (the note around it is note.h). */
#ifndef CAIRN_PROOF_CHECKPOINT_H
#define CAIRN_PROOF_CHECKPOINT_H

#include "base/err.h"
#include "base/str.h"

struct checkpoint {
    struct str origin;
    i64 size;
    u8 root[32];
    struct str extension; /* further lines, with their newlines; usually empty */
};

/* Strict: size without leading zeros, root canonical base64 of 32 bytes, no empty line.
 * RC_INTEGRITY. Borrows text. */
MUST rc checkpoint_parse(struct arena *a, struct str text, struct checkpoint *out, struct err *e);
struct str checkpoint_text(struct arena *a, const struct checkpoint *c);

#endif
