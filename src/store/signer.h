/* Whose keys sign acts of this case (parts "signer", "signer_closed"), and which signed texts the
 * log holds. What a signature is worth is for flow/signed.h to check: tables only tell. */
#ifndef CAIRN_STORE_SIGNER_H
#define CAIRN_STORE_SIGNER_H

#include "store/noun.h"

/* A key of a person, from one entry of the log to another. */
struct signer {
    struct str fingerprint; /* "SHA256:…" */
    struct str name, by;    /* who acts, and the pseudonym of that name in entries */
    struct str key;         /* "TYPE BASE64" */
    struct str reason, closed_reason;
    struct str actor;      /* who registered it */
    i64 entry, at;         /* registered by this entry, at (unix seconds) */
    i64 closed, closed_at; /* -1: still open */
};
/* All, in the order of registering. */
MUST rc records_signers(struct db *d, struct arena *a, struct signer **out, i64 *n, struct err *e);
/* Was it registered when this entry was logged? entry -1: is it now? */
bool signer_counts(const struct signer *s, i64 entry);

/* The part that first held a signed text with this SHA-256 (hex); *entry -1: none. Each signed text
 * counts once. */
MUST rc records_signed_at(struct db *d, struct str hash, i64 *entry, i64 *part, struct err *e);
/* Every part of the log that holds a signed text, in order: entry and part. */
struct signed_part {
    i64 entry, part;
};
MUST rc records_signed_parts(struct db *d, struct arena *a, struct signed_part **out, i64 *n,
                             struct err *e);

/* Of any part: notes its signed text, if it has one. */
MUST rc apply_signed(struct apply *x, const struct json *part, struct err *e);

#endif
