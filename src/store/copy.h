/* What people add to an item beside its bytes: transcripts they typed from an image or an unread
 * file, working translations, and corrections of what the recorder had said of it.
 *
 * A transcript is the item's text, with a word tree, so that words of it can be quoted; a
 * translation is only shown beside the text and never cited. Every version is kept. */
#ifndef CAIRN_STORE_COPY_H
#define CAIRN_STORE_COPY_H

#include "base/json.h"
#include "db/db.h"

struct copy {
    struct str what; /* "transcript" or "translation" */
    struct str lang;
    i64 version; /* from 1 */
    struct str by;
    i64 at, entry;
};
/* All versions, newest first; texts by records_copy_text. */
MUST rc records_copies(struct db *d, struct arena *a, struct str outside, struct copy **out, i64 *n,
                       struct err *e);
/* The text of a translation; "" when there is no such version. */
MUST rc records_copy_text(struct db *d, struct arena *a, struct str outside, struct str lang,
                          i64 version, struct str *out, struct err *e);
/* Was the item's text typed by a person? */
MUST rc records_typed(struct db *d, struct str outside, bool *typed, struct err *e);

/* What the recorder had said of an item and later corrected. */
struct restated {
    struct str field; /* publication, published, lang, url, from */
    struct str was, now;
    struct str by;
    i64 at, entry;
};
MUST rc records_restated(struct db *d, struct arena *a, struct str outside, struct restated **out,
                         i64 *n, struct err *e);

/* One statement of a register as it was made: publication, party, alias, ally, place. */
struct statement {
    struct json *said; /* the part of the entry */
    struct str by;
    i64 at, entry;
};
/* Of one publication, party or place, oldest first. */
MUST rc records_statements(struct db *d, struct arena *a, struct str object, struct statement **out,
                           i64 *n, struct err *e);

#endif
