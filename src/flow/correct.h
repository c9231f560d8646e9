/* Correcting claims, and what correcting and entering share: words found in the bytes, what the log
 * holds of a claim. */
#ifndef CAIRN_FLOW_CORRECT_H
#define CAIRN_FLOW_CORRECT_H

#include "store/records.h"

/* A corrected copy of claim `at`, by this person: same id, reviewed. fields: enter.h; rows of lists
 * given in part keep the rest, unless `whole`. */
MUST rc correct_claim(struct arena *a, const struct book *b, i64 at, const struct json *fields,
                      bool whole, struct str person, struct claim *out, struct err *e);
/* Span of the first occurrence of words in text, from an offset on: exact bytes first, then as
 * people type them: blanks, case, vowel signs, forms of alef and quotes not told apart. RC_NOTFOUND
 * with what was looked for. */
MUST rc correct_find(struct str text, struct str words, u32 from, struct span *out, struct err *e);
/* The form that the log commits to: spans without words (the word tree has them), and without the
 * raw hash of the item, which goes nowhere but with the item. */
struct json *claim_for_log(struct arena *a, const struct claim *c);
/* Would the case read the claim back from the log? What fails here must not be recorded: one claim
 * that cannot be read would close the whole case. RC_USAGE says what does not fit. */
MUST rc claim_check(struct arena scratch, const struct claim *c, struct err *e);
/* "14", "14-20", "14+" */
bool correct_range(struct str s, i64 *min, i64 *max);

#endif
