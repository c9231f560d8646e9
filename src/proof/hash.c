#include "proof/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>

/* Fetched once and read-only afterwards: EVP_sha256() would look the provider up again for every
 * digest. */
static EVP_MD *md;
static pthread_key_t ctx_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void ctx_free(void *ctx) {
    EVP_MD_CTX_free(ctx);
}

static void fetch(void) {
    md = EVP_MD_fetch(NULL, "SHA256", NULL);
    CHECK(md);
    CHECK(pthread_key_create(&ctx_key, ctx_free) == 0);
}

static void start(EVP_MD_CTX *ctx) {
    CHECK(ctx);
    CHECK(EVP_DigestInit_ex2(ctx, md, NULL) == 1);
}

static void add(EVP_MD_CTX *ctx, struct str bytes) {
    if (bytes.n > 0) CHECK(EVP_DigestUpdate(ctx, bytes.p, (size_t)bytes.n) == 1);
}

static EVP_MD_CTX *thread_ctx(void) {
    CHECK(pthread_once(&once, fetch) == 0);
    EVP_MD_CTX *ctx = pthread_getspecific(ctx_key);
    if (ctx) return ctx;
    ctx = EVP_MD_CTX_new();
    CHECK(ctx);
    CHECK(pthread_setspecific(ctx_key, ctx) == 0);
    return ctx;
}

void sha256_of(const struct str *pieces, i64 n, u8 out[32]) {
    EVP_MD_CTX *ctx = thread_ctx();
    start(ctx);
    for (i64 i = 0; i < n; i++)
        add(ctx, pieces[i]);
    CHECK(EVP_DigestFinal_ex(ctx, out, NULL) == 1);
}

void sha256(struct str bytes, u8 out[32]) {
    sha256_of(&bytes, 1, out);
}

void sha256_begin(struct sha256 *h) {
    CHECK(pthread_once(&once, fetch) == 0);
    h->ctx = EVP_MD_CTX_new();
    start(h->ctx);
}

void sha256_add(struct sha256 *h, struct str bytes) {
    add(h->ctx, bytes);
}

void sha256_end(struct sha256 *h, u8 out[32]) {
    CHECK(EVP_DigestFinal_ex(h->ctx, out, NULL) == 1);
    sha256_drop(h);
}

void sha256_drop(struct sha256 *h) {
    EVP_MD_CTX_free(h->ctx);
    h->ctx = NULL;
}

void hmac_sha256(struct str key, struct str bytes, u8 out[32]) {
    u8 pad[64] = {0}, inner[32];
    if (key.n > (i64)sizeof pad)
        sha256(key, pad);
    else if (key.n > 0)
        memcpy(pad, key.p, (size_t)key.n);
    for (int i = 0; i < 64; i++)
        pad[i] ^= 0x36;
    sha256_of((struct str[]){bytes_str(pad, 64), bytes}, 2, inner);
    for (int i = 0; i < 64; i++)
        pad[i] ^= 0x36 ^ 0x5c;
    sha256_of((struct str[]){bytes_str(pad, 64), bytes_str(inner, 32)}, 2, out);
    OPENSSL_cleanse(pad, sizeof pad);
    OPENSSL_cleanse(inner, sizeof inner);
}

void hkdf_sha256(struct str ikm, struct str salt, struct str info, u8 out[32]) {
    u8 prk[32], last[256];
    CHECK(info.n >= 0 && info.n < (i64)sizeof last);
    hmac_sha256(salt, ikm, prk);
    if (info.n > 0) memcpy(last, info.p, (size_t)info.n);
    last[info.n] = 1;
    hmac_sha256(bytes_str(prk, 32), bytes_str(last, info.n + 1), out);
    OPENSSL_cleanse(prk, sizeof prk);
}
