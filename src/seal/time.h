/* What a receipt says about when: the field "time" (docs/formats/time.md).
 *
 *   time {proofs [{note, path […], witnesses [{name, vkey}],
 *                  tokens [{authority, response (base64), roots (PEM), crl (PEM, may be empty)}]}],
 *         order [{entry, before, path […]}],
 *         policy (tlog-policy text, may be empty)}
 *
 * A proof is an older checkpoint of the same log, cosigned or stamped, and the RFC 9162 consistency
 * path (hex) from its size to that of the receipt's checkpoint, so an entry below its size is in
 * the tree that the witness or authority saw. A lower bound (a beacon, cosigned or stamped entry
 * that stands before what the receipt is about) is opened as an ordinary part of the receipt;
 * `order` is the inclusion path of that entry in the log whose root the entry `before` binds as its
 * "prev". */
#ifndef CAIRN_SEAL_TIME_H
#define CAIRN_SEAL_TIME_H

#include "proof/checkpoint.h"
#include "proof/note.h"
#include "seal/receipt.h"
#include "store/times.h"

/* The part to open for the lower bound of `first`, the earliest entry that the receipt opens
 * otherwise; false when nothing stands before it. */
bool time_lower(const struct times *t, i64 first, i64 *entry, i64 *part);

/* Adds "time" to the receipt r: for each of the entries that it opens (ascending, that of
 * time_lower among them) the earliest stamp and the earliest cosigned checkpoint that covers it, at
 * most TIME_PROOFS_MAX. No field when there is nothing. r's checkpoint is the store's present one.
 */
MUST rc time_put(struct arena *a, struct arena scratch, struct store *s, const struct times *t,
                 const i64 *entries, i64 n, struct json *r, struct err *e);

/* Checks r.time and the opened beacon, cosigned and stamped parts, after the entries of r were
 * proven to stand under `head`. trust: policy and roots of the verifier; NULL or empty: the
 * receipt's own, and a line says so. Prints a line for each bound, and "not shown" for what is
 * missing. RC_INTEGRITY names what does not check. Needs no case, no clock. O(proofs · log size).
 */
MUST rc time_check(struct arena *a, struct arena scratch, const struct json *r,
                   const struct checkpoint *head, const struct note_key *log,
                   const struct receipt_trust *trust, receipt_line_fn *line, void *ctx,
                   struct err *e);

#endif
