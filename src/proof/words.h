/* The salted word tree over a text: one root commits to every word, and any words can be shown
 * with the rest closed.
 *
 *   chunk      a maximal run of non-blank bytes and the blanks after it (blanks at the front are a
 *              chunk of their own); blank = 09 0A 0B 0C 0D 20. A chunk longer than 256 bytes is
 *              cut before byte 257 at the last code-point boundary (at 256 when there is none in
 *              its last 3 bytes), and what follows is chunked afresh
 *   salt i     first 16 bytes of HMAC-SHA-256(seed, "word" ‖ u64be i)
 *   leaf i     "cairn/word/v1" ‖ salt (16) ‖ u64be start ‖ bytes        hashed and joined as
 *              RFC 6962 does (merkle.h)
 *
 * A disclosure of n leaves carries: open words (salt, start, bytes), closed words inside what is
 * shown (their leaf hash), and the roots of the subtrees in which nothing is shown, in order from
 * left to right. Root and n come from the entry that committed to the text: the root alone does
 * not bind n. Linear time; text up to TEXT_BYTES_MAX. */
#ifndef CAIRN_PROOF_WORDS_H
#define CAIRN_PROOF_WORDS_H

#include "base/err.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/str.h"
#include "proof/hash.h"

struct word_range {
    i64 from, to; /* bytes of the text, half open */
};

struct word {
    i64 index;
    bool open;
    u8 salt[16];      /* open */
    i64 start;        /* open: byte offset in the text */
    struct str bytes; /* open */
    u8 hash[32];      /* closed: leaf hash */
};

struct words_disclosure {
    i64 total; /* leaves of the tree */
    struct word *word;
    i64 nwords; /* in order of index */
    u8 (*sibling)[32];
    i64 nsiblings;
};

/* Length of the chunk at the front of a text, 0 for an empty one. */
i64 word_length(struct str text);
/* Root over the whole text, and how many words. RC_LIMIT over WORDS_MAX. */
MUST rc words_root(struct str text, const u8 seed[32], u8 root[32], i64 *n, struct err *e);

/* Shows the words that touch a range; those of them that touch a mask stay closed. Ranges and
 * masks in any order, may overlap; RC_USAGE when one lies outside of the text. Bytes borrowed from
 * the text. */
MUST rc words_disclose(struct arena *a, struct str text, const u8 seed[32],
                       const struct word_range *ranges, i64 nranges, const struct word_range *masks,
                       i64 nmasks, struct words_disclosure *out, struct err *e);
/* RC_INTEGRITY when the disclosure does not lead to this root over n words, or its words
 * contradict each other. */
MUST rc words_verify(const struct words_disclosure *d, const u8 root[32], i64 n, struct err *e);
/* The shown words in order; each run of closed words inside, and each place where words are left
 * out between two shown ones, becomes one `gap`. Verify first. */
struct str words_text(struct arena *a, const struct words_disclosure *d, struct str gap);

/* {"siblings":[b64,…],"total":N,"words":[{"i":…,"salt":b64,"start":…,"text":…} |
 * {"hash":b64,"i":…},…]}; a word that is not UTF-8 carries "bytes" (base64) instead of "text".
 */
struct json *words_json(struct arena *a, const struct words_disclosure *d);
/* RC_INTEGRITY for what is no disclosure. Strings borrowed from v. */
MUST rc words_from_json(struct arena *a, const struct json *v, struct words_disclosure *out,
                        struct err *e);

#endif
