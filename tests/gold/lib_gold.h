/* Reports with the claims that people wrote down for them (docs/annotation.md): the short form of
 * tests/gold/README.md to claim/1. Words become byte spans here; what is not found in the text is
 * an error that names it. */
#ifndef CAIRN_TESTS_GOLD_H
#define CAIRN_TESTS_GOLD_H

#include "store/claim.h"

struct gold {
    struct str name; /* "en/01-agency-kiln-road" */
    struct str lang, genre, publication;
    struct date_range published;
    struct str text;
    struct claim *claims; /* ids, same_event, repeats and part_of resolved */
    i64 n;
};

/* One file: a header line, the report, a line "----", a claim a line. Everything lives in `a`. */
MUST rc gold_read(struct arena *a, struct str name, struct str file, struct gold *out,
                  struct err *e);
/* The report and claims of a box of docs/annotation.md: the same without the header line. */
MUST rc gold_box(struct arena *a, struct str name, struct str body, struct gold *out,
                 struct err *e);
/* Valid claim/1: through JSON and back by the strict reader, and the invariants of read/check.h.
 * `recounted` (may be NULL) gets how many numbers follow from their words by the tables of
 * src/text; in English all must. */
MUST rc gold_check(struct arena scratch, const struct gold *g, i64 *recounted, struct err *e);

#endif
