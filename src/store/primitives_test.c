/* Wycheproof for the primitives below the vault and the projection, through the libraries as they
 * are linked: what our formats assume of them (RFC 8439, RFC 7748, draft-irtf-cfrg-xchacha). */
#include "proof/wycheproof_testing.h"
#include "store/age.h"

#include <openssl/evp.h>
#include <sodium.h>

static const u8 *u(struct str s) {
    return (const u8 *)s.p;
}
static bool valid(const struct json *t) {
    return !str_eqc(json_get_str(t, "result"), "invalid");
}
struct aead {
    struct str key, iv, aad, msg, ct, tag;
};
static struct aead aead_of(struct arena *a, const struct json *t) {
    return (struct aead){hex_of(a, t, "key"), hex_of(a, t, "iv"), hex_of(a, t, "aad"),
                         hex_of(a, t, "msg"), hex_of(a, t, "ct"), hex_of(a, t, "tag")};
}

/* As age_stream.c calls it. */
static bool chacha_opens(const struct aead *v, u8 *out) {
    int n = 0, rest = 0;
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    bool ok = v->iv.n == 12 && v->tag.n == 16 &&
              EVP_DecryptInit_ex(c, EVP_chacha20_poly1305(), NULL, u(v->key), u(v->iv)) == 1 &&
              EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, 16, (void *)v->tag.p) == 1 &&
              EVP_DecryptUpdate(c, NULL, &n, u(v->aad), (int)v->aad.n) == 1 &&
              EVP_DecryptUpdate(c, out, &n, u(v->ct), (int)v->ct.n) == 1 &&
              EVP_DecryptFinal_ex(c, out + n, &rest) == 1;
    EVP_CIPHER_CTX_free(c);
    return ok && memcmp(out, v->msg.p, (size_t)v->msg.n) == 0;
}

/* As db/page.c calls it. */
static bool xchacha_opens(const struct aead *v, u8 *out) {
    return v->iv.n == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES && v->tag.n == 16 &&
           crypto_aead_xchacha20poly1305_ietf_decrypt_detached(out, NULL, u(v->ct), (u64)v->ct.n,
                                                               u(v->tag), u(v->aad), (u64)v->aad.n,
                                                               u(v->iv), u(v->key)) == 0 &&
           memcmp(out, v->msg.p, (size_t)v->msg.n) == 0;
}

static int run_aead(const char *name, bool (*opens)(const struct aead *, u8 *)) {
    struct arena whole = test_arena();
    struct json *v;
    int n = 0;
    if (!wycheproof(&whole, name, &v)) return -1;
    JSON_EACH(g, json_get(v, "testGroups")) {
        JSON_EACH(t, json_get(g, "tests")) {
            struct arena a = whole;
            struct aead x = aead_of(&a, t);
            if (opens(&x, NEWN(&a, u8, x.ct.n + 64)) != valid(t)) wrong(t);
            n++;
        }
    }
    return n;
}

TEST(primitives_chacha20_poly1305) {
    int n = run_aead("chacha20_poly1305", chacha_opens);
    EXPECT(n == 325 || n == -1);
}

TEST(primitives_xchacha20_poly1305) {
    int n = run_aead("xchacha20_poly1305", xchacha_opens);
    EXPECT(n == 315 || n == -1);
}

/* "acceptable" are keys of small order and the like: libsodium refuses those whose product is zero,
 * as age asks for; for all others the product must be the one given. */
TEST(primitives_x25519) {
    struct arena whole = test_arena();
    struct json *v;
    int n = 0;
    if (!wycheproof(&whole, "x25519", &v)) return;
    JSON_EACH(g, json_get(v, "testGroups")) {
        JSON_EACH(t, json_get(g, "tests")) {
            struct arena a = whole;
            u8 out[32];
            struct str want = hex_of(&a, t, "shared");
            bool zero = sodium_is_zero(u(want), 32) == 1;
            bool got = crypto_scalarmult(out, u(hex_of(&a, t, "private")),
                                         u(hex_of(&a, t, "public"))) == 0;
            if (got == zero || (got && memcmp(out, want.p, 32) != 0)) wrong(t);
            n++;
        }
    }
    EXPECT_INT(n, 518);
}
