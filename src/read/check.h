/* The invariants of CLAIMS.md, checked on claims and their text: used by tests, by the fuzz target
 * and by whoever takes claims from elsewhere. */
#ifndef CAIRN_READ_CHECK_H
#define CAIRN_READ_CHECK_H

#include "store/claim.h"

/* RC_INTEGRITY with the first claim and field that breaks an invariant:
 *   spans inside the text, on code-point boundaries; the trigger not empty, inside the sentence,
 * and inside the content where there is one; every number recomputed from the bytes of its span;
 * parts within the whole; an exact count has one value; dates without an anchor recomputed from
 * their words; the chain ends with the publication and holds it once; ids unique; same_event,
 * part_of and repeats name other claims of the list. O(n log n + spans). */
MUST rc claims_check(struct arena scratch, struct str text, const struct claim *c, i64 n,
                     struct err *e);

/* The number that the words of a count say: a number phrase, or one for "a child", "another man".
 */
bool count_of_words(struct arena scratch, struct str words, i64 *min, i64 *max, bool *vague);

#endif
