/* The desk's certificate, when it is open to a local network. */
#ifndef CAIRN_WEB_TLS_H
#define CAIRN_WEB_TLS_H

#include "base/err.h"
#include "base/str.h"

/* A self-signed certificate for a host name or address (P-256, subjectAltName, 825 days from
 * `now`) and its key, both PEM. RC_INTERNAL when OpenSSL does not. */
MUST rc tls_make(struct arena *a, struct str host, i64 now, struct str *key, struct str *cert,
                 struct err *e);
/* SHA-256 of a certificate's DER as people compare it: "AB:CD:…". RC_USAGE for what is none. */
MUST rc tls_fingerprint(struct arena *a, struct str cert, struct str *out, struct err *e);
/* Unix time at which it ends; RC_USAGE for what is none. */
MUST rc tls_ends(struct str cert, i64 *ends, struct err *e);

#endif
