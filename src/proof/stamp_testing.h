/* A time authority for tests, in this process: any key, any clock. */
#ifndef CAIRN_PROOF_STAMP_TESTING_H
#define CAIRN_PROOF_STAMP_TESTING_H

#include "base/t.h"
#include "proof/stamp.h"

#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

struct authority_made {
    EVP_PKEY *ca_key, *key;
    X509 *ca, *cert;
    struct str roots; /* PEM */
    i64 serial;
};

__attribute__((unused)) static struct str pem_of(struct arena *a, X509 *cert, X509_CRL *list) {
    BIO *b = BIO_new(BIO_s_mem());
    char *p;
    EXPECT(cert ? PEM_write_bio_X509(b, cert) : PEM_write_bio_X509_CRL(b, list));
    long n = BIO_get_mem_data(b, &p);
    struct str out = str_dup(a, (struct str){p, n});
    BIO_free(b);
    return out;
}

__attribute__((unused)) static void extend(X509 *cert, X509 *issuer, int nid, const char *value) {
    X509V3_CTX v;
    X509V3_set_ctx(&v, issuer, cert, NULL, NULL, 0);
    X509_EXTENSION *x = X509V3_EXT_conf_nid(NULL, &v, nid, value);
    EXPECT(x && X509_add_ext(cert, x, -1));
    X509_EXTENSION_free(x);
}

__attribute__((unused)) static X509 *cert_of(EVP_PKEY *key, const char *name, i64 from, i64 to,
                                             X509 *issuer, EVP_PKEY *issuer_key,
                                             const char *crl_url) {
    X509 *c = X509_new();
    X509_NAME *n = X509_NAME_new();
    X509_NAME_add_entry_by_txt(n, "CN", MBSTRING_UTF8, (const u8 *)name, -1, -1, 0);
    X509_set_version(c, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(c), issuer ? 7 : 1);
    X509_set_subject_name(c, n);
    X509_set_issuer_name(c, issuer ? X509_get_subject_name(issuer) : n);
    ASN1_TIME_set(X509_getm_notBefore(c), (time_t)from);
    ASN1_TIME_set(X509_getm_notAfter(c), (time_t)to);
    X509_set_pubkey(c, key);
    extend(c, issuer ? issuer : c, NID_basic_constraints,
           issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
    if (issuer) extend(c, issuer, NID_ext_key_usage, "critical,timeStamping");
    if (issuer && crl_url)
        extend(c, issuer, NID_crl_distribution_points, crl_url); /* "URI:http://…" */
    bool ed = EVP_PKEY_is_a(issuer_key ? issuer_key : key, "ED25519");
    EXPECT(X509_sign(c, issuer_key ? issuer_key : key, ed ? NULL : EVP_sha256()));
    X509_NAME_free(n);
    return c;
}

/* type "EC", "RSA", "ED25519"; the certificates are valid in [from, to]. */
__attribute__((unused)) static struct authority_made
authority_make(struct arena *a, const char *type, i64 from, i64 to, const char *crl_url) {
    struct authority_made m = {0};
    bool rsa = !strcmp(type, "RSA"), ec = !strcmp(type, "EC");
    for (int i = 0; i < 2; i++) {
        EVP_PKEY *k = rsa  ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048)
                      : ec ? EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256")
                           : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
        *(i ? &m.key : &m.ca_key) = k;
    }
    m.ca = cert_of(m.ca_key, "Root of the tests", from, to, NULL, NULL, NULL);
    m.cert = cert_of(m.key, "Time of the tests", from, to, m.ca, m.ca_key, crl_url);
    m.roots = pem_of(a, m.ca, NULL);
    return m;
}

__attribute__((unused)) static void authority_drop(struct authority_made *m) {
    X509_free(m->ca);
    X509_free(m->cert);
    EVP_PKEY_free(m->ca_key);
    EVP_PKEY_free(m->key);
}

__attribute__((unused)) static ASN1_INTEGER *next_serial(struct TS_resp_ctx *x, void *data) {
    struct authority_made *m = data;
    ASN1_INTEGER *n = ASN1_INTEGER_new();
    (void)x;
    ASN1_INTEGER_set_int64(n, ++m->serial);
    return n;
}

__attribute__((unused)) static int clock_of(struct TS_resp_ctx *x, void *data, long *sec,
                                            long *usec) {
    (void)x;
    *sec = (long)*(i64 *)data;
    *usec = 0;
    return 1;
}

/* The answer to a request, as of `at`. */
__attribute__((unused)) static struct str authority_reply(struct arena *a, struct authority_made *m,
                                                          struct str request, i64 at) {
    TS_RESP_CTX *x = TS_RESP_CTX_new();
    BIO *in = BIO_new_mem_buf(request.p, (int)request.n);
    ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4.1", 1);
    TS_RESP_CTX_set_serial_cb(x, next_serial, m);
    TS_RESP_CTX_set_time_cb(x, clock_of, &at);
    EXPECT(TS_RESP_CTX_set_signer_cert(x, m->cert) && TS_RESP_CTX_set_signer_key(x, m->key) &&
           TS_RESP_CTX_set_signer_digest(x, EVP_sha256()) &&
           TS_RESP_CTX_set_ess_cert_id_digest(x, EVP_sha256()) &&
           TS_RESP_CTX_set_def_policy(x, policy) && TS_RESP_CTX_add_md(x, EVP_sha256()) &&
           TS_RESP_CTX_set_accuracy(x, 1, 500, 0));
    TS_RESP *r = TS_RESP_create_response(x, in);
    u8 *der = NULL;
    int n = r ? i2d_TS_RESP(r, &der) : 0;
    struct str out = n > 0 ? str_dup(a, (struct str){(char *)der, n}) : (struct str){0};
    OPENSSL_free(der);
    TS_RESP_free(r);
    ASN1_OBJECT_free(policy);
    BIO_free(in);
    TS_RESP_CTX_free(x);
    return out;
}

/* Its list of revoked certificates, in force [from, to]; names the signer when when > 0. */
__attribute__((unused)) static struct str authority_crl(struct arena *a, struct authority_made *m,
                                                        i64 from, i64 to, i64 when, long reason) {
    X509_CRL *list = X509_CRL_new();
    ASN1_TIME *t = ASN1_TIME_set(NULL, (time_t)from);
    X509_CRL_set_version(list, 1);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(m->ca));
    X509_CRL_set1_lastUpdate(list, t);
    ASN1_TIME_set(t, (time_t)to);
    X509_CRL_set1_nextUpdate(list, t);
    if (when) {
        X509_REVOKED *r = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(r, X509_get_serialNumber(m->cert));
        ASN1_TIME_set(t, (time_t)when);
        X509_REVOKED_set_revocationDate(r, t);
        ASN1_ENUMERATED *why = ASN1_ENUMERATED_new();
        ASN1_ENUMERATED_set(why, reason);
        if (reason >= 0) X509_REVOKED_add1_ext_i2d(r, NID_crl_reason, why, 0, 0);
        ASN1_ENUMERATED_free(why);
        X509_CRL_add0_revoked(list, r);
    }
    X509_CRL_sort(list);
    EXPECT(X509_CRL_sign(list, m->ca_key, EVP_sha256()));
    struct str out = pem_of(a, NULL, list);
    ASN1_TIME_free(t);
    X509_CRL_free(list);
    return out;
}

#endif
