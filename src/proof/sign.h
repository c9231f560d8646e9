/* Ed25519 (RFC 8032) through libsodium.
 *
 * Accept set of verification (libsodium 1.0.18, crypto_sign_verify_detached): S must be below the
 * group order; the public key must be canonical and not of small order; R must not be of small
 * order; the equation is checked without the cofactor, by comparing the bytes of R. So a signature
 * is not malleable, and what is accepted here is accepted by every cofactored verifier too (RFC
 * 8032 §5.1.7 permits either). Thread-safe. */
#ifndef CAIRN_PROOF_SIGN_H
#define CAIRN_PROOF_SIGN_H

#include "base/str.h"

enum { SIGN_PUBLIC = 32, SIGN_SECRET = 64, SIGN_BYTES = 64, SIGN_SEED = 32 };

/* Key pair from a 32-byte seed (RFC 8032 private key). secret = seed ‖ public, as libsodium
 * wants it. */
void sign_keypair(const u8 seed[32], u8 public_key[32], u8 secret[64]);
void sign_make(const u8 secret[64], struct str message, u8 signature[64]);
bool sign_ok(const u8 public_key[32], struct str message, const u8 signature[64]);

#endif
