#include "base/t.h"
#include "store/bech32.h"

static bool reads(const char *text, const char *hrp, i64 *n) {
    u8 out[64];
    return bech32_decode(str_c(text), str_c(hrp), out, n);
}

/* BIP 173: valid ones whose data are whole bytes, and invalid ones. */
TEST(bech32_examples) {
    i64 n;
    EXPECT(reads("a12uel5l", "a", &n) && n == 0);
    EXPECT(reads("A12UEL5L", "a", &n) && n == 0);
    EXPECT(reads("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef", &n) && n == 20);
    EXPECT(!reads("A12uEL5L", "a", &n));
    EXPECT(!reads("a12uel5m", "a", &n));
    EXPECT(!reads("b12uel5l", "a", &n));
    EXPECT(!reads("a1b2uel5l", "a", &n));
    EXPECT(!reads("a1", "a", &n) && !reads("a", "a", &n) && !reads("", "a", &n) &&
           !reads("1nwldj5", "", &n));
}

TEST(bech32_round_trip) {
    struct arena a = test_arena();
    u8 bytes[64], back[64];
    for (int i = 0; i < 64; i++)
        bytes[i] = (u8)(i * 37 + 11);
    for (i64 n = 0; n <= 64; n++) {
        i64 m;
        struct str text = bech32_encode(&a, S("age-secret-key-"), (struct str){(char *)bytes, n});
        EXPECT(bech32_decode(text, S("age-secret-key-"), back, &m));
        EXPECT(m == n && memcmp(back, bytes, (size_t)n) == 0);
        for (i64 i = 0; i < text.n; i++) { /* any one letter replaced is noticed */
            struct str bent = str_dup(&a, text);
            ((char *)bent.p)[i] = bent.p[i] == 'q' ? 'p' : 'q';
            EXPECT(!bech32_decode(bent, S("age-secret-key-"), back, &m));
        }
    }
}
