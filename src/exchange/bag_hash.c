/* Several digests of one file in one pass, by OpenSSL's EVP. */
#include "exchange/bag_inner.h"

#include <errno.h>
#include <openssl/evp.h>
#include <unistd.h>

const struct bag_alg BAG_ALG[BAG_ALGS] = {{"md5", 16, true},     {"sha1", 20, true},
                                          {"sha224", 28, false}, {"sha256", 32, false},
                                          {"sha384", 48, false}, {"sha512", 64, false}};

int bag_alg_named(struct str name) {
    char plain[16];
    i64 n = 0;
    for (i64 i = 0; i < name.n; i++) {
        if (name.p[i] == '-' || name.p[i] == '_') continue; /* SHA-256, as some write it */
        if (n == (i64)sizeof plain) return -1;
        plain[n++] = lower(name.p[i]);
    }
    for (int k = 0; k < BAG_ALGS; k++)
        if (str_eqc((struct str){plain, n}, BAG_ALG[k].name)) return k;
    return -1;
}

static const EVP_MD *md_of(int k) {
    switch (k) {
    case 0: return EVP_md5();
    case 1: return EVP_sha1();
    case 2: return EVP_sha224();
    case 3: return EVP_sha256();
    case 4: return EVP_sha384();
    default: return EVP_sha512();
    }
}

struct hashes {
    EVP_MD_CTX *ctx[BAG_ALGS];
};

static void begin(struct hashes *h, u32 which) {
    *h = (struct hashes){0};
    for (int k = 0; k < BAG_ALGS; k++) {
        if (!(which >> k & 1)) continue;
        h->ctx[k] = EVP_MD_CTX_new();
        CHECK(h->ctx[k] && EVP_DigestInit_ex(h->ctx[k], md_of(k), NULL) == 1);
    }
}

static void add(struct hashes *h, const void *p, i64 n) {
    for (int k = 0; k < BAG_ALGS; k++)
        if (h->ctx[k]) CHECK(EVP_DigestUpdate(h->ctx[k], p, (size_t)n) == 1);
}

static void end(struct hashes *h, u8 (*out)[BAG_DIGEST]) {
    for (int k = 0; k < BAG_ALGS; k++) {
        if (!h->ctx[k]) continue;
        CHECK(EVP_DigestFinal_ex(h->ctx[k], out[k], NULL) == 1);
        EVP_MD_CTX_free(h->ctx[k]);
    }
}

void bag_hash_bytes(struct str bytes, u32 which, u8 (*out)[BAG_DIGEST]) {
    struct hashes h;
    begin(&h, which);
    add(&h, bytes.p, bytes.n);
    end(&h, out);
}

rc bag_hash(int fd, u32 which, u8 (*out)[BAG_DIGEST], i64 *size, struct err *e) {
    struct hashes h;
    u8 piece[64 << 10];
    ssize_t n;
    *size = 0;
    begin(&h, which);
    while ((n = pread(fd, piece, sizeof piece, *size)) != 0) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) break;
        add(&h, piece, n);
        *size += n;
    }
    int no = errno;
    end(&h, out);
    return n < 0 ? fail(e, RC_IO, "cannot be read: %s", strerrordesc_np(no)) : RC_OK;
}
