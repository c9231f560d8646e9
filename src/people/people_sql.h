/* The statements of this room: people_sql.c. */
#ifndef CAIRN_PEOPLE_PEOPLE_SQL_H
#define CAIRN_PEOPLE_PEOPLE_SQL_H

#include "db/db.h"

extern const struct sql PQ_CREATE;
extern const struct sql PQ_SETTING_GET, PQ_SETTING_PUT;
extern const struct sql PQ_ACCOUNT_ANY, PQ_ACCOUNT_GET, PQ_ACCOUNT_ALL, PQ_ACCOUNT_PUT,
    PQ_ACCOUNT_HASH, PQ_ACCOUNT_TOTP, PQ_ACCOUNT_STEP, PQ_ACCOUNT_SEEN, PQ_ACCOUNT_LANG;
extern const struct sql PQ_LINK_PUT, PQ_LINK_GET, PQ_LINK_DEL, PQ_LINK_SWEEP;
extern const struct sql PQ_SITTING_PUT, PQ_SITTING_GET, PQ_SITTING_SEEN, PQ_SITTING_LANG,
    PQ_SITTING_END, PQ_SITTING_END_OF, PQ_SITTING_SWEEP, PQ_SITTING_ALL, PQ_SITTING_OLDEST,
    PQ_SITTING_COUNT;
extern const struct sql PQ_KNOCK_GET, PQ_KNOCK_PUT, PQ_KNOCK_DEL, PQ_KNOCK_SWEEP, PQ_KNOCK_COUNT,
    PQ_KNOCK_OLDEST;
extern const struct sql PQ_AUDIT_LAST, PQ_AUDIT_PUT, PQ_AUDIT_ALL;
extern const struct sql PQ_KEPT_PUT, PQ_KEPT_DEL, PQ_KEPT_ALL, PQ_KEPT_COUNT;
extern const struct sql PQ_REQUEST_PUT, PQ_REQUEST_GET, PQ_REQUEST_DECIDE, PQ_REQUEST_TAKEN,
    PQ_REQUEST_ALL, PQ_REQUEST_OF;
/* All of them, NULL-ended, for the tests. */
extern const struct sql *const PEOPLE_STATEMENTS[];

#endif
