#include "base/t.h"
#include "base/json.h"
#include "proof/sign.h"

#include <stdio.h>

/* RFC 8032 §7.1 test 2. */
TEST(sign_example) {
    struct arena a = test_arena();
    u8 pub[32], secret[64], sig[64];
    struct str seed =
        hex_decode(&a, S("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    sign_keypair((const u8 *)seed.p, pub, secret);
    EXPECT_STR(hex_encode(&a, (struct str){(char *)pub, 32}),
               S("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    sign_make(secret, S("r"), sig);
    EXPECT_STR(str_sub(hex_encode(&a, (struct str){(char *)sig, 64}), 0, 32),
               S("92a009a9f0d4cab8720e820b5f642540"));
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
            struct str sig = hex_decode(&a, json_get_str(t, "sig")),
                       msg = hex_decode(&a, json_get_str(t, "msg"));
            bool ok =
                pub.n == 32 && sig.n == 64 && sign_ok((const u8 *)pub.p, msg, (const u8 *)sig.p);
            if (ok != str_eqc(json_get_str(t, "result"), "valid"))
                test_fail(__FILE__, __LINE__, "tcId %lld", (long long)json_get_i(t, "tcId", 0));
            n++;
        }
    }
    EXPECT(n >= 150);
}

static bool flagged(const struct json *flags, const char *what) {
    JSON_EACH(f, flags)
    if (str_eqc(f->s, what)) return true;
    return false;
}

/* C2SP/CCTV: all edge cases of A and R. Accepted is what sign.h says: nothing of small order,
 * nothing with a second spelling, no residue that only a cofactored equation forgives. */
TEST(sign_cctv_accept_set) {
    static const char *const REFUSED[] = {"low_order_A",     "low_order_R",       "non_canonical_A",
                                          "non_canonical_R", "low_order_residue", "reencoded_k"};
    struct arena a = test_arena();
    struct err e = {0};
    const char *path;
    struct json *v;
    int n = 0, accepted = 0;
    if (!test_shared(&a, "vectors/ed25519-cctv/ed25519vectors.json", &path)) {
        test_skip("vectors/ed25519-cctv is not here");
        return;
    }
    EXPECT_OK(json_read(&a, test_file(&a, path), &v, &e));
    JSON_EACH(t, v) {
        struct str pub = hex_decode(&a, json_get_str(t, "key")),
                   sig = hex_decode(&a, json_get_str(t, "sig"));
        bool want = true;
        for (i64 i = 0; i < LEN(REFUSED); i++)
            want = want && !flagged(json_get(t, "flags"), REFUSED[i]);
        bool got = sign_ok((const u8 *)pub.p, json_get_str(t, "msg"), (const u8 *)sig.p);
        if (got != want)
            test_fail(__FILE__, __LINE__, "vector %lld", (long long)json_get_i(t, "number", -1));
        n++;
        accepted += got;
    }
    EXPECT_INT(n, 914);
    EXPECT(accepted > 0);
    printf("  Ed25519 edge cases: %d of %d accepted, as sign.h says\n", accepted, n);
}
