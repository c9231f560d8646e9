#include "proof/hash.h"
#include "proof/stamp_inner.h"

#include "base/date.h"

#include <openssl/err.h>

rc stamp_fail(struct err *e, rc code, const char *what) {
    unsigned long last = ERR_peek_last_error();
    const char *why = last ? ERR_reason_error_string(last) : NULL;
    ERR_clear_error();
    return why ? fail(e, code, "%s: %s", what, why) : fail(e, code, "%s", what);
}

/* ---- the request ---- */

static bool fill_imprint(TS_REQ *q, struct str note) {
    u8 h[32];
    sha256(note, h);
    TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
    X509_ALGOR *alg = X509_ALGOR_new();
    bool ok = m && alg && X509_ALGOR_set0(alg, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) &&
              TS_MSG_IMPRINT_set_algo(m, alg) && TS_MSG_IMPRINT_set_msg(m, h, 32) &&
              TS_REQ_set_msg_imprint(q, m);
    X509_ALGOR_free(alg);
    TS_MSG_IMPRINT_free(m);
    return ok;
}

static bool fill_nonce(TS_REQ *q, const u8 nonce[16]) {
    BIGNUM *b = BN_bin2bn(nonce, 16, NULL);
    ASN1_INTEGER *n = b ? BN_to_ASN1_INTEGER(b, NULL) : NULL;
    bool ok = n && TS_REQ_set_nonce(q, n);
    ASN1_INTEGER_free(n);
    BN_free(b);
    return ok;
}

rc stamp_request(struct arena *a, struct str note, const u8 nonce[16], struct str *der,
                 struct err *e) {
    TS_REQ *q = TS_REQ_new();
    u8 *bytes = NULL;
    bool ok = q && TS_REQ_set_version(q, 1) && fill_imprint(q, note) && fill_nonce(q, nonce) &&
              TS_REQ_set_cert_req(q, 1);
    int n = ok ? i2d_TS_REQ(q, &bytes) : -1;
    if (n > 0) *der = str_dup(a, bytes_str(bytes, n));
    OPENSSL_free(bytes);
    TS_REQ_free(q);
    return n > 0 ? RC_OK : stamp_fail(e, RC_INTERNAL, "no request for a time stamp can be made");
}

/* ---- reading the answer ---- */

bool stamp_time(const ASN1_TIME *t, i64 *out) {
    struct tm tm;
    if (!t || !ASN1_TIME_to_tm(t, &tm)) return false;
    if (!date_valid(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday)) return false;
    *out = (i64)date_days(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * 86400 +
           tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
    return true;
}

static struct str bio_text(struct arena *a, BIO *b) {
    char *p = NULL;
    long n = BIO_get_mem_data(b, &p);
    return str_dup(a, (struct str){p, n > 0 ? n : 0});
}

struct str stamp_name(struct arena *a, const X509_NAME *name) {
    BIO *b = BIO_new(BIO_s_mem());
    struct str out = {0};
    if (b && X509_NAME_print_ex(b, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0)
        out = bio_text(a, b);
    BIO_free(b);
    return out;
}

static struct str url_of(struct arena *a, const GENERAL_NAMES *names) {
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        int type;
        const ASN1_STRING *v = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, i), &type);
        if (type != GEN_URI) continue;
        struct str url = {(const char *)ASN1_STRING_get0_data(v), ASN1_STRING_length(v)};
        if (str_starts(url, S("http://")) || str_starts(url, S("https://"))) return str_dup(a, url);
    }
    return (struct str){0};
}

struct str stamp_crl_url(struct arena *a, X509 *cert) {
    struct str url = {0};
    CRL_DIST_POINTS *points = X509_get_ext_d2i(cert, NID_crl_distribution_points, NULL, NULL);
    for (int i = 0; !url.n && i < sk_DIST_POINT_num(points); i++) {
        const DIST_POINT *p = sk_DIST_POINT_value(points, i);
        if (p->distpoint && p->distpoint->type == 0) url = url_of(a, p->distpoint->name.fullname);
    }
    CRL_DIST_POINTS_free(points);
    ERR_clear_error();
    return url;
}

static i64 accuracy(TS_TST_INFO *info) {
    const TS_ACCURACY *x = TS_TST_INFO_get_accuracy(info);
    if (!x) return -1;
    const ASN1_INTEGER *part[] = {TS_ACCURACY_get_seconds(x), TS_ACCURACY_get_millis(x),
                                  TS_ACCURACY_get_micros(x)};
    i64 value[3] = {0};
    for (int i = 0; i < 3; i++) {
        int64_t v = 0;
        if (part[i] && (!ASN1_INTEGER_get_int64(&v, part[i]) || v < 0 || v > 1000000000)) return -1;
        value[i] = v;
    }
    return value[0] * 1000 + value[1] + (value[2] + 999) / 1000;
}

