#include "web/tls.h"

#include "base/date.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

enum { DAYS = 825 };

static struct str taken(struct arena *a, BIO *b) {
    char *p;
    long n = BIO_get_mem_data(b, &p);
    return str_dup(a, (struct str){p, n});
}

static bool is_address(struct str host) {
    for (i64 i = 0; i < host.n; i++)
        if (!is_digit(host.p[i]) && host.p[i] != '.' && host.p[i] != ':') return false;
    return true;
}

static bool add_name(struct arena *a, X509 *x, struct str host) {
    const char *alt = cstr(a, str_fmt(a, "%s:%.*s", is_address(host) ? "IP" : "DNS", SARG(host)));
    X509_EXTENSION *ext = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, alt);
    bool ok = ext && X509_add_ext(x, ext, -1);
    X509_EXTENSION_free(ext);
    X509_NAME *name = X509_get_subject_name(x);
    const char *cn = cstr(a, str_sub(host, 0, 64));
    ok = ok && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const u8 *)cn, -1, -1, 0);
    return ok && X509_set_issuer_name(x, name);
}

static bool fill(struct arena *a, X509 *x, EVP_PKEY *k, struct str host, i64 now) {
    u8 serial[16];
    if (!RAND_bytes(serial, sizeof serial)) return false;
    serial[0] &= 0x7F;
    BIGNUM *n = BN_bin2bn(serial, sizeof serial, NULL);
    bool ok = n && BN_to_ASN1_INTEGER(n, X509_get_serialNumber(x));
    BN_free(n);
    return ok && X509_set_version(x, 2) &&
           ASN1_TIME_set(X509_getm_notBefore(x), (time_t)(now - 86400)) &&
           ASN1_TIME_set(X509_getm_notAfter(x), (time_t)(now + DAYS * 86400LL)) &&
           X509_set_pubkey(x, k) && add_name(a, x, host) && X509_sign(x, k, EVP_sha256());
}

rc tls_make(struct arena *a, struct str host, i64 now, struct str *key, struct str *cert,
            struct err *e) {
    EVP_PKEY *k = EVP_EC_gen("P-256");
    X509 *x = X509_new();
    BIO *kb = BIO_new(BIO_s_mem()), *xb = BIO_new(BIO_s_mem());
    bool ok = k && x && kb && xb && fill(a, x, k, host, now) &&
              PEM_write_bio_PrivateKey(kb, k, NULL, NULL, 0, NULL, NULL) &&
              PEM_write_bio_X509(xb, x);
    if (ok) {
        *key = taken(a, kb);
        *cert = taken(a, xb);
    }
    BIO_free(kb);
    BIO_free(xb);
    X509_free(x);
    EVP_PKEY_free(k);
    return ok ? RC_OK : fail(e, RC_INTERNAL, "OpenSSL makes no certificate");
}

static X509 *parse(struct str cert) {
    BIO *b = BIO_new_mem_buf(cert.p, (int)cert.n);
    X509 *x = b ? PEM_read_bio_X509(b, NULL, NULL, NULL) : NULL;
    BIO_free(b);
    return x;
}

rc tls_fingerprint(struct arena *a, struct str cert, struct str *out, struct err *e) {
    u8 h[32];
    unsigned n = sizeof h;
    X509 *x = parse(cert);
    bool ok = x && X509_digest(x, EVP_sha256(), h, &n) && n == sizeof h;
    X509_free(x);
    if (!ok) return fail(e, RC_USAGE, "this is no certificate (PEM)");
    struct buf b = buf_make(a, 3 * sizeof h);
    for (i64 i = 0; i < LEN(h); i++)
        buf_fmt(&b, "%s%02X", i ? ":" : "", h[i]);
    *out = buf_str(&b);
    return RC_OK;
}

rc tls_ends(struct str cert, i64 *ends, struct err *e) {
    X509 *x = parse(cert);
    struct tm t = {0};
    bool ok = x && ASN1_TIME_to_tm(X509_get0_notAfter(x), &t);
    X509_free(x);
    if (!ok) return fail(e, RC_USAGE, "this is no certificate (PEM)");
    *ends = date_days(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday) * 86400LL;
    return RC_OK;
}
