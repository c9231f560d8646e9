/* Is a claim that somebody proposes from outside (claim-proposal/1) what the bytes say?
 *
 * The text is read once (checker_make); then each field of each proposal is held against what the
 * reader claims there and, where it claims nothing, against what its stages saw (probe.h). A field
 * comes out verified, by a rule that has a name; or span_only: the words stand there, and that is
 * all that could be shown; or refused: the words say otherwise, or nothing of the kind. Verifying
 * only ever takes away: nothing here makes a claim.
 *
 * Rules, strongest first: "reader" (the reader claims the same there), "lexicon" (a word that tells
 * of this kind), "speech" (who speaks these words, as the reader sees it), "recomputed" (number or
 * date), "patient" (a number of those to whom it happened, by the grammar of the sentence),
 * "register", "gazetteer", "bytes". */
#ifndef CAIRN_READ_VERIFY_H
#define CAIRN_READ_VERIFY_H

#include "read/probe.h"

enum verify_result { VERIFY_VERIFIED, VERIFY_SPAN_ONLY, VERIFY_REFUSED };
const char *verify_result_name(enum verify_result r); /* "verified", "span_only", "refused" */

struct verify_field {
    struct str field; /* as docs/formats/proposal.md names it: "counts[0]" */
    enum verify_result result;
    const char *why; /* name of the rule; or the reason, in words */
};

struct verification {
    struct verify_field *v;
    i64 n, cap;
    enum verify_result worst;
};

/* One text, read for checking. Borrows text and options. */
struct checker {
    struct str text;
    const struct read_opts *o;
    const struct lexicon *lx;
    struct reading r;
    struct probes p;
    struct str country; /* that the text speaks of most (place.h) */
};

/* Reads the text: cost, memory and errors of read_text. */
MUST rc checker_make(struct arena *perm, struct arena scratch, struct str text,
                     const struct read_opts *o, struct checker *out, struct err *e);

/* Checks each field that `c` has, and completes what it leaves to cairn: the sentence, the
 * publication, anchors of dates, content of a speech. The spans of c must lie in the text, on
 * code-point boundaries (claim_from_json with the text sees to it). same_event, repeats and part_of
 * are not looked at: only a case knows ids. O(log sentences + claims of the reader + fields ·
 * sentence). */
void claim_verify(struct arena *a, struct arena scratch, const struct checker *k, struct claim *c,
                  struct verification *out);
/* One more field, for what only a case knows. */
void verify_note(struct arena *a, struct verification *v, struct str field, enum verify_result r,
                 const char *why);

#endif
