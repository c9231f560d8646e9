/* Wycheproof for HMAC-SHA-256 and HKDF-SHA-256, as far as our functions go: whole tags, 32 bytes of
 * output. */
#include "proof/hash.h"
#include "proof/wycheproof_testing.h"

TEST(hash_hmac_wycheproof) {
    struct arena a = test_arena();
    struct json *v;
    int n = 0;
    if (!wycheproof(&a, "hmac_sha256", &v)) return;
    JSON_EACH(g, json_get(v, "testGroups")) {
        JSON_EACH(t, json_get(g, "tests")) {
            u8 mac[32];
            struct str tag = hex_of(&a, t, "tag");
            hmac_sha256(hex_of(&a, t, "key"), hex_of(&a, t, "msg"), mac);
            bool same = tag.n <= 32 && memcmp(mac, tag.p, (size_t)tag.n) == 0;
            if (same != str_eqc(json_get_str(t, "result"), "valid")) wrong(t);
            n++;
        }
    }
    EXPECT_INT(n, 174);
}

/* The first 32 bytes of an output do not depend on how much of it is asked for. */
TEST(hash_hkdf_wycheproof) {
    struct arena a = test_arena();
    struct json *v;
    int n = 0;
    if (!wycheproof(&a, "hkdf_sha256", &v)) return;
    JSON_EACH(g, json_get(v, "testGroups")) {
        JSON_EACH(t, json_get(g, "tests")) {
            u8 okm[32];
            struct str want = hex_of(&a, t, "okm");
            if (!str_eqc(json_get_str(t, "result"), "valid")) continue;
            hkdf_sha256(hex_of(&a, t, "ikm"), hex_of(&a, t, "salt"), hex_of(&a, t, "info"), okm);
            if (memcmp(okm, want.p, want.n < 32 ? (size_t)want.n : 32) != 0) wrong(t);
            n++;
        }
    }
    EXPECT(n >= 80);
}
