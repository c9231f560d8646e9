/* The number of dead that a whole report gives: a rule over its claims, for benches and for
 * proposals to people. A figure of a case is never made this way: figures fold claims by named
 * methods (src/method). */
#ifndef CAIRN_READ_TOLL_H
#define CAIRN_READ_TOLL_H

#include "store/claim.h"

struct toll {
    i64 min, max; /* inclusive; an open upper end is closed by the rule below */
    i64 claim;    /* index of the claim it rests on, -1 none */
};

/* The rule, in this order:
 * 1. The lead: the first asserted claim of killing or death, no headline and no part, that gives a
 * number of dead or names victims. Its numbers of one list add up, named victims and kin of the
 * list count one each.
 * 2. "At least n" and "n" give n..n, "between n and m" n..m.
 * 3. "Up to m" gives the smallest other number of dead that some claim of the report gives (not
 * below m/2) .. m. "Several" and "dozens" give way to the first claim with an exact number, where
 * there is one.
 * 4. "More than n" stays n+1..n+1.
 * False: no claim gives a number. O(n). */
bool toll_of(const struct claim *c, i64 n, struct toll *out);

#endif
