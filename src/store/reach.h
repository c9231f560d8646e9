/* Who may see what, applied to a whole book: what lies outside the groups that somebody belongs to
 * is taken out of it, with everything that hangs on it, before anything is computed from it. The
 * other way in is a slice (slice.h), whose queries do the same.
 *
 * Registers stay, since people state them about nobody's item; a publication that is only named on
 * items that are not there goes too. Shapes stay as records.h has them. O(book). */
#ifndef CAIRN_STORE_REACH_H
#define CAIRN_STORE_REACH_H

#include "store/records.h"

/* reach: bits of groups, -1 = all. Before figures, disputes and ties are computed. */
void book_reach(struct arena *a, struct book *b, i64 reach);

#endif
