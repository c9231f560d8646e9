/* Receipts: does this figure, claim or item follow from sealed words? A file that a stranger checks
 * without the case, a key or a network (DESIGN §3, §5; CLI.md: verify).
 *
 * A receipt is one JSON object:
 *   v 1, type "cairn-receipt/1", badge
 *   about      {noun, … the figure, incident, claim or item as the case shows it}
 *   checkpoint (signed note), vkey
 *   claims     [ids in the order of the text]
 *   cited      [{claim, at}]   "page 3, line 12": where in its medium a claim stands; absent when
 *              no claim has such a place
 *   entries    [{index, entry (canonical text), salt, leaf, path […],
 *                parts [{k, salt, part (canonical text), path […]}]}]   by index, by k, each once
 *   words      [{entry, part, disclosure}]   sentences behind the claims; other words and
 *              withheld names closed
 *   time       {proofs, order, policy}   when, by the word of others (time.h)
 *   method     {name, input}   disclosed tuples and voices: figures are folded again from them
 *   signature  the case's, over the canonical text of all the rest (store_sign)
 * Nothing in it tells raw hashes of items, names of recorders or reviewers (pseudonyms only), or
 * other sentences; a receipt of an item opens its manifest, because the item goes with it.
 *
 * Checked here: signature, inclusion of every entry, every part, every word against its
 * commitment; claims and items against their sealed parts; decisions; every number against its
 * claim; figures, their ends and the accounts of an incident against the method's rules. A claim
 * whose words are all closed gets a "not checked" line. Attested by the case: the extraction of the
 * text from the file, where in it a claim stands, who is one speaker, which texts are reposts, that
 * no claim or decision is left out, the wording. Not checked here: truth. */
#ifndef CAIRN_SEAL_RECEIPT_H
#define CAIRN_SEAL_RECEIPT_H

#include "store/records.h"

#define RECEIPT_FORMAT "cairn-receipt/1"

/* Byte ranges of an item's text whose words stay closed (withheld names). */
typedef void receipt_mask_fn(void *ctx, struct arena *a, i64 item, struct span sentence,
                             struct span **masks, i64 *n);

struct times;
struct receipt_in {
    struct store *store;
    const struct book *book;
    const char *noun;   /* figure, incident, claim, item */
    struct json *about; /* as shown; owned by the caller */
    const i64 *claims;
    i64 nclaims; /* indexes of claims to open */
    const i64 *items;
    i64 nitems;                /* items whose manifest is opened (receipt of an item) */
    struct json *method_input; /* NULL when no figure is shown */
    struct str method;
    receipt_mask_fn *mask; /* may be NULL: nothing is masked */
    void *mask_ctx;
    const struct times *times; /* what witnesses and authorities said (time.h); NULL: nothing */
};
/* Text of the receipt, ends with a newline. */
MUST rc receipt_make(struct arena *a, struct arena scratch, const struct receipt_in *in,
                     struct str *out, struct err *e);

/* One line of a check's answer. state: "checked", "attested", "not checked". */
typedef void receipt_line_fn(void *ctx, const char *state, const char *what, struct str words);

/* What a verifier has from elsewhere: the log's key, a policy of witnesses (tlog-policy), roots of
 * time authorities (PEM). Empty = the receipt's own, and a line says so. */
struct receipt_trust {
    struct str vkey, policy, roots;
};
/* Checks a receipt; the lines come in order. trust NULL = nothing from elsewhere. RC_INTEGRITY
 * names the first thing that does not check. */
MUST rc receipt_verify(struct arena *a, struct arena scratch, struct str text,
                       const struct receipt_trust *trust, receipt_line_fn *line, void *ctx,
                       struct err *e);

/* The proofs of a receipt as files for programs that are not ours: checks the receipt, then gives
 * for each opened entry N (its index)
 *   N.entry         its canonical text
 *   N.message       "cairn/entry/v1" ‖ salt ‖ SHA-256(entry), 78 bytes: what `sigsum-verify` reads
 *   N.sigsum-proof  Sigsum proof v2       N.leaf        the 128 bytes in the log
 *   N.tlog-proof    C2SP tlog-proof@v1
 * and log.pub (OpenSSH), log.hex, log.vkey, policy (of Sigsum), checkpoint, README. All of it is
 * derived: the receipt stores none of them. Names and bytes are lent for the call. */
typedef rc receipt_file_fn(void *ctx, struct str name, struct str bytes, struct err *e);
MUST rc receipt_extract(struct arena *a, struct arena scratch, struct str text,
                        const struct receipt_trust *trust, receipt_file_fn *file, void *ctx,
                        struct err *e);

#endif
