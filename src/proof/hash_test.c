#include "base/t.h"
#include "base/json.h"
#include "proof/hash.h"
#include "proof/sign.h"

#include <pthread.h>

static struct str hex(struct arena *a, const u8 *p, i64 n) {
    return hex_encode(a, bytes_str(p, n));
}

/* FIPS 180-4 examples. */
TEST(hash_sha256_examples) {
    struct arena a = test_arena();
    u8 out[32];
    sha256(S("abc"), out);
    EXPECT_STR(hex(&a, out, 32), S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    sha256(S(""), out);
    EXPECT_STR(hex(&a, out, 32), S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    struct sha256 h;
    sha256_begin(&h);
    for (int i = 0; i < 1000000; i += 50) sha256_add(&h, S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    sha256_end(&h, out);
    EXPECT_STR(hex(&a, out, 32), S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

/* RFC 4231 cases 2 and 6 (a key longer than a block), RFC 5869 case 1 (first 32 bytes). */
TEST(hash_hmac_and_hkdf_examples) {
    struct arena a = test_arena();
    u8 out[32], key[131];
    hmac_sha256(S("Jefe"), S("what do ya want for nothing?"), out);
    EXPECT_STR(hex(&a, out, 32), S("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    memset(key, 0xaa, sizeof key);
    hmac_sha256(bytes_str(key, 131), S("Test Using Larger Than Block-Size Key - Hash Key First"), out);
    EXPECT_STR(hex(&a, out, 32), S("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    struct str ikm = hex_decode(&a, S("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"));
    struct str salt = hex_decode(&a, S("000102030405060708090a0b0c")), info = hex_decode(&a, S("f0f1f2f3f4f5f6f7f8f9"));
    hkdf_sha256(ikm, salt, info, out);
    EXPECT_STR(hex(&a, out, 32), S("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
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
    for (int i = 0; i < 4; i++) EXPECT_INT(pthread_create(&t[i], NULL, hash_much, &bad[i]), 0);
    for (int i = 0; i < 4; i++) {
        EXPECT_INT(pthread_join(t[i], NULL), 0);
        EXPECT_INT(bad[i], 0);
    }
}

/* RFC 8032 §7.1 test 2. */
TEST(sign_example) {
    struct arena a = test_arena();
    u8 pub[32], secret[64], sig[64];
    struct str seed = hex_decode(&a, S("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    sign_keypair((const u8 *)seed.p, pub, secret);
    EXPECT_STR(hex(&a, pub, 32), S("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    sign_make(secret, S("r"), sig);
    EXPECT_STR(str_sub(hex(&a, sig, 64), 0, 32), S("92a009a9f0d4cab8720e820b5f642540"));
    EXPECT(sign_ok(pub, S("r"), sig));
    EXPECT(!sign_ok(pub, S("s"), sig));
    sig[63] ^= 0x20;
    EXPECT(!sign_ok(pub, S("r"), sig));
}

/* Wycheproof's Ed25519: valid ones accepted, invalid ones refused. */
TEST(sign_wycheproof) {
    struct arena a = test_arena();
    struct err e = {0};
    const char *path;
    struct json *v;
    int n = 0;
    if (!test_shared(&a, "vectors/wycheproof/ed25519_test.json", &path)) {
        test_skip("vectors/wycheproof is not here");
        return;
    }
    EXPECT_OK(json_read(&a, test_file(&a, path), &v, &e));
    JSON_EACH(g, json_get(v, "testGroups")) {
        struct str pub = hex_decode(&a, json_get_str(json_get(g, "publicKey"), "pk"));
        JSON_EACH(t, json_get(g, "tests")) {
            struct str sig = hex_decode(&a, json_get_str(t, "sig")), msg = hex_decode(&a, json_get_str(t, "msg"));
            bool ok = pub.n == 32 && sig.n == 64 && sign_ok((const u8 *)pub.p, msg, (const u8 *)sig.p);
            if (ok != str_eqc(json_get_str(t, "result"), "valid"))
                test_fail(__FILE__, __LINE__, "tcId %lld", (long long)json_get_i(t, "tcId", 0));
            n++;
        }
    }
    EXPECT(n >= 150);
}
