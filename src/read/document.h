/* The document: which claims speak of one event, which is a part of another, which repeats another.
 * Ids. */
#ifndef CAIRN_READ_DOCUMENT_H
#define CAIRN_READ_DOCUMENT_H

#include "read/event.h"

enum { NOTE_PLACES = 4 };

/* What the document stage needs to know of a claim beyond the claim itself. Parallel to the claims.
 */
struct claim_note {
    i32 sent, para;  /* of the whole text */
    bool title;      /* from a headline or sub-headline */
    bool parts_only; /* "five of them were children": a part, not the event's number */
    bool finding_only;
    bool elliptic;         /* a number alone: another figure for the event before it */
    bool total;            /* "since January", "so far this year": of many events */
    i32 nplaces;           /* hashes of the names in its places; 0 = none is named */
    u32 place[NOTE_PLACES];
};

/* Fills the total and the places of a note from the words of the claim's sentence and places. */
void note_words(const struct doc *d, i32 si, const struct claim *c, struct claim_note *n);
/* Sets same_event, part_of, repeats and ids. O(n · 64). */
void document_link(struct arena *perm, struct arena scratch, const struct read_opts *o,
                   struct claim *c, const struct claim_note *notes, i64 n);

#endif
