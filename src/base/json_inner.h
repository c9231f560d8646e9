/* What the parts of the JSON code share among themselves. */
#ifndef CAIRN_BASE_JSON_INNER_H
#define CAIRN_BASE_JSON_INNER_H

#include "base/json.h"

#define JSON_INT_MAX                                                                               \
    ((1LL << 53) - 1) /* integers that every reader keeps exactly (RFC 7493 §2.2) */

/* Order of keys by UTF-16 code units (RFC 8785 §3.2.3). */
int json_key_cmp(struct str x, struct str y);
/* Fills `list` (room for v->n) with the members in that order, and returns it. O(n log n). */
const struct json **json_sorted(const struct json *v, const struct json **list);

/* Value of a JSON number literal, correctly rounded; infinite when it is too large. */
double json_double(struct arena scratch, struct str literal);
/* Shortest decimal that reads back as d, in the form of ECMAScript (RFC 8785 §3.2.2.3). d must be
 * finite. */
void json_put_double(struct buf *b, double d);

#endif
