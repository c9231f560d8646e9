/* ChaCha20-Poly1305 (RFC 8439) as age uses it, by OpenSSL EVP with the cipher fetched once.
 * Internal to age. */
#ifndef CAIRN_STORE_AGE_AEAD_H
#define CAIRN_STORE_AGE_AEAD_H

#include "base/str.h"

/* A file key under a wrap key, nonce zero: 16 bytes to 32 and back. */
void age_wrap(const u8 wrap_key[32], const u8 file_key[16], u8 body[32]);
bool age_unwrap(const u8 wrap_key[32], const u8 body[32], u8 file_key[16]);

#endif
