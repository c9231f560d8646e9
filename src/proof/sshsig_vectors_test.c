/* Wycheproof for ECDSA P-256 and RSA as sshsig.c and the time stamps verify them: through
 * libcrypto, as it is linked. "acceptable" (RSA, an algorithm identifier without NULL) may go
 * either way. */
#include "proof/wycheproof_testing.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

static EVP_PKEY *key_of(struct arena *a, const struct json *group) {
    struct str der = hex_decode(a, json_get_str(group, "publicKeyDer"));
    const u8 *p = (const u8 *)der.p;
    return d2i_PUBKEY(NULL, &p, der.n);
}

static bool verifies(EVP_PKEY *key, const EVP_MD *md, struct str sig, struct str msg) {
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    const u8 *text = (const u8 *)(msg.p ? msg.p : "");
    bool ok = EVP_DigestVerifyInit(c, NULL, md, NULL, key) == 1 &&
              EVP_DigestVerify(c, (const u8 *)sig.p, (size_t)sig.n, text, (size_t)msg.n) == 1;
    EVP_MD_CTX_free(c);
    return ok;
}

static int run(const char *name, const EVP_MD *md) {
    struct arena whole = test_arena();
    struct json *v;
    int n = 0;
    if (!wycheproof(&whole, name, &v)) return -1;
    JSON_EACH(g, json_get(v, "testGroups")) {
        EVP_PKEY *key = key_of(&whole, g);
        if (!EXPECT(key)) continue;
        JSON_EACH(t, json_get(g, "tests")) {
            struct arena a = whole;
            struct str want = json_get_str(t, "result");
            bool ok = verifies(key, md, hex_decode(&a, json_get_str(t, "sig")),
                               hex_decode(&a, json_get_str(t, "msg")));
            if (!str_eqc(want, "acceptable") && ok != str_eqc(want, "valid")) wrong(t);
            n++;
        }
        EVP_PKEY_free(key);
    }
    return n;
}

TEST(sshsig_ecdsa_wycheproof) {
    int n = run("ecdsa_secp256r1_sha256", EVP_sha256());
    EXPECT(n == 484 || n == -1);
}

TEST(sshsig_rsa_wycheproof) {
    int n = run("rsa_signature_2048_sha256", EVP_sha256());
    EXPECT(n == 259 || n == -1);
    n = run("rsa_signature_4096_sha512", EVP_sha512());
    EXPECT(n == 259 || n == -1);
}
