#include "base/t.h"
#include "learn/wordtype.h"

TEST(wordtype_lowers_and_takes_ends) {
    struct wordtype a = wordtype_of(S("Bombing")), b = wordtype_of(S("bombing"));
    EXPECT(a.form != b.form && a.lower == b.lower && a.end[2] == b.end[2]);
    EXPECT(a.end[2] == wordtype_of(S("ing")).end[2]);
    EXPECT(a.begin[3] == wordtype_of(S("bomb")).lower);
    EXPECT_INT(wordtype_of(S("of")).end[2], 0);
}

TEST(wordtype_flags) {
    EXPECT_INT(wordtype_of(S("UN")).flags, WT_CAP | WT_CAPS);
    EXPECT_INT(wordtype_of(S("McKay")).flags, WT_CAP | WT_MIXED);
    EXPECT_INT(wordtype_of(S("1,200.5")).flags, WT_DIGIT | WT_NUMBER);
    EXPECT_INT(wordtype_of(S("--")).flags, WT_HYPHEN | WT_PUNCT);
    EXPECT_INT(wordtype_of(S("\xd0\x9c")).flags, WT_HIGH);
    EXPECT_INT(wordtype_of(S("")).len, 0);
}

TEST(wordtype_shapes) {
    EXPECT(wordtype_of(S("Kalen")).shape == wordtype_of(S("Marat")).shape);
    EXPECT(wordtype_of(S("Kalenska")).shape != wordtype_of(S("Marat")).shape);
    EXPECT(wordtype_of(S("Kalenska")).runs == wordtype_of(S("Marat")).runs);
}
