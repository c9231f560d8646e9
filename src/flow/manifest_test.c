/* The manifest: hash of what, how it came, by which program and clock. */
#include "flow/fixture.h"
#include "flow/manifest.h"
#include "proof/hash.h"

static const struct json *manifest(struct fixture *f, const char *item) {
    EXPECT_OK(CALL(f, "show", item, "--manifest"));
    return f->n ? f->rows[0] : NULL;
}

/* SHA-512 of "abc": FIPS 180-4, appendix C.1. */
#define ABC                                                                                        \
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fe" \
    "ebbd454d4423643ce80e2a9ac94fa54ca49f"

TEST(manifest_has_sha512_when_asked_for) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_STR(manifest_sha512_of(&a, S("abc")), S(ABC));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "abc", S("abc")), "--sha512"));
    EXPECT_STR(json_get_str(manifest(f, "abc"), "sha512"), S(ABC));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "other", S("other"))));
    EXPECT_STR(json_get_str(manifest(f, "other"), "sha512"), S(""));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(manifest_names_program_clock_and_transport) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    u8 h[32];
    EXPECT_OK(CALL(f, "text", "add", "note", "--text", "words", "--clock-ahead", "-7"));
    const struct json *m = manifest(f, "note.txt");
    sha256(test_file(&a, "/proc/self/exe"), h);
    EXPECT_STR(json_get_str(m, "build"), hex_encode(&a, bytes_str(h, 32)));
    EXPECT_STR(json_get_str(m, "transport"), S("paste"));
    EXPECT_STR(json_get_str(m, "tool"), S("cairn/" CAIRN_VERSION));
    EXPECT_STR(json_get_str(m, "operator"), f->actor);
    EXPECT_INT(json_get_i(json_get(m, "clock"), "ahead_s", 0), -7);
    EXPECT(json_get_str(json_get(m, "clock"), "state").n > 0);
}

/* Long or unreadable headers are an object of the entry; either way they come back. */
TEST(manifest_keeps_headers) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct buf b = buf_make(&a, 1 << 16);
    while (b.n < 3000)
        buf_puts(&b, "Received: from a machine\r\n");
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "one", S("1")), "--headers",
                   fixture_file(f, "short", S("Date: today\r\n"))));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "two", S("2")), "--headers",
                   fixture_file(f, "long", buf_str(&b))));
    EXPECT_STR(json_get_str(manifest(f, "one"), "headers"), S("Date: today\r\n"));
    EXPECT_STR(json_get_str(manifest(f, "two"), "headers"), buf_str(&b));
    EXPECT_STR(json_get_str(manifest(f, "two"), "headers_object"), S("hd/0"));
    EXPECT_OK(CALL(f, "verify", "--deep"));
}
