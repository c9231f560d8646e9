/* Character references of HTML: &amp; &#1076; &#x434; (WHATWG HTML §13.2.5.72–80 and the table of
 * §13.5). */
#ifndef CAIRN_TEXT_ENTITY_H
#define CAIRN_TEXT_ENTITY_H

#include "base/str.h"

enum { ENTITY_BYTES = 8 }; /* the most UTF-8 bytes one reference stands for */

/* Reads the reference that begins with the '&' at s.p[at]. Returns how many bytes of `s` it takes
 * and puts the UTF-8 it stands for into out[0, *n); returns 0 when the '&' is no reference and
 * stands for itself. The longest name wins; `in_attribute` applies the rule that leaves
 * "?a=1&copy=2" alone. O(length of the reference), for numeric ones however long; names end after
 * 32 bytes. */
i64 entity_read(struct str s, i64 at, bool in_attribute, char out[ENTITY_BYTES], int *n);

/* How many names the table has: 2231, with and without the semicolon where both are allowed. */
i64 entity_names(void);

#endif
