#include "base/t.h"

TEST(hex_is_exact) {
    struct arena a = test_arena();
    EXPECT_STR(hex_encode(&a, S("\x00\x7f\x80\xff")), S("007f80ff"));
    EXPECT_STR(hex_encode(&a, S("")), S(""));
    EXPECT_STR(hex_decode(&a, S("007f80FF")), S("\x00\x7f\x80\xff"));
    struct str none = hex_decode(&a, S(""));
    EXPECT(none.p && none.n == 0);
    EXPECT(!hex_decode(&a, S("0")).p);
    EXPECT(!hex_decode(&a, S("0g")).p);
    EXPECT(!hex_decode(&a, S(" 0")).p);
    EXPECT(!hex_decode(&a, S("\xb0\xb1")).p);
}

/* RFC 4648 §10 */
static const struct {
    struct str bytes, pad, bare;
} ROWS[] = {
    {SI(""), SI(""), SI("")},
    {SI("f"), SI("Zg=="), SI("Zg")},
    {SI("fo"), SI("Zm8="), SI("Zm8")},
    {SI("foo"), SI("Zm9v"), SI("Zm9v")},
    {SI("foob"), SI("Zm9vYg=="), SI("Zm9vYg")},
    {SI("fooba"), SI("Zm9vYmE="), SI("Zm9vYmE")},
    {SI("foobar"), SI("Zm9vYmFy"), SI("Zm9vYmFy")},
    {SI("\xfb\xff\xbe"), SI("+/++"), SI("+/++")},
};

TEST(b64_round_trips) {
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(ROWS); i++) {
        EXPECT_STR(b64_encode(&a, ROWS[i].bytes, true), ROWS[i].pad);
        EXPECT_STR(b64_encode(&a, ROWS[i].bytes, false), ROWS[i].bare);
        struct str pad = b64_decode(&a, ROWS[i].pad, true);
        struct str bare = b64_decode(&a, ROWS[i].bare, false);
        EXPECT(pad.p && bare.p);
        EXPECT_STR(pad, ROWS[i].bytes);
        EXPECT_STR(bare, ROWS[i].bytes);
    }
}

TEST(b64_refuses_other_spellings) {
    static const struct str PADDED[] = {
        SI("Zg"),       SI("Zg="),      SI("Zh=="),  SI("Zm9="),   SI("Zm8"),
        SI("Z==="),     SI("===="),     SI("Zm9v="), SI("Zm9v\n"), SI("Z m9v"),
        SI("Zm9v===="), SI("Zg==Zg=="), SI("Zm-_"),  SI("="),
    };
    static const struct str BARE[] = {SI("Z"),   SI("Zg=="),  SI("Zh"),
                                      SI("Zm9"), SI("Zm9vZ"), SI("=")};
    struct arena a = test_arena();
    for (i64 i = 0; i < LEN(PADDED); i++)
        if (b64_decode(&a, PADDED[i], true).p) EXPECT_STR(PADDED[i], S("refused"));
    for (i64 i = 0; i < LEN(BARE); i++)
        if (b64_decode(&a, BARE[i], false).p) EXPECT_STR(BARE[i], S("refused"));
}

TEST(enc_round_trips_every_byte_and_length) {
    struct arena a = test_arena();
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)(i * 7);
    for (int n = 0; n <= 256; n++) {
        struct str s = {bytes, n};
        EXPECT_STR(hex_decode(&a, hex_encode(&a, s)), s);
        EXPECT_STR(b64_decode(&a, b64_encode(&a, s, true), true), s);
        EXPECT_STR(b64_decode(&a, b64_encode(&a, s, false), false), s);
    }
}
