#include "proof/sshsig.h"

#include "base/limits.h"
#include "proof/hash.h"
#include "proof/sign.h"
#include "proof/ssh_inner.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#define MAGIC "SSHSIG"
#define BEGIN "-----BEGIN SSH SIGNATURE-----\n"
#define END   "-----END SSH SIGNATURE-----\n"
enum { ARMOR_LINE = 70, USER_PRESENT = 1 };

/* The inner signature taken apart. */
struct parts {
    struct str raw;  /* Ed25519: 64 bytes; RSA: as long as the modulus */
    struct str r, s; /* P-256 */
    bool sha512;     /* RSA */
    u8 flags;        /* of a token, with its counter as it stands there */
    struct str counter;
};

static bool read_ecdsa(struct str both, struct parts *p) {
    struct wire w = {.rest = both};
    p->r = wire_mpint(&w);
    p->s = wire_mpint(&w);
    return wire_done(&w) && p->r.n <= 32 && p->s.n <= 32;
}

static bool read_inner(const struct ssh_key *key, const struct ssh_numbers *k, struct str inner,
                       struct parts *p) {
    struct wire w = {.rest = inner};
    struct str type = wire_string(&w);
    p->raw = wire_string(&w);
    if (k->token) {
        struct str flags = wire_take(&w, 1);
        p->flags = flags.n ? (u8)flags.p[0] : 0;
        p->counter = wire_take(&w, 4);
    }
    if (!wire_done(&w)) return false;
    p->sha512 = str_eq(type, S("rsa-sha2-512"));
    if (k->algorithm == SSH_RSA)
        return (p->sha512 || str_eq(type, S("rsa-sha2-256"))) && p->raw.n == k->modulus.n;
    if (!str_eq(type, key->type)) return false;
    return k->algorithm == SSH_ED25519 ? p->raw.n == 64 : read_ecdsa(p->raw, p);
}

/* The armor has one spelling: lines of 70 characters, as ssh-keygen writes them. */
static struct str dearmor(struct arena *a, struct str text) {
    struct str body = str_sub(text, (i64)sizeof BEGIN - 1, text.n - ((i64)sizeof END - 1)), line;
    struct buf b = buf_make(a, SSHSIG_BYTES_MAX);
    if (!str_starts(text, S(BEGIN)) || !str_ends(text, S(END)) || !str_ends(body, S("\n")))
        return (struct str){0};
    body.n--;
    while (body.p) {
        line = str_cut(&body, '\n');
        if (line.n < 1 || line.n > ARMOR_LINE || (body.p && line.n != ARMOR_LINE))
            return (struct str){0};
        buf_put(&b, line);
    }
    return b64_decode(a, buf_str(&b), true);
}

static rc bad(struct err *e, const char *why) {
    return fail(e, RC_USAGE, "not an SSH signature: %s", why);
}

rc sshsig_parse(struct arena *a, struct str armored, struct sshsig *out, struct err *e) {
    *out = (struct sshsig){0};
    if (armored.n > SSHSIG_BYTES_MAX)
        return fail(e, RC_LIMIT, "an SSH signature of %lld bytes", (long long)armored.n);
    struct str blob = dearmor(a, armored), reserved;
    if (!blob.p) return bad(e, "not the text that ssh-keygen -Y sign writes");
    struct wire w = {.rest = blob};
    if (!str_eq(wire_take(&w, 6), S(MAGIC)) || wire_u32(&w) != 1) return bad(e, "not of version 1");
    out->key.blob = wire_string(&w);
    out->ns = wire_string(&w);
    reserved = wire_string(&w);
    out->hash = wire_string(&w);
    out->signature = wire_string(&w);
    if (!wire_done(&w) || reserved.n) return bad(e, "its fields do not fill it");
    if (!out->ns.n) return bad(e, "it names no namespace");
    if (!str_eq(out->hash, S("sha256")) && !str_eq(out->hash, S("sha512")))
        return bad(e, "its hash is neither sha256 nor sha512");
    struct ssh_numbers k;
    struct parts p = {0};
    TRY(ssh_key_numbers(out->key.blob, &out->key.type, &k, e));
    return read_inner(&out->key, &k, out->signature, &p) ? RC_OK
                                                         : bad(e, "it does not fit its key");
}

static void put_string(struct buf *b, struct str s) {
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_c(b, (char)((u64)s.n >> shift));
    buf_put(b, s);
}

static struct str digest_of(struct arena *a, struct str message, bool sha512) {
    u8 *h = NEWN(a, u8, 64);
    unsigned n = 0;
    const EVP_MD *md = sha512 ? EVP_sha512() : EVP_sha256();
    CHECK(EVP_Digest(message.p ? message.p : "", (size_t)message.n, h, &n, md, NULL) == 1);
    return bytes_str(h, n);
}

