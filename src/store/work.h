/* What people add around claims and incidents, in tables of its own: comments; what was searched
 * for an incident and what was found; replies by the accused; which incidents an aggregate report
 * overlaps; what a person settled of an incident (working title, kind, place, date). And how a
 * claim came to stand as it does: its versions and the decisions on it.
 *
 * Words stay inside: every part here is closed (docs/formats/parts.md). Strings live in the arena
 * given.
 * Reading asks by key: O(what is found · log case). */
#ifndef CAIRN_STORE_WORK_H
#define CAIRN_STORE_WORK_H

#include "store/records.h"

struct comment {
    struct str object, words, by; /* object: id of a claim, incident, person; item: outside name */
    i64 at, entry, part;
};
/* The thread of one object, oldest first; at most WORK_ROWS_MAX. */
MUST rc records_comments(struct db *d, struct arena *a, struct str object, struct comment **out,
                         i64 *n, struct err *e);

/* One state of a claim in the log. */
struct claim_version {
    i64 version, entry, part, at;
    struct str by;           /* who had it recorded */
    const struct json *body; /* claim/1 without words */
};
MUST rc records_versions(struct db *d, struct arena *a, struct str claim,
                         struct claim_version **out, i64 *n, struct err *e);
/* All decisions on one claim in order, undone ones too. */
MUST rc records_decisions(struct db *d, struct arena *a, struct str claim, struct review **out,
                          i64 *n, struct err *e);
/* Differences that a later reader proposes to one claim. */
MUST rc records_proposed(struct db *d, struct arena *a, struct str claim,
                         struct claim_version **out, i64 *n, struct err *e);

/* Ids of the incidents that this one overlaps as an aggregate, and of the aggregates that overlap
 * it; whoever asks sees those that a slice gives back for them. */
MUST rc records_overlaps(struct db *d, struct arena *a, struct str incident, struct str **ids,
                         i64 *n, struct err *e);
/* The incidents merged into this one, by code: their pages redirect. */
MUST rc records_merged(struct db *d, struct arena *a, struct str incident, struct str **codes,
                       i64 *n, struct err *e);

/* What people added to the incidents of a loaded book: searched, replies, overlaps (both ends in
 * the book), titles. whole: the book is the whole case. */
MUST rc records_work_load(struct db *d, struct arena *a, struct book *b, bool whole, struct err *e);

#endif
