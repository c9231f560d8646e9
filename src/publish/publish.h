/* Publishing: the static site of a case, its data files and receipts.
 *
 * Opens from file://, without scripts, without anything from outside. Deterministic: equal book and
 * options give equal bytes. Each page is built in one buffer and written, so that memory does not
 * grow with the number of pages.
 *
 * Without `draft` only claims that a person accepted are shown, and figures, disputes and ties are
 * computed again over those alone (publish_filter and the recompute callback). A draft shows all
 * and says so on every page and in every data file. Names are withheld by the policy (mask.h). */
#ifndef CAIRN_PUBLISH_PUBLISH_H
#define CAIRN_PUBLISH_PUBLISH_H

#include "publish/mask.h"
#include "publish/policy.h"
#include "store/records.h"

/* The receipt of a figure of `view` (the filtered book), as text in `a`. Empty text: there is none.
 */
typedef rc publish_receipt_fn(void *ctx, struct arena *a, const struct book *view,
                              const struct masks *m, i64 figure, struct str *text, struct err *e);

struct publish_opts {
    const char *out_dir; /* absent, empty, or a site made by cairn before */
    bool draft;
    struct publish_policy policy;
    struct str outline_geojson;  /* the case's own outline; empty: the world's */
    struct str vkey;             /* verifier key of the log */
    struct str checkpoint;       /* signed note; empty: the book's */
    i64 generated_at;            /* unix seconds, from the log; 0: not said */
    publish_receipt_fn *receipt; /* NULL: no receipts */
    void *ctx;
    /* Fills figures, disputes and ties of a filtered book (reconcile_view). NULL only with draft.
     */
    void (*recompute)(struct arena *perm, struct arena scratch, struct book *b);
};

struct publish_stats {
    i64 incidents, figures, claims, unreviewed, set_aside, names, files, bytes;
};

/* RC_CONFLICT when OUT holds anything that is not ours; RC_USAGE for a bad outline; RC_IO. */
MUST rc publish_site(struct arena *perm, struct arena scratch, const struct book *b,
                     const struct publish_opts *o, struct publish_stats *st, struct err *e);

#endif
