/* The chain of a time authority as of the token's own time, and what lists of revoked certificates
 * say of it. */
#include "proof/hash.h"
#include "proof/stamp_inner.h"

#include <openssl/err.h>
#include <openssl/pem.h>

/* ---- PEM ---- */

static int no_passphrase(char *buf, int size, int writing, void *u) {
    (void)buf, (void)size, (void)writing, (void)u;
    return -1;
}

/* Takes certificates and lists over into the stacks. */
static bool take_infos(STACK_OF(X509_INFO) * infos, struct pem *out) {
    bool ok = true;
    for (int i = 0; ok && i < sk_X509_INFO_num(infos); i++) {
        X509_INFO *one = sk_X509_INFO_value(infos, i);
        if (one->x509 && (ok = sk_X509_push(out->certs, one->x509) > 0)) one->x509 = NULL;
        if (ok && one->crl && (ok = sk_X509_CRL_push(out->lists, one->crl) > 0)) one->crl = NULL;
    }
    return ok && sk_X509_num(out->certs) <= STAMP_CERTS_MAX &&
           sk_X509_CRL_num(out->lists) <= STAMP_CERTS_MAX;
}

rc stamp_pem_read(struct str text, struct pem *out, struct err *e) {
    *out = (struct pem){sk_X509_new_null(), sk_X509_CRL_new_null()};
    CHECK(out->certs && out->lists);
    if (!text.n) return RC_OK;
    if (text.n > CRL_BYTES_MAX) return fail(e, RC_LIMIT, "certificates of too many bytes");
    BIO *b = BIO_new_mem_buf(text.p, (int)text.n);
    STACK_OF(X509_INFO) *infos = b ? PEM_X509_INFO_read_bio(b, NULL, no_passphrase, NULL) : NULL;
    bool read = infos != NULL, taken = read && take_infos(infos, out);
    sk_X509_INFO_pop_free(infos, X509_INFO_free);
    BIO_free(b);
    if (taken) return ERR_clear_error(), RC_OK;
    if (read) return fail(e, RC_LIMIT, "more than %d certificates", STAMP_CERTS_MAX);
    return stamp_fail(e, RC_USAGE, "this is no PEM of certificates");
}

void stamp_pem_drop(struct pem *p) {
    sk_X509_pop_free(p->certs, X509_free);
    sk_X509_CRL_pop_free(p->lists, X509_CRL_free);
    *p = (struct pem){0};
}

rc stamp_pem(struct str pem, i64 *certificates, i64 *lists, struct err *e) {
    struct pem p = {0};
    *certificates = *lists = 0;
    rc r = stamp_pem_read(pem, &p, e);
    if (r == RC_OK) *certificates = sk_X509_num(p.certs), *lists = sk_X509_CRL_num(p.lists);
    stamp_pem_drop(&p);
    if (r == RC_OK && *certificates + *lists == 0)
        return fail(e, RC_USAGE, "this PEM holds no certificate and no list of revoked ones");
    return r;
}

rc stamp_crl_pem(struct arena *a, struct str bytes, struct str *pem, struct err *e) {
    const u8 *p = (const u8 *)bytes.p;
    BIO *in = BIO_new_mem_buf(bytes.p, (int)bytes.n), *out = BIO_new(BIO_s_mem());
    X509_CRL *list = bytes.n ? d2i_X509_CRL(NULL, &p, (long)bytes.n) : NULL;
    if (!list && in) list = PEM_read_bio_X509_CRL(in, NULL, no_passphrase, NULL);
    char *text = NULL;
    bool ok = list && out && PEM_write_bio_X509_CRL(out, list);
    long n = ok ? BIO_get_mem_data(out, &text) : 0;
    if (ok) *pem = str_dup(a, (struct str){text, n});
    X509_CRL_free(list);
    BIO_free(in);
    BIO_free(out);
    ERR_clear_error();
    return ok ? RC_OK : fail(e, RC_INTEGRITY, "these bytes are no list of revoked certificates");
}

struct str stamp_fingerprints(struct arena *a, struct str pem) {
    struct pem p = {0};
    struct err e = {0};
    struct buf b = buf_make(a, 4096);
    if (stamp_pem_read(pem, &p, &e) == RC_OK)
        for (int i = 0; i < sk_X509_num(p.certs); i++) {
            u8 h[32];
            unsigned n = 32;
            if (!X509_digest(sk_X509_value(p.certs, i), EVP_sha256(), h, &n)) continue;
            if (b.n) buf_c(&b, ' ');
            buf_put(&b, hex_encode(a, bytes_str(h, 32)));
        }
    stamp_pem_drop(&p);
    return buf_str(&b);
}

/* ---- lists of revoked certificates ---- */

/* Reasons after which tokens from before the revocation stay valid (RFC 3161 §4.1). */
static bool harmless(X509_REVOKED *r) {
    ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(r, NID_crl_reason, NULL, NULL);
    long why = reason ? ASN1_ENUMERATED_get(reason) : -1;
    ASN1_ENUMERATED_free(reason);
    return why == CRL_REASON_UNSPECIFIED || why == CRL_REASON_AFFILIATION_CHANGED ||
           why == CRL_REASON_SUPERSEDED || why == CRL_REASON_CESSATION_OF_OPERATION;
}

