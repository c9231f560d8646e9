/* RFC 3161 time stamps over the signed checkpoint. Pure: libcrypto's TS, no clock, no network.
 *
 * The imprint is SHA-256 of the checkpoint note as the log signed it (text, blank line, the log's own
 * signature line; cosignatures left out), so `openssl ts -verify -data checkpoint` agrees. */
#ifndef CAIRN_PROOF_STAMP_H
#define CAIRN_PROOF_STAMP_H

#include "base/err.h"
#include "base/str.h"

/* DER of a TimeStampReq with nonce and certificates asked for. */
MUST rc stamp_request(struct arena *a, struct str note, const u8 nonce[16], struct str *der,
                      struct err *e);

struct stamp {
    i64 time;              /* seconds since the epoch, as the authority says */
    i64 accuracy_ms;       /* -1: not said */
    struct str authority;  /* subject of the signing certificate, RFC 2253 */
    struct str policy;     /* OID */
    struct str serial;     /* hex */
    i64 valid_from, valid_to; /* of the signing certificate */
};
/* Reads a TimeStampResp and checks it is a token over this note; nonce NULL: not compared. Says
 * nothing about who signed. RC_INTEGRITY, RC_DENIED (refused by the authority). */
MUST rc stamp_read(struct arena *a, struct str response, struct str note, const u8 *nonce,
                   struct stamp *out, struct err *e);
/* The same and the chain up to one of `roots` (PEM), with `extra` (PEM: intermediates and CRLs, may
 * be empty), as valid at the token's own time. RC_INTEGRITY. */
MUST rc stamp_verify(struct arena *a, struct str response, struct str note, struct str roots,
                     struct str extra, struct stamp *out, struct err *e);

#endif
