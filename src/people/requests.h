/* Exports that are asked for: what (an operation with its words), why, for whom; another person
 * decides; an approval ends by itself. Ids are "x-" + 12 hex. */
#ifndef CAIRN_PEOPLE_REQUESTS_H
#define CAIRN_PEOPLE_REQUESTS_H

#include "people/people.h"

enum request_state { REQUEST_ASKED, REQUEST_APPROVED, REQUEST_REFUSED, REQUEST_STATES };
extern const char *const REQUEST_STATE_WORDS[REQUEST_STATES];

struct request {
    struct str id, account;
    struct str words; /* JSON array: the operation's name, then its words */
    struct str purpose, recipients;
    i64 asked;
    enum request_state state;
    struct str decider, reason;
    i64 decided, expires; /* expires: the last second at which it can be taken */
    i64 taken;            /* how often */
};

/* id, asked and state are filled in. RC_USAGE without purpose or recipients. */
MUST rc people_request(struct people *p, struct arena *a, struct request *x, i64 now,
                       struct err *e);
MUST rc people_request_get(struct people *p, struct arena *a, struct str id, struct request *out,
                           bool *found, struct err *e);
/* Of one account, of all when it is empty; newest first. */
MUST rc people_requests(struct people *p, struct arena *a, struct str account, struct request **out,
                        i64 *n, struct err *e);
/* RC_DENIED by whoever asked; RC_CONFLICT when it was decided before. */
MUST rc people_request_decide(struct people *p, struct arena *a, struct str id, struct str decider,
                              bool approve, i64 days, struct str reason, i64 now, struct err *e);
/* Whoever asked takes it: RC_DENIED unless it is approved, theirs and in time. Counted. */
MUST rc people_request_take(struct people *p, struct arena *a, struct str id, struct str account,
                            i64 now, struct request *out, struct err *e);

#endif
