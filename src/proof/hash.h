/* SHA-256, HMAC and HKDF over it (FIPS 180-4, RFC 2104, RFC 5869), by OpenSSL's EVP with the
 * algorithm fetched once.
 *
 * Thread-safe: each thread keeps one digest context for the one-shot calls. No call can fail for a
 * reason of the world: a libcrypto without SHA-256 or without memory is CHECKed. Time linear in
 * the bytes. */
#ifndef CAIRN_PROOF_HASH_H
#define CAIRN_PROOF_HASH_H

#include "base/err.h"
#include "base/str.h"

enum { HASH_BYTES = 32 };
typedef u8 digest[HASH_BYTES]; /* so that NEWN(a, digest, n) gives a u8 (*)[32] */

/* SHA-256 of the bytes. */
void sha256(struct str bytes, u8 out[32]);
/* SHA-256 of n pieces one after another, without copying them together. */
void sha256_of(const struct str *pieces, i64 n, u8 out[32]);

/* Piece by piece. Every sha256_begin needs one sha256_end or sha256_drop: it holds a libcrypto
 * context. */
struct sha256 {
    void *ctx;
};
void sha256_begin(struct sha256 *h);
void sha256_add(struct sha256 *h, struct str bytes);
void sha256_end(struct sha256 *h, u8 out[32]); /* writes the digest and frees */
void sha256_drop(struct sha256 *h);            /* frees without a digest; fine on a zeroed one */

void hmac_sha256(struct str key, struct str bytes, u8 out[32]);
/* HKDF with 32 bytes of output, as age uses it: salt may be empty (= 32 zero bytes). */
void hkdf_sha256(struct str ikm, struct str salt, struct str info, u8 out[32]);

/* Big-endian integers, as every commitment and tile here writes them. */
static inline void put_u64be(u8 *p, u64 v) {
    for (int i = 0; i < 8; i++)
        p[i] = (u8)(v >> (56 - 8 * i));
}
static inline u64 get_u64be(const u8 *p) {
    u64 v = 0;
    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return v;
}
/* A borrowed str over raw bytes. */
static inline struct str bytes_str(const void *p, i64 n) {
    return (struct str){p, n};
}

#endif
