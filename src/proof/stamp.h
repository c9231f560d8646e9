/* RFC 3161 time stamps over the signed checkpoint. Pure: libcrypto's TS, no clock, no network.
 *
 * The imprint is SHA-256 of the checkpoint note as the log signed it (text, blank line, the log's
 * own signature line; cosignatures left out), so `openssl ts -verify -data checkpoint` agrees.
 *
 * A token holds for as long as its chain: it is checked as of its own time, so an end of its
 * certificates afterwards changes nothing here; whether the key may have been stolen since, only a
 * newer stamp over a checkpoint that holds this one answers (RFC 4998 §1). Linear in the bytes. */
#ifndef CAIRN_PROOF_STAMP_H
#define CAIRN_PROOF_STAMP_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

/* DER of a TimeStampReq with nonce and certificates asked for. */
MUST rc stamp_request(struct arena *a, struct str note, const u8 nonce[16], struct str *der,
                      struct err *e);

/* What lists of revoked certificates (CRLs, RFC 5280 §5) say of the chain at the token's time. */
enum stamp_revocation {
    STAMP_NO_LISTS,     /* no list by the issuer of each certificate that speaks of that time */
    STAMP_NOT_REVOKED,  /* lists are there, none names a certificate of the chain */
    STAMP_REVOKED_LATER /* named, for a reason that leaves earlier tokens valid (RFC 3161 §4) */
};

struct stamp {
    i64 time;             /* seconds since the epoch, as the authority says */
    i64 accuracy_ms;      /* -1: not said */
    struct str authority; /* subject of the signing certificate, RFC 2253; "" when not enclosed */
    struct str policy;    /* OID */
    struct str serial;    /* hex */
    i64 valid_from, valid_to; /* of the signing certificate; 0 when not enclosed */
    struct str crl_url;       /* http(s) distribution point of its issuer's CRL, "" = none */
    /* by stamp_verify alone: */
    i64 ends; /* first end of a certificate of the chain */
    enum stamp_revocation revocation;
};
/* Reads a TimeStampResp and checks it is a token over this note; nonce NULL: not compared. Says
 * nothing about who signed. RC_INTEGRITY, RC_DENIED (refused by the authority), RC_LIMIT over
 * STAMP_BYTES_MAX. */
MUST rc stamp_read(struct arena *a, struct str response, struct str note, const u8 *nonce,
                   struct stamp *out, struct err *e);
/* The same and the chain up to one of `roots` (PEM), with `extra` (PEM: intermediates and CRLs, may
 * be empty), as valid at the token's own time. A CRL counts when the issuer in the chain signed it
 * and it was made after the token or was in force then. Revoked before the token, or for a reason
 * that speaks of a stolen key or for none: refused, as RFC 3161 §4 has it. RC_INTEGRITY; RC_USAGE
 * when roots or extra are no PEM. */
MUST rc stamp_verify(struct arena *a, struct str response, struct str note, struct str roots,
                     struct str extra, struct stamp *out, struct err *e);

/* Certificates and CRLs in a PEM text. RC_USAGE when it is none or holds neither. */
MUST rc stamp_pem(struct str pem, i64 *certificates, i64 *lists, struct err *e);
/* A CRL as fetched (DER or PEM), as PEM. RC_INTEGRITY when it is none. */
MUST rc stamp_crl_pem(struct arena *a, struct str bytes, struct str *pem, struct err *e);
/* The PEM as other programs read it, certificates alone: SHA-256 of each, hex, blank-separated. For
 * people who compare roots. */
struct str stamp_fingerprints(struct arena *a, struct str pem);

#endif
