/* What the case attests beyond its log: one signature over a text, under a purpose of its own, so
 * that no such signature can pass for a checkpoint or a leaf. */
#include "proof/hash.h"
#include "proof/sign.h"
#include "store/store_int.h"

void store_sign(const struct store *s, const char *purpose, struct str text, u8 signature[64]) {
    u8 h[32], message[64];
    sha256_of((const struct str[]){S("cairn/attest/v1\n"), str_c(purpose), S("\n")}, 3, message);
    sha256(text, h);
    memcpy(message + 32, h, 32);
    sign_make(s->keys->log_secret, bytes_str(message, 64), signature);
}

bool store_sign_ok(const u8 log_pub[32], const char *purpose, struct str text,
                   const u8 signature[64]) {
    u8 h[32], message[64];
    sha256_of((const struct str[]){S("cairn/attest/v1\n"), str_c(purpose), S("\n")}, 3, message);
    sha256(text, h);
    memcpy(message + 32, h, 32);
    return sign_ok(log_pub, bytes_str(message, 64), signature);
}
