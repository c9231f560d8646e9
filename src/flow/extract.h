/* The text of a sealed item, taken out in a sandboxed child (DESIGN §8): hostile bytes never meet
 * this process. What comes back is checked as if a stranger had sent it. */
#ifndef CAIRN_FLOW_EXTRACT_H
#define CAIRN_FLOW_EXTRACT_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

struct extract {
    struct str form; /* "html", "plain" */
    struct str text; /* valid UTF-8 */
    struct str map; /* text → bytes of the item, lines "text text_n from from_n kind", "" when they
                       are equal */
    struct str title, lang, site;
    struct date_range published; /* stated by the page itself */
    struct str published_where;  /* "meta article:published_time" */
};

/* RC_UNSUPPORTED with the reason when the item is not text that cairn can read: it stays sealed. */
MUST rc extract_text(struct arena *perm, struct str bytes, struct extract *out, struct err *e);

#endif