/* What the key signed: PROTOCOL.sshsig §3, and around it, from a token, PROTOCOL.u2f. */
static struct str signed_bytes(struct arena *a, const struct sshsig *s, const struct ssh_numbers *k,
                               const struct parts *p, struct str message) {
    struct buf b = buf_make(a, SSHSIG_BYTES_MAX), t = buf_make(a, 128);
    buf_put(&b, S(MAGIC));
    put_string(&b, s->ns);
    put_string(&b, S(""));
    put_string(&b, s->hash);
    put_string(&b, digest_of(a, message, str_eq(s->hash, S("sha512"))));
    CHECK(buf_ok(&b));
    if (!k->token) return buf_str(&b);
    buf_put(&t, digest_of(a, k->application, false));
    buf_c(&t, (char)p->flags);
    buf_put(&t, p->counter);
    buf_put(&t, digest_of(a, buf_str(&b), false));
    CHECK(buf_ok(&t));
    return buf_str(&t);
}

/* A public key for libcrypto; NULL when the numbers are none (a point beside the curve). */
static EVP_PKEY *public_key(const char *type, OSSL_PARAM_BLD *build) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    CHECK(params && ctx && EVP_PKEY_fromdata_init(ctx) == 1);
    if (EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1) key = NULL;
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    return key;
}

/* Frees the key. */
static bool evp_ok(EVP_PKEY *key, const EVP_MD *md, struct str sig, struct str text) {
    if (!key) return ERR_clear_error(), false;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    CHECK(ctx);
    bool ok = EVP_DigestVerifyInit(ctx, NULL, md, NULL, key) == 1 &&
              EVP_DigestVerify(ctx, (const u8 *)sig.p, (size_t)sig.n, (const u8 *)text.p,
                               (size_t)text.n) == 1;
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return ok;
}

static bool p256_ok(const struct ssh_numbers *k, const struct parts *p, struct str text) {
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    ECDSA_SIG *sig = ECDSA_SIG_new();
    u8 *der = NULL;
    CHECK(build && sig);
    CHECK(OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0));
    CHECK(OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, k->point.p,
                                           (size_t)k->point.n));
    CHECK(ECDSA_SIG_set0(sig, BN_bin2bn((const u8 *)p->r.p, (int)p->r.n, NULL),
                         BN_bin2bn((const u8 *)p->s.p, (int)p->s.n, NULL)));
    int n = i2d_ECDSA_SIG(sig, &der);
    CHECK(n > 0);
    bool ok = evp_ok(public_key("EC", build), EVP_sha256(), bytes_str(der, n), text);
    OPENSSL_free(der);
    ECDSA_SIG_free(sig);
    return ok;
}

static bool rsa_ok(const struct ssh_numbers *k, const struct parts *p, struct str text) {
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn((const u8 *)k->modulus.p, (int)k->modulus.n, NULL);
    BIGNUM *x = BN_bin2bn((const u8 *)k->exponent.p, (int)k->exponent.n, NULL);
    CHECK(build && n && x);
    CHECK(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n));
    CHECK(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, x));
    bool ok =
        evp_ok(public_key("RSA", build), p->sha512 ? EVP_sha512() : EVP_sha256(), p->raw, text);
    BN_free(n);
    BN_free(x);
    return ok;
}

rc sshsig_verify(struct arena scratch, const struct sshsig *s, struct str ns, struct str message,
                 struct err *e) {
    struct ssh_numbers k;
    struct parts p = {0};
    struct str type;
    bool ok;
    TRY(ssh_key_numbers(s->key.blob, &type, &k, e));
    if (!str_eq(type, s->key.type) || !read_inner(&s->key, &k, s->signature, &p))
        return fail(e, RC_INTEGRITY, "the signature does not fit its key");
    if (!str_eq(s->ns, ns))
        return fail(e, RC_INTEGRITY, "the signature was made for another purpose (namespace)");
    if (k.token && !(p.flags & USER_PRESENT))
        return fail(e, RC_INTEGRITY, "the signature was made without touching the token");
    struct str text = signed_bytes(&scratch, s, &k, &p, message);
    if (k.algorithm == SSH_ED25519)
        ok = sign_ok((const u8 *)k.point.p, text, (const u8 *)p.raw.p);
    else
        ok = k.algorithm == SSH_P256 ? p256_ok(&k, &p, text) : rsa_ok(&k, &p, text);
    return ok ? RC_OK : fail(e, RC_INTEGRITY, "the signature is not of this text by this key");
}
