/* The text of a sealed item, taken out in sandboxed children (media/media.h): hostile bytes never
 * meet this process. What comes back is checked as if a stranger had sent it. */
#ifndef CAIRN_FLOW_EXTRACT_H
#define CAIRN_FLOW_EXTRACT_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

struct extract {
    struct str form; /* "html", "plain", "pdf", "mail", … */
    struct str text; /* valid UTF-8 */
    struct str map; /* text → bytes of the item, lines "text text_n from from_n kind", none when
                       they are equal; then marks (text/marks.h) */
    struct str title, lang, site;
    struct date_range published; /* stated by the page itself */
    struct str published_where;  /* "meta article:published_time" */
    struct str left;             /* what was not read of it, "" = all was */
    struct str programs;         /* of others, that took it out, with their versions */
};

/* RC_UNSUPPORTED, RC_LIMIT with the reason when the item is nothing that cairn can read: it stays
 * sealed. name and lang: of the item, hints; "" = unknown. */
MUST rc extract_item(struct arena *perm, struct str name, struct str lang, struct str bytes,
                     struct extract *out, struct err *e);
MUST rc extract_text(struct arena *perm, struct str bytes, struct extract *out, struct err *e);

#endif
