/* Reconciling: which claims speak of one event, what range they give, who is independent, who
 * disputes what.
 *
 * Deterministic, integer only: same book, same answer. Never asserts: an incident is "what these
 * claims are about". */
#ifndef CAIRN_RECONCILE_RECONCILE_H
#define CAIRN_RECONCILE_RECONCILE_H

#include "store/slice.h"

/* Claims that belong to no incident yet are tied to existing incidents or found new ones. Gives the
 * whole new state of each incident that changes, as {"kind":"incident",…} parts (records.h) in
 * order of code; n == 0 when nothing changed. Codes are permanent: PLACE-NNNN, numbered over the
 * case in order of founding. Incidents that hold a claim are never dissolved by the machine; people
 * merge and split. Needs texts in the book. */
void reconcile_changes(struct arena *a, struct arena scratch, const struct book *b,
                       struct json ***parts, i64 *n);

/* The places and days at which incidents are looked for, to which the claims of the book that have
 * none may belong; in order of claims. With a slice that holds what is found there (records_near)
 * and all claims of the new claims' items with their incidents, reconcile_changes() sees what it
 * needs; b->last_number keeps codes unique. O(claims · places). Needs texts. */
void reconcile_near(struct arena *a, struct arena scratch, const struct book *b, struct near **out,
                    i64 *n);
/* The id that an incident founded by this claim has; `again` counts up while it is taken. A slice
 * must name these (as incidents) for the claims that may found one. */
struct str reconcile_founded(struct arena *a, struct str claim, i64 again);

/* Fills b->figures, b->disputes, b->ties, and accounts and origins of each incident, from what the
 * book holds (src/method does the folding). Needs texts in the book: without any, it leaves all
 * three empty. */
void reconcile_view(struct arena *a, struct arena scratch, struct book *b);

/* What the method folds for one incident: plain tuples and edges, without names of persons, for a
 * receipt. Folding it with method_range() gives the figures of reconcile_view(), ids included. */
struct method_input;
void reconcile_input(struct arena *a, struct arena scratch, const struct book *b, i64 incident,
                     struct method_input *in);

/* The method's input for one incident, as a receipt carries it. */
struct method_input;
void reconcile_input(struct arena *a, struct arena scratch, const struct book *b, i64 incident,
                     struct method_input *out);

/* Merge and split by a person: parts for the entry. RC_CONFLICT when it makes no sense (same
 * incident, empty split). */
MUST rc reconcile_merge(struct arena *a, const struct book *b, i64 keep, i64 gone,
                        struct json ***parts, i64 *n, struct err *e);
MUST rc reconcile_split(struct arena *a, const struct book *b, i64 from, const i64 *claims,
                        i64 nclaims, struct json ***parts, i64 *n, struct err *e);

/* The whole state of an incident with kind, place and time again from its claims. */
struct json *reconcile_again(struct arena *a, const struct book *b, i64 incident);

/* The JSON of CLAIMS.md for an incident and a figure. */
struct json *incident_to_json(struct arena *a, const struct book *b, i64 incident);
struct json *figure_to_json(struct arena *a, const struct book *b, const struct figure *f);

#endif
