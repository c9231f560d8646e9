/* Copies made from an item name parent, transform and hash. */
#include "flow/derived.h"
#include "flow/fixture.h"
#include "proof/hash.h"

static struct str hex_of(struct arena *a, struct str bytes) {
    u8 h[32];
    sha256(bytes, h);
    return hex_encode(a, bytes_str(h, 32));
}

TEST(derived_copies_name_parent_transform_and_hash) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str item = S("no picture that anything reads\x01"), typed = S("Words on a picture.");
    struct str working = S("Worte auf einem Bild.");
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "p.png", item)));
    EXPECT_OK(CALL(f, "transcript", "add", "p.png", "--text", "Words on a picture."));
    EXPECT_OK(
        CALL(f, "translation", "add", "p.png", "--text", "Worte auf einem Bild.", "--lang", "de"));
    EXPECT_OK(CALL(f, "show", "p.png", "--manifest"));
    const struct json *t = fixture_row(f, "of", "transcript"),
                      *w = fixture_row(f, "of", "translation");
    if (!EXPECT(t && w)) return;
    EXPECT_STR(json_get_str(t, "parent_sha256"), hex_of(&a, item));
    EXPECT_STR(json_get_str(t, "sha256"), hex_of(&a, typed));
    EXPECT_STR(json_get_str(json_get(t, "transform"), "name"), S("typed by a person"));
    EXPECT_STR(json_get_str(w, "parent_sha256"), hex_of(&a, item));
    EXPECT_STR(json_get_str(w, "sha256"), hex_of(&a, working));
    EXPECT_STR(json_get_str(json_get(json_get(w, "transform"), "parameters"), "lang"), S("de"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
