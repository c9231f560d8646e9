/* age files and keys from untrusted bytes. The first byte of the input chooses a key; nothing opens
 * by chance. */
#include "store/age.h"
#include "store/age_armor.h"
#include "store/bech32.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t n);

static rc ignore(void *ctx, struct str bytes, struct err *e) {
    (void)ctx, (void)bytes, (void)e;
    return RC_OK;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t n) {
    struct arena original = arena_make("fuzz", 64 << 20), a = original;
    struct str file = {(const char *)data, (i64)n};
    struct age_key k;
    struct err e = {0};
    u8 key[16] = {1}, secret[32] = {2}, raw[64];
    i64 used, len;
    enum age_end end;
    age_key_from(&k, secret);
    /* no passphrase: scrypt would only take time */
    struct age_secrets with = {.keys = &k, .nkeys = 1};
    rc r = age_header_open(a, file, &with, key, &used, &end, &e);
    CHECK(used <= file.n && (r == RC_OK || e.code == r));
    e = (struct err){0};
    CHECK(age_payload_open(a, file, key, ignore, NULL, &e) != RC_OK);
    if (bech32_decode(file, S("age"), raw, &len)) {
        struct str again = bech32_encode(&a, S("age"), (struct str){(char *)raw, len});
        CHECK(str_eqi(again, file));
    }
    age_identity_parse(file, &k);
    struct str inside;
    if (age_armor_read(&a, file, &inside, &e) == RC_OK && inside.n > 0)
        CHECK(str_has(file, S("\r")) || str_has(file, str_trim(age_armor_write(&a, inside))));
    arena_drop(original);
    return 0;
}