/* Does the list speak of the token's time? Made after it, or in force then. */
static bool speaks_of(const X509_CRL *list, i64 at) {
    i64 from, to;
    if (!stamp_time(X509_CRL_get0_lastUpdate(list), &from)) return false;
    if (from >= at) return true;
    return stamp_time(X509_CRL_get0_nextUpdate(list), &to) && to >= at;
}

static rc revoked(const X509_REVOKED *r, struct stamp *out, struct err *e) {
    i64 when = 0;
    if (stamp_time(X509_REVOKED_get0_revocationDate(r), &when) && when > out->time &&
        harmless((X509_REVOKED *)r)) {
        out->revocation = STAMP_REVOKED_LATER;
        return RC_OK;
    }
    return fail(e, RC_INTEGRITY,
                "a certificate of the time authority was revoked: its list of revoked "
                "certificates names it");
}

/* *covered: a list by this issuer speaks of the time of the token. */
static rc check_lists(X509 *cert, X509 *issuer, const struct pem *extra, struct stamp *out,
                      bool *covered, struct err *e) {
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    for (int i = 0; i < sk_X509_CRL_num(extra->lists); i++) {
        X509_CRL *list = sk_X509_CRL_value(extra->lists, i);
        X509_REVOKED *row = NULL;
        if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_issuer_name(cert)) != 0) continue;
        if (X509_CRL_verify(list, key) != 1)
            return stamp_fail(e, RC_INTEGRITY, "a list of revoked certificates does not verify");
        int found = X509_CRL_get0_by_cert(list, &row, cert); /* 2: taken off again */
        if (found == 1) TRY(revoked(row, out, e));
        *covered |= found == 1 || speaks_of(list, out->time);
    }
    return RC_OK;
}

static rc check_revocation(STACK_OF(X509) * chain, const struct pem *extra, struct stamp *out,
                           struct err *e) {
    bool all = true;
    for (int i = 0; i + 1 < sk_X509_num(chain); i++) { /* the root vouches for itself */
        bool covered = false;
        TRY(check_lists(sk_X509_value(chain, i), sk_X509_value(chain, i + 1), extra, out, &covered,
                        e));
        all &= covered;
    }
    if (!all)
        out->revocation = STAMP_NO_LISTS;
    else if (out->revocation == STAMP_NO_LISTS)
        out->revocation = STAMP_NOT_REVOKED;
    return RC_OK;
}

/* ---- the chain ---- */

static rc chain_ends(STACK_OF(X509) * chain, struct stamp *out, struct err *e) {
    for (int i = 0; i < sk_X509_num(chain); i++) {
        i64 end;
        if (!stamp_time(X509_get0_notAfter(sk_X509_value(chain, i)), &end))
            return fail(e, RC_INTEGRITY, "a certificate of the time authority has no valid end");
        if (!out->ends || end < out->ends) out->ends = end;
    }
    return RC_OK;
}

static bool push_all(STACK_OF(X509) * to, STACK_OF(X509) * from) {
    for (int i = 0; i < sk_X509_num(from); i++)
        if (sk_X509_push(to, sk_X509_value(from, i)) <= 0) return false;
    return true;
}

/* untrusted: borrowed certificates, in a stack of its own. */
static STACK_OF(X509) *
    build(X509_STORE_CTX *v, X509_STORE *store, X509 *signer, STACK_OF(X509) * untrusted) {
    if (!v || !X509_STORE_CTX_init(v, store, signer, untrusted) ||
        !X509_STORE_CTX_set_purpose(v, X509_PURPOSE_TIMESTAMP_SIGN) || X509_verify_cert(v) != 1)
        return NULL;
    return X509_STORE_CTX_get1_chain(v);
}

X509_STORE *stamp_store(const struct pem *roots, i64 at) {
    X509_STORE *s = X509_STORE_new();
    CHECK(s);
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(s), (time_t)at);
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_get0_param(s), 1);
    for (int i = 0; i < sk_X509_num(roots->certs); i++)
        X509_STORE_add_cert(s, sk_X509_value(roots->certs, i));
    return s;
}

rc stamp_chain(X509 *signer, STACK_OF(X509) * enclosed, const struct pem *roots,
               const struct pem *extra, struct stamp *out, struct err *e) {
    X509_STORE *store = stamp_store(roots, out->time);
    X509_STORE_CTX *v = X509_STORE_CTX_new();
    STACK_OF(X509) *untrusted = sk_X509_new_null();
    CHECK(v && untrusted);
    bool pushed = push_all(untrusted, enclosed) && push_all(untrusted, extra->certs);
    STACK_OF(X509) *chain = pushed ? build(v, store, signer, untrusted) : NULL;
    rc r = RC_OK;
    if (!chain)
        r = fail(e, RC_INTEGRITY,
                 "the certificate of the time authority does not lead to a root: %s",
                 X509_verify_cert_error_string(X509_STORE_CTX_get_error(v)));
    if (r == RC_OK) r = chain_ends(chain, out, e);
    if (r == RC_OK) r = check_revocation(chain, extra, out, e);
    sk_X509_pop_free(chain, X509_free);
    sk_X509_free(untrusted);
    X509_STORE_CTX_free(v);
    X509_STORE_free(store);
    ERR_clear_error();
    return r;
}