static struct str serial_hex(struct arena *a, TS_TST_INFO *info) {
    BIGNUM *b = ASN1_INTEGER_to_BN(TS_TST_INFO_get_serial(info), NULL);
    char *hex = b ? BN_bn2hex(b) : NULL;
    struct str out = hex ? str_lower(a, str_c(hex)) : (struct str){0};
    OPENSSL_free(hex);
    BN_free(b);
    return out;
}

static struct str oid_text(struct arena *a, const ASN1_OBJECT *o) {
    char room[128];
    int n = OBJ_obj2txt(room, sizeof room, o, 1);
    return n > 0 ? str_dup(a, str_sub(str_c(room), 0, n)) : (struct str){0};
}

static bool imprint_is(TS_TST_INFO *info, struct str note) {
    u8 h[32];
    TS_MSG_IMPRINT *m = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT *alg;
    X509_ALGOR_get0(&alg, NULL, NULL, TS_MSG_IMPRINT_get_algo(m));
    ASN1_OCTET_STRING *got = TS_MSG_IMPRINT_get_msg(m);
    sha256(note, h);
    return OBJ_obj2nid(alg) == NID_sha256 && ASN1_STRING_length(got) == 32 &&
           memcmp(ASN1_STRING_get0_data(got), h, 32) == 0;
}

static bool nonce_is(TS_TST_INFO *info, const u8 nonce[16]) {
    const ASN1_INTEGER *got = TS_TST_INFO_get_nonce(info);
    BIGNUM *want = BN_bin2bn(nonce, 16, NULL), *b = got ? ASN1_INTEGER_to_BN(got, NULL) : NULL;
    bool same = want && b && BN_cmp(want, b) == 0;
    BN_free(want);
    BN_free(b);
    return same;
}

static rc refused(TS_RESP *r, struct err *e) {
    TS_STATUS_INFO *s = TS_RESP_get_status_info(r);
    const STACK_OF(ASN1_UTF8STRING) *words = TS_STATUS_INFO_get0_text(s);
    struct str first = {0};
    if (sk_ASN1_UTF8STRING_num(words) > 0) {
        ASN1_UTF8STRING *w = sk_ASN1_UTF8STRING_value(words, 0);
        first = (struct str){(const char *)ASN1_STRING_get0_data(w), ASN1_STRING_length(w)};
    }
    for (i64 i = 0; i < first.n; i++)
        if ((u8)first.p[i] < 0x20 || (u8)first.p[i] > 0x7e) first.n = i;
    fail(e, RC_DENIED, "the time authority gave no stamp%s%.*s", first.n ? ": " : "",
         SARG(str_sub(first, 0, 200)));
    return err_hint(e, "ask whoever runs it which requests it takes");
}

static rc take_signer(struct arena *a, X509 *cert, struct stamp *out, struct err *e) {
    out->authority = stamp_name(a, X509_get_subject_name(cert));
    out->crl_url = stamp_crl_url(a, cert);
    if (stamp_time(X509_get0_notBefore(cert), &out->valid_from) &&
        stamp_time(X509_get0_notAfter(cert), &out->valid_to))
        return RC_OK;
    return fail(e, RC_INTEGRITY, "the certificate of the time authority has no valid dates");
}

/* The signing certificate when it is enclosed; borrowed from the token. */
static X509 *enclosed_signer(TS_RESP *r) {
    PKCS7 *token = TS_RESP_get_token(r);
    if (!PKCS7_type_is_signed(token) || !token->d.sign) return NULL;
    STACK_OF(X509) *who = PKCS7_get0_signers(token, NULL, 0);
    X509 *cert = sk_X509_num(who) == 1 ? sk_X509_value(who, 0) : NULL;
    sk_X509_free(who);
    ERR_clear_error();
    return cert;
}

