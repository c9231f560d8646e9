/* Totals over incidents, in which nobody is counted twice: what an aggregate report counts
 * together with incidents of their own is taken off it (Iraq Body Count's x350; STANDARDS 20).
 *
 * Per incident and thing counted, one figure: that of all people, else the one with the highest
 * lower end. From an aggregate's ends those of the incidents that it overlaps are taken off, lowest
 * from lowest and highest from highest, never below 0: the sum is then that of the aggregate or of
 * its incidents, whichever is higher. Overlapped aggregates count with what is left of them. Totals
 * are kept apart by how many accounts stand behind a figure: one account is no headline
 * (STANDARDS 18). Deterministic; O(figures + overlaps). */
#ifndef CAIRN_RECONCILE_TOTALS_H
#define CAIRN_RECONCILE_TOTALS_H

#include "store/records.h"

struct net {
    const struct figure *figure; /* NULL: nothing of this is counted in the incident */
    i64 min, max;                /* what is left; COUNT_OPEN as in figures */
    i64 less_min, less_max;      /* what was taken off */
};
struct total {
    enum what what;
    enum accounts accounts;
    i64 incidents;
    i64 min, max; /* max COUNT_OPEN: one of the figures has no upper end */
    i64 less_min, less_max;
};

/* By what, then accounts; rows without incidents are left out. Needs figures in the book. */
void reconcile_totals(struct arena *a, struct arena scratch, const struct book *b,
                      struct total **out, i64 *n);
/* The same for one incident. */
struct net reconcile_net(struct arena scratch, const struct book *b, i64 incident, enum what what);
/* Would tying them make a circle? */
bool reconcile_overlaps_itself(struct arena scratch, const struct book *b, i64 aggregate,
                               i64 incident);

#endif
