#include "base/t.h"
#include "proof/hash.h"

#include <pthread.h>

static struct str hex(struct arena *a, const u8 *p, i64 n) {
    return hex_encode(a, bytes_str(p, n));
}

/* FIPS 180-4 examples. */
TEST(hash_sha256_examples) {
    struct arena a = test_arena();
    u8 out[32];
    sha256(S("abc"), out);
    EXPECT_STR(hex(&a, out, 32),
               S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    sha256(S(""), out);
    EXPECT_STR(hex(&a, out, 32),
               S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    struct sha256 h;
    sha256_begin(&h);
    for (int i = 0; i < 1000000; i += 50)
        sha256_add(&h, S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    sha256_end(&h, out);
    EXPECT_STR(hex(&a, out, 32),
               S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

/* RFC 4231 cases 2 and 6 (a key longer than a block), RFC 5869 case 1 (first 32 bytes). */
TEST(hash_hmac_and_hkdf_examples) {
    struct arena a = test_arena();
    u8 out[32], key[131];
    hmac_sha256(S("Jefe"), S("what do ya want for nothing?"), out);
    EXPECT_STR(hex(&a, out, 32),
               S("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    memset(key, 0xaa, sizeof key);
    hmac_sha256(bytes_str(key, 131), S("Test Using Larger Than Block-Size Key - Hash Key First"),
                out);
    EXPECT_STR(hex(&a, out, 32),
               S("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    struct str ikm = hex_decode(&a, S("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"));
    struct str salt = hex_decode(&a, S("000102030405060708090a0b0c")),
               info = hex_decode(&a, S("f0f1f2f3f4f5f6f7f8f9"));
    hkdf_sha256(ikm, salt, info, out);
    EXPECT_STR(hex(&a, out, 32),
               S("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
}

static void *hash_much(void *ctx) {
    u8 out[32];
    i64 bad = 0;
    for (int i = 0; i < 20000; i++) {
        sha256(S("abc"), out);
        bad += out[0] != 0xba || out[31] != 0xad;
    }
    *(i64 *)ctx = bad;
    return NULL;
}

TEST(hash_from_many_threads) {
    pthread_t t[4];
    i64 bad[4];
    for (int i = 0; i < 4; i++)
        EXPECT_INT(pthread_create(&t[i], NULL, hash_much, &bad[i]), 0);
    for (int i = 0; i < 4; i++) {
        EXPECT_INT(pthread_join(t[i], NULL), 0);
        EXPECT_INT(bad[i], 0);
    }
}