static rc take_facts(struct arena *a, TS_RESP *r, struct str note, const u8 *nonce,
                     struct stamp *out, struct err *e) {
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(r)));
    TS_TST_INFO *info = TS_RESP_get_tst_info(r);
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) return refused(r, e);
    if (!info || !TS_RESP_get_token(r))
        return fail(e, RC_INTEGRITY, "the answer of the time authority holds no token");
    if (!imprint_is(info, note))
        return fail(e, RC_INTEGRITY, "the time stamp is over something else (message imprint)");
    if (nonce && !nonce_is(info, nonce))
        return fail(e, RC_INTEGRITY, "the time stamp answers another request (nonce)");
    if (!stamp_time(TS_TST_INFO_get_time(info), &out->time))
        return fail(e, RC_INTEGRITY, "the time stamp has no valid time");
    out->accuracy_ms = accuracy(info);
    out->policy = oid_text(a, TS_TST_INFO_get_policy_id(info));
    out->serial = serial_hex(a, info);
    X509 *signer = enclosed_signer(r);
    return signer ? take_signer(a, signer, out, e) : RC_OK;
}

static rc parse(struct str der, TS_RESP **out, struct err *e) {
    const u8 *p = (const u8 *)der.p;
    *out = NULL;
    if (der.n > STAMP_BYTES_MAX)
        return fail(e, RC_LIMIT, "a time stamp of %lld bytes; the most is %d", (long long)der.n,
                    STAMP_BYTES_MAX);
    *out = der.n > 0 ? d2i_TS_RESP(NULL, &p, (long)der.n) : NULL;
    ERR_clear_error();
    if (*out && p == (const u8 *)der.p + der.n) return RC_OK;
    TS_RESP_free(*out);
    *out = NULL;
    return fail(e, RC_INTEGRITY, "these bytes are no answer of a time authority (RFC 3161)");
}

rc stamp_read(struct arena *a, struct str response, struct str note, const u8 *nonce,
              struct stamp *out, struct err *e) {
    TS_RESP *r;
    *out = (struct stamp){.accuracy_ms = -1};
    TRY(parse(response, &r, e));
    rc code = take_facts(a, r, note, nonce, out, e);
    TS_RESP_free(r);
    return code;
}

/* ---- who signed ---- */

/* The signature over the token, the certificate it binds itself to (ESS), the imprint, the version:
 * as `openssl ts -verify` does it. */
static bool signature_ok(TS_RESP *r, struct str note, X509_STORE *store, STACK_OF(X509) * extra) {
    u8 h[32];
    TS_VERIFY_CTX *v = TS_VERIFY_CTX_new();
    if (!v) return X509_STORE_free(store), sk_X509_pop_free(extra, X509_free), false;
    sha256(note, h);
    TS_VERIFY_CTX_set_flags(v, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE | TS_VFY_SIGNER);
    TS_VERIFY_CTX_set_store(v, store);
    TS_VERIFY_CTX_set_certs(v, extra);
    TS_VERIFY_CTX_set_imprint(v, OPENSSL_memdup(h, 32), 32);
    bool ok = TS_RESP_verify_response(v, r) == 1;
    TS_VERIFY_CTX_free(v); /* with what was handed over */
    return ok;
}

static rc verify(TS_RESP *r, struct str note, const struct pem *roots, const struct pem *extra,
                 struct stamp *out, struct err *e) {
    X509 *signer = enclosed_signer(r);
    if (!signer)
        return fail(e, RC_INTEGRITY, "the time stamp does not enclose its signing certificate");
    STACK_OF(X509) *enclosed = TS_RESP_get_token(r)->d.sign->cert;
    TRY(stamp_chain(signer, enclosed, roots, extra, out, e));
    if (!signature_ok(r, note, stamp_store(roots, out->time), X509_chain_up_ref(extra->certs)))
        return stamp_fail(e, RC_INTEGRITY, "the time stamp does not verify");
    return RC_OK;
}

rc stamp_verify(struct arena *a, struct str response, struct str note, struct str roots,
                struct str extra, struct stamp *out, struct err *e) {
    TS_RESP *r;
    struct pem trusted = {0}, more = {0};
    *out = (struct stamp){.accuracy_ms = -1};
    TRY(parse(response, &r, e));
    rc code = take_facts(a, r, note, NULL, out, e);
    if (code == RC_OK) code = stamp_pem_read(roots, &trusted, e);
    if (code == RC_OK && !sk_X509_num(trusted.certs))
        code = fail(e, RC_USAGE, "the roots of the time authority hold no certificate");
    if (code == RC_OK) code = stamp_pem_read(extra, &more, e);
    if (code == RC_OK) code = verify(r, note, &trusted, &more, out, e);
    stamp_pem_drop(&more);
    stamp_pem_drop(&trusted);
    TS_RESP_free(r);
    ERR_clear_error();
    return code;
}
