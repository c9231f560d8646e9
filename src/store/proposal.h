/* claim-proposal/1: a claim that somebody outside made of a sealed text, one JSON object a line
 * (docs/formats/proposal.md). The object is claim/1 with words, except that `doc` must be there and
 * `by` holds the proposer's name and nothing else.
 *
 * Reading believes nothing: any other key, a name that is more than a name, bytes that are no
 * UTF-8, words that are not the bytes of the text at their span are refused. No free text is left:
 * whatever is not a span, a number, a word of a closed list or an id is the proposer's name, and
 * that is short and of few letters. */
#ifndef CAIRN_STORE_PROPOSAL_H
#define CAIRN_STORE_PROPOSAL_H

#include "store/claim.h"

/* The rule of a field of which no more was shown than that its words stand there. */
#define PROPOSAL_WORDS_ONLY "words only"

struct proposal {
    struct str doc, proposer, id; /* id: "" when left to cairn */
    const struct json *json;
};

/* One line. Strings and tree in `a`. RC_USAGE for form, RC_LIMIT for size and depth. O(bytes). */
MUST rc proposal_read(struct arena *a, struct str line, struct proposal *out, struct err *e);
/* Its claim, against the text of the item that it names: RC_INTEGRITY where the words are not the
 * bytes, RC_USAGE for form, RC_LIMIT. by_proposer is set; the id is empty. O(claim). */
MUST rc proposal_claim(struct arena *a, const struct proposal *p, struct str text,
                       struct claim *out, struct err *e);
/* What was verified of a proposed claim, and by which rule: "kind (reader), counts (patient)"; or,
 * with words_only, the fields of which only their words were: "where". From its rules; "" when
 * there are none. O(rules). */
struct str proposal_verified(struct arena *a, const struct claim *c, bool words_only);
/* A name of a proposer: 1 to PROPOSER_BYTES_MAX letters and digits of ASCII, '.', '-', '_', '/',
 * beginning with a letter. */
bool proposer_name_ok(struct str name);

#endif
