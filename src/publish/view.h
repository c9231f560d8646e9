/* The book as it is published: without draft only claims that enough persons accepted; incidents
 * keep their index, so that codes and redirects still find them, and one without claims is simply
 * not shown. */
#ifndef CAIRN_PUBLISH_VIEW_H
#define CAIRN_PUBLISH_VIEW_H

#include "publish/policy.h"
#include "store/records.h"

struct view_stats {
    i64 shown, unreviewed, set_aside; /* set aside: conflict, or withdrawn */
};

/* Is the claim in the view? A draft holds all that was not withdrawn. */
bool view_shows(const struct book *b, const struct claim_row *r, const struct publish_policy *p,
                bool draft);
/* A copy in `a` that shares texts and items with `b`. figures, disputes, ties are empty: recompute
 * them. */
void publish_filter(struct arena *a, const struct book *b, const struct publish_policy *p,
                    bool draft, struct book *out, struct view_stats *st);

#endif
