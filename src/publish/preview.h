/* One incident as the public would see it, without writing a site: the draft at the desk.
 *
 * Masks are learnt from the items of the book given; publishing the whole case may withhold more,
 * never less. */
#ifndef CAIRN_PUBLISH_PREVIEW_H
#define CAIRN_PUBLISH_PREVIEW_H

#include "publish/site.h"

struct preview {
    struct publish_opts opts;
    struct book view;
    struct site site;
};
/* `b` holds the incident with all its claims and their texts. draft: unreviewed claims too. */
void preview_make(struct arena *perm, struct arena scratch, const struct book *b,
                  const struct publish_policy *policy, bool draft,
                  void (*recompute)(struct arena *, struct arena, struct book *),
                  struct preview *out);
/* Is there anything to show of it? */
bool preview_shows(const struct preview *v, i64 incident);
/* The page's article into `to`: links are left out, for they lead into a site that is not there. */
void preview_article(struct preview *v, i64 incident, struct html *to);

/* One thing that is withheld in what the public would see. */
struct withheld {
    i64 item;
    struct span span;
    enum mask_kind kind;
};
/* Those inside the passages of the incident's claims, in order of the texts, each once. */
void preview_withheld(struct arena *a, const struct preview *v, i64 incident, struct withheld **out,
                      i64 *n);

#endif
