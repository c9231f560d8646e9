/* What stamp.c and stamp_chain.c share. */
#ifndef CAIRN_PROOF_STAMP_INNER_H
#define CAIRN_PROOF_STAMP_INNER_H

#include "proof/stamp.h"

#include <openssl/ts.h>
#include <openssl/x509v3.h>

/* "what: reason of libcrypto"; empties its queue of errors. */
rc stamp_fail(struct err *e, rc code, const char *what);
/* Seconds since the epoch; false for what is no time. */
bool stamp_time(const ASN1_TIME *t, i64 *out);
struct str stamp_name(struct arena *a, const X509_NAME *name);
/* First http(s) URI of its CRL distribution points. */
struct str stamp_crl_url(struct arena *a, X509 *cert);

/* Certificates and lists of a PEM text; both stacks are made, and dropped by stamp_pem_drop. */
struct pem {
    STACK_OF(X509) * certs;
    STACK_OF(X509_CRL) * lists;
};
MUST rc stamp_pem_read(struct str text, struct pem *out, struct err *e);
void stamp_pem_drop(struct pem *p);

/* The roots, asked as of that time. Signatures by SHA-1 and weaker keys are refused. */
X509_STORE *stamp_store(const struct pem *roots, i64 at);
/* The chain of the signer as of out->time, and what the lists say of it. Fills ends and
 * revocation. */
MUST rc stamp_chain(X509 *signer, STACK_OF(X509) * enclosed, const struct pem *roots,
                    const struct pem *extra, struct stamp *out, struct err *e);

#endif
