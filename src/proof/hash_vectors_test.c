/* Wycheproof for HMAC-SHA-256 and HKDF-SHA-256, as far as our functions go: whole tags, 32 bytes of
 * output. */
#include "base/json.h"
#include "base/t.h"
#include "proof/hash.h"

static bool vectors(struct arena *a, const char *name, struct json **out) {
    const char *path;
    struct err e = {0};
    if (!test_shared(a, name, &path)) return test_skip("vectors/wycheproof is not here"), false;
    return EXPECT(json_read(a, test_file(a, path), out, &e) == RC_OK);
}

static struct str hex_of(struct arena *a, const struct json *t, const char *key) {
    return hex_decode(a, json_get_str(t, key));
}

TEST(hash_hmac_wycheproof) {
    struct arena a = test_arena();
    struct json *v;
    int n = 0;
    if (!vectors(&a, "vectors/wycheproof/hmac_sha256_test.json", &v)) return;
    JSON_EACH(g, json_get(v, "testGroups")) {
        JSON_EACH(t, json_get(g, "tests")) {
            u8 mac[32];
            struct str tag = hex_of(&a, t, "tag");
            hmac_sha256(hex_of(&a, t, "key"), hex_of(&a, t, "msg"), mac);
            bool same = tag.n <= 32 && memcmp(mac, tag.p, (size_t)tag.n) == 0;
            if (same != str_eqc(json_get_str(t, "result"), "valid"))
                test_fail(__FILE__, __LINE__, "tcId %lld", (long long)json_get_i(t, "tcId", 0));
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
    if (!vectors(&a, "vectors/wycheproof/hkdf_sha256_test.json", &v)) return;
    JSON_EACH(g, json_get(v, "testGroups")) {
        JSON_EACH(t, json_get(g, "tests")) {
            u8 okm[32];
            struct str want = hex_of(&a, t, "okm");
            if (!str_eqc(json_get_str(t, "result"), "valid")) continue;
            hkdf_sha256(hex_of(&a, t, "ikm"), hex_of(&a, t, "salt"), hex_of(&a, t, "info"), okm);
            if (memcmp(okm, want.p, want.n < 32 ? (size_t)want.n : 32) != 0)
                test_fail(__FILE__, __LINE__, "tcId %lld", (long long)json_get_i(t, "tcId", 0));
            n++;
        }
    }
    EXPECT(n >= 80);
}
