/* The text of an item at the reading desk: a page of it, claims marked where their words stand.
 *
 * Every run of the text is an element with data-at (its first byte) and data-n (its bytes), so that
 * a selection in the browser can be told in bytes; marks carry the numbers of the claims (data-c).
 */
#ifndef CAIRN_WEB_READ_TEXT_H
#define CAIRN_WEB_READ_TEXT_H

#include "web/told.h"

/* Pages of about READ_PAGE_BYTES, cut at ends of lines. O(text). */
struct read_pages {
    u32 *starts; /* n + 1 of them; the last is the length */
    i64 n;
};
struct read_pages read_pages(struct arena *a, struct str text);
i64 read_page_of(const struct read_pages *p, u32 at);

/* A claim of the page with the number that it bears there. */
struct read_claim {
    i64 at;     /* index in the book */
    i64 number; /* from 1, in the item */
    u32 start;  /* of its trigger */
};
/* Writes paragraphs of [from, to). `add` != "": a link behind each paragraph that begins a claim of
 * it there (path with ?at=BYTE-BYTE). */
void read_text_pane(struct told *w, i64 item, u32 from, u32 to, const struct read_claim *c, i64 n,
                    struct str add);

#endif
