/* Settings of a case: what its owners decided about how it is worked on. Each change is an entry
 * with a reason; the projection holds the last word. */
#ifndef CAIRN_STORE_SETTING_H
#define CAIRN_STORE_SETTING_H

#include "db/db.h"

struct setting_def {
    const char *name;
    const char *values; /* "a|b" when closed; NULL: words */
    const char *unset;  /* what holds when nobody decided */
    const char *what;   /* its definition */
};
extern const struct setting_def SETTINGS[]; /* ends with name == NULL */
const struct setting_def *setting_find(struct str name);

/* May it be set so? RC_NOTFOUND for no such setting, RC_USAGE for a value it does not take. */
MUST rc setting_check(struct str name, struct str value, struct err *e);
/* What holds: the last value, else that of the table; "" for a name that is in neither. O(log). */
MUST rc records_setting(struct db *d, struct arena *a, const char *name, struct str *value,
                        struct err *e);
/* Where it was set: entry, -1 when nobody did. */
MUST rc records_setting_entry(struct db *d, const char *name, i64 *entry, struct err *e);

#endif
