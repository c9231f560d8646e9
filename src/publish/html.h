/* HTML written by small functions that escape by construction: there is no way to put raw bytes
 * into a page.
 *
 * Tags and attribute names are C literals of ours; every value and text is escaped. Text from
 * outside is also made harmless to the eye: control characters, bidirectional overrides and
 * isolates (Unicode UAX #9) and bytes that are not UTF-8 become U+FFFD, so that nobody's words can
 * reorder ours. Elements close in the order in which they were opened; h_done() CHECKs that all are
 * closed. SVG inside a page is written in the same way.
 *
 *     h_el(h, "p", "note"); h_text(h, words); h_end(h);          <p class="note">…</p>
 *     h_leaf(h, "td", "num", S("14"));                           <td class="num">14</td> */
#ifndef CAIRN_PUBLISH_HTML_H
#define CAIRN_PUBLISH_HTML_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

struct html {
    struct buf *b;
    const char *open[HTML_OPEN_MAX];
    int depth;
    bool pending; /* the start tag is still open for attributes */
};

void h_begin(struct html *h, const char *tag);
/* Only between h_begin and the first content. Links go through h_href. */
void h_attr(struct html *h, const char *name, struct str value);
void h_attr_i(struct html *h, const char *name, i64 value);
/* href of a page or file of the site: relative; anything with a scheme, "//" or a leading slash is
 * CHECKed. */
void h_href(struct html *h, struct str path);
/* href of a page of the world: only http and https, without referrer; other schemes are left out
 * (false). */
bool h_href_out(struct html *h, struct str url);
void h_text(struct html *h, struct str text);
void h_end(struct html *h);
/* An element without content: br, meta, link, col, and the shapes of SVG. */
void h_void(struct html *h);

void h_el(struct html *h, const char *tag, const char *cls); /* cls "" = none */
void h_leaf(struct html *h, const char *tag, const char *cls, struct str text);
void h_link(struct html *h, struct str path, struct str text);
void h_doctype(struct html *h);
void h_done(struct html *h);

#endif
