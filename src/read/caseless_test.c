#include "base/t.h"
#include "read/caseless.h"

static struct str tags_of(struct arena *a, const char *const *words, i32 n) {
    struct wordtype w[16];
    u8 tags[16];
    struct buf b = buf_make(a, 256);
    for (i32 i = 0; i < n; i++)
        w[i] = wordtype_of(str_c(words[i]));
    caseless_tag(caseless_model_make(a), w, n, tags);
    for (i32 i = 0; i < n; i++)
        buf_fmt(&b, "%s%s", i ? " " : "", upos_label(tags[i]));
    return buf_str(&b);
}

TEST(caseless_tags_a_sentence) {
    struct arena a = test_arena();
    static const char *const words[] = {"the", "police", "killed",  "two", "farmers",
                                        "in",  "a",      "village", "."};
    EXPECT_STR(tags_of(&a, words, 9), S("DET NOUN VERB NUM NOUN ADP DET NOUN PUNCT"));
}

TEST(caseless_does_not_see_capitals) {
    struct arena a = test_arena();
    static const char *const low[] = {"soldiers", "left", "the", "bridge"}, *const high[] = {
                                                                                "SOLDIERS", "LEFT",
                                                                                "THE", "BRIDGE"};
    EXPECT_STR(tags_of(&a, low, 4), tags_of(&a, high, 4));
}
