/* Checks, with no case, no private key and no network, whatever a stranger may hold: receipts, bags
 * with what is inside them, exported logs, checkpoints, stamps; and whether those of one log agree.
 *
 * Each thing checked gives lines (file, state, what, words). state: "checked" (recomputed here),
 * "attested" (stated by the case, a witness or an authority under a signature that was checked),
 * "not checked here". A line never says "true" or "verified". One handle, one thread; memory is
 * bounded by the two arenas and the limits of base/limits.h (verifier). */
#ifndef CAIRN_VERIFIER_VERIFIER_H
#define CAIRN_VERIFIER_VERIFIER_H

#include "proof/checkpoint.h"
#include "proof/note.h"
#include "proof/policy.h"
#include "seal/receipt.h"
#include "store/log.h"

typedef void verifier_line_fn(void *ctx, struct str file, const char *state, const char *what,
                              struct str words);

/* A signed checkpoint met on the way; log: with its tiles at hand, else NULL. */
struct verifier_head {
    struct str file, note; /* note: all signatures */
    struct note_key key;
    struct checkpoint head;
    struct log *log;
};
/* Something that is checked at the end, when all keys and checkpoints are known: a checkpoint whose
 * key did not come yet, an RFC 3161 response. */
struct verifier_late {
    struct str file, bytes;
};
struct verifier {
    struct arena *a; /* what is kept until the end */
    struct arena scratch;
    struct receipt_trust trust; /* what the verifier brings */
    struct policy *policy;      /* read from trust.policy; NULL = none */
    verifier_line_fn *line;
    void *ctx;
    struct str file; /* the one being checked */
    struct verifier_head *head;
    i64 nheads, capheads;
    struct verifier_late *stamp, *note, *since;
    i64 nstamps, capstamps, nnotes, capnotes, nsince, capsince;
};

/* Reads trust.policy. RC_USAGE. */
MUST rc verifier_begin(struct verifier *v, struct err *e);
/* A file or a folder (a bag, an exported log). RC_INTEGRITY names the first thing in it that does
 * not check; RC_USAGE when it is nothing that can be checked. */
MUST rc verifier_path(struct verifier *v, const char *path, struct err *e);
/* One file's bytes, by what they are: a receipt, a checkpoint, a tlog-proof, a stamp. Both are
 * borrowed until verifier_end. */
MUST rc verifier_bytes(struct verifier *v, struct str file, struct str bytes, struct err *e);
/* A checkpoint, receipt or proof that the verifier kept: every log of it that is given must extend
 * it. */
MUST rc verifier_since(struct verifier *v, const char *path, struct err *e);
/* Across all: does every log extend every older checkpoint of it? what are the stamps over? */
MUST rc verifier_end(struct verifier *v, struct err *e);

/* ---- shared by verifier_*.c ---- */
void verifier_say(struct verifier *v, const char *state, const char *what, struct str words);
/* Checks a note under the key that the verifier brought for its origin, else one met on the way or
 * `own` (may be NULL; a line says so), counts cosignatures, and keeps it. out may be NULL. */
MUST rc verifier_note(struct verifier *v, struct str note, const struct note_key *own,
                      struct verifier_head **out, struct err *e);
/* The same for a note that was checked under this key already. */
MUST rc verifier_keep(struct verifier *v, struct str note, const struct note_key *key,
                      struct verifier_head **out, struct err *e);
/* Is there a key for the origin of this note? */
bool verifier_has_key(struct verifier *v, struct str note);
MUST rc verifier_log(struct verifier *v, const char *dir, struct err *e);
MUST rc verifier_bag(struct verifier *v, const char *dir, struct err *e);
MUST rc verifier_stamps(struct verifier *v, struct err *e);
/* Is the receipt of an item about these payload bytes? Empty when the receipt is of something else.
 */
struct str verifier_item_hash(struct arena *a, struct str receipt);

#endif
