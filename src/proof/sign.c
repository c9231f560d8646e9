#include "proof/sign.h"

#include "base/err.h"

#include <sodium.h>

void sign_keypair(const u8 seed[32], u8 public_key[32], u8 secret[64]) {
    CHECK(sodium_init() >= 0);
    CHECK(crypto_sign_seed_keypair(public_key, secret, seed) == 0);
}

void sign_make(const u8 secret[64], struct str message, u8 signature[64]) {
    const u8 *m = (const u8 *)message.p;
    CHECK(crypto_sign_detached(signature, NULL, m, (u64)message.n, secret) == 0);
}

bool sign_ok(const u8 public_key[32], struct str message, const u8 signature[64]) {
    const u8 *m = (const u8 *)message.p;
    return crypto_sign_verify_detached(signature, m, (u64)message.n, public_key) == 0;
}
