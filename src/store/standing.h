/* What people's decisions on one claim add up to: one rule, used by the replay of the log
 * (records_apply.c) and by the checker of receipts (seal), so that the two cannot disagree.
 *
 * Decisions come in the order of the log. `undo` takes back the last one that stands. The last one
 * standing gives the state, unless people disagree: when one accepts what another rejects, the
 * claim is in conflict until a third person, who took no part yet, accepts or rejects it, or one of
 * the two comes round. A person counts as a reviewer while their own last word on the version shown
 * is accept or correct. Who enters or corrects a claim is its first reviewer. */
#ifndef CAIRN_STORE_STANDING_H
#define CAIRN_STORE_STANDING_H

#include "store/claim.h"

struct decided {
    struct str act, person; /* borrowed; person: any spelling that is equal for equal persons */
    i64 version;            /* for correct: the version that it made */
};

struct decisions {
    struct decided *v;
    i64 n, cap;
};

struct standing {
    enum claim_status status;
    i64 version, reviewers; /* distinct persons */
    i64 others;             /* of them, those who did not write the version shown */
};

/* One more decision; an undo with nothing to take back changes nothing. */
void decisions_add(struct arena *a, struct decisions *d, struct str act, struct str person,
                   i64 version);
/* author: who entered the claim, "" when the machine read it. O(decisions²) in those of one
 * claim. */
struct standing decisions_standing(const struct decisions *d, struct str author);

#endif
