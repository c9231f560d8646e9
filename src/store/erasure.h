/* What was asked to be erased, what was, and what is held: parts "erasure_order",
 * "erasure_refusal", "erased", "erased_item", "incident_erased", "hold", "hold_release"
 * (docs/formats/erasure.md). */
#ifndef CAIRN_STORE_ERASURE_H
#define CAIRN_STORE_ERASURE_H

#include "store/records.h"

enum erasure_state { ERASURE_ORDERED, ERASURE_REFUSED, ERASURE_DONE };
/* An order and what became of it. */
struct erasure {
    struct str id; /* "e-" + 16 hex */
    struct str item, basis, reason, asked_by;
    i64 asked_at, asked_entry, asked_part;
    enum erasure_state state;
    struct str by, why;                             /* who approved or refused, and why refused */
    i64 at, entry;                                  /* then; the tombstone's entry. -1: not yet */
    i64 parts, objects, claims, persons, incidents; /* counts of what went */
};
/* All, in the order of asking. */
MUST rc records_erasures(struct db *d, struct arena *a, struct erasure **out, i64 *n,
                         struct err *e);
/* One, by its id; *found. */
MUST rc records_erasure(struct db *d, struct arena *a, struct str id, struct erasure *out,
                        bool *found, struct err *e);
/* The open order for an item (outside name); *found. */
MUST rc records_erasure_open(struct db *d, struct arena *a, struct str item, struct erasure *out,
                             bool *found, struct err *e);

/* A legal hold: until it is released, what it covers is not erased. */
struct hold {
    struct str item; /* outside name, or "all" */
    struct str authority, reason, by;
    i64 at, entry;
    bool released;
    struct str released_by, released_why;
    i64 released_at, released_entry;
};
MUST rc records_holds(struct db *d, struct arena *a, struct hold **out, i64 *n, struct err *e);
/* The hold that covers this item now ("all" ones too); *found. */
MUST rc records_held(struct db *d, struct arena *a, struct str item, struct hold *out, bool *found,
                     struct err *e);

/* "erased on 2031-03-10, on the basis of …" */
struct str erased_words(struct arena *a, i64 at, struct str basis);

/* RC_CONFLICT when the item was erased: nothing is done with it any more. */
MUST rc erased_refused(const struct item *it, struct err *e);
/* The same of an incident all of whose claims were erased. */
bool erased_whole(const struct incident *in);

/* Fills erased_at, erased_basis and erased_claims of the items and incidents of a book. */
MUST rc records_mark_erased(struct db *d, struct arena *a, struct book *b, struct err *e);
#endif
