/* Which place of the built-in gazetteer do the words of a claim name? */
#ifndef CAIRN_READ_PLACE_H
#define CAIRN_READ_PLACE_H

#include "store/claim.h"
#include "text/gazetteer.h"

/* Fills place and precision of every `where` that names registered in the case have not filled.
 * Many names are borne by many places, so a name is taken only when the text itself leaves no
 * doubt: the countries that its unambiguous names lie in decide between namesakes; without them
 * only a name that one large place bears alone or far ahead of the others counts, and never one
 * that is a common word or a person's name. Else the words stay words. Integer only, O(places of
 * the text). Ids in perm. */
void places_resolve(struct arena *perm, struct arena scratch, const struct gazetteer *g,
                    struct str text, struct claim *claims, i64 n);

/* The country that the places of these claims lie in most; empty when none or two are level. In
 * perm. O(places). */
struct str places_country(struct arena *perm, struct arena scratch, const struct gazetteer *g,
                          struct str text, const struct claim *claims, i64 n);
/* The place that the words of w->span name in a text about this country, by the same rules; fills
 * place and precision. False: they stay words. */
bool place_of_words(struct arena *perm, struct arena scratch, const struct gazetteer *g,
                    struct str text, struct str country, struct where *w);

#endif
