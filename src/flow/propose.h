/* Proposals from outside against the sealed texts of the case: what becomes of each
 * (docs/formats/proposal.md). Nothing is recorded here. */
#ifndef CAIRN_FLOW_PROPOSE_H
#define CAIRN_FLOW_PROPOSE_H

#include "flow/session.h"
#include "read/verify.h"
#include "store/proposal.h"

enum propose_verdict {
    PROPOSE_REFUSED,  /* the bytes do not say it, or it is no proposal: nothing is kept of it */
    PROPOSE_KNOWN,    /* the case has it already */
    PROPOSE_PROPOSED, /* a claim of these words stands: what differs is put beside it */
    PROPOSE_HELD,     /* a claim that waits for a person: not everything was verified */
    PROPOSE_ENTERED   /* every field verified: a claim like one of the reader */
};
const char *propose_verdict_name(enum propose_verdict v);

struct proposed {
    i64 line;
    struct proposal p;
    enum propose_verdict verdict;
    struct claim c;  /* its id: of the claim that it is, or that it is held against */
    struct str item; /* outside name, "" when there is none */
    struct verification fields;
    const char *why; /* one reason, of refused and known */
};

/* Judges each line of a file, in order; blank lines are none. The session has begun. RC_LIMIT for
 * the file as a whole; a bad line is a verdict. Texts are read once each. */
MUST rc propose_judge(struct op_ctx *c, struct str file, struct proposed **out, i64 *n,
                      struct err *e);
/* What the log keeps of one that is proposed, held or entered; NULL of the others. */
struct json *propose_part(struct op_ctx *c, const struct proposed *p);
/* {"line","verdict","claim","kind","doc","proposer","fields":[{"field","result","why"}],"why"} */
struct json *propose_row(struct arena *a, const struct proposed *p);

#endif
