/* What the log tells of accounts (parts "account", "audit") and of groups: names, roles and states,
 * never a secret. Who may come in is in src/people. */
#ifndef CAIRN_STORE_RECORDS_ACCOUNT_H
#define CAIRN_STORE_RECORDS_ACCOUNT_H

#include "store/noun.h"

extern const struct sql Q_ACCOUNT_CREATE, Q_ACCOUNT_TOLD, Q_ACCOUNTS_TOLD, Q_AUDIT_HEAD_PUT,
    Q_AUDIT_HEADS, Q_TEAM_NAMES, Q_REACH_OF;

/* A group: its bit (1 to 62) and name. */
struct team {
    i64 bit;
    struct str name;
};
MUST rc records_teams(struct db *d, struct arena *a, struct team **out, i64 *n, struct err *e);
/* Bits of the groups that may see an item (outside name). */
MUST rc records_reach(struct db *d, struct str outside, i64 *reach, struct err *e);

/* Where the audit trail stood when an entry about accounts was made: whoever cuts lines off its end
 * or makes it anew contradicts the log. */
struct audit_mark {
    i64 entry, n;
    struct str head; /* hex */
};
MUST rc records_audit_marks(struct db *d, struct arena *a, struct audit_mark **out, i64 *n,
                            struct err *e);

#endif
