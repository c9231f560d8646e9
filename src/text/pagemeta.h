/* What a page says of itself: title, dates, site, author, language, address. Internal to src/text.
 */
#ifndef CAIRN_TEXT_PAGEMETA_H
#define CAIRN_TEXT_PAGEMETA_H

#include "text/maintext.h"

/* Fills title, published, modified, site, author, lang and url of *out from the working text;
 * offsets through `map` are those of the original. Each is the best of what the page gives (order:
 * pagemeta.c). Linear. */
void page_meta(struct arena *perm, struct arena scratch, struct str src, const struct text_map *map,
               struct html_doc *out);

#endif
