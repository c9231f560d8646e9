#include "base/t.h"
#include "read/suspicious.h"

static struct str why(const char *words) {
    return str_c(names_suspicious(str_c(words)));
}

TEST(suspicious_leaves_names_alone) {
    EXPECT_STR(why("Ilin Soro"), S(""));
    EXPECT_STR(why("Sana'a"), S(""));
    EXPECT_STR(why("Zürich–Łódź"), S(""));
    EXPECT_STR(why("Марат"), S(""));
    EXPECT_STR(why("حي الطاحونة"), S(""));
    EXPECT_STR(why("Marat (Марат)"), S("")); /* two words, each in one alphabet */
    EXPECT_STR(why("T-72 № 5"), S(""));
    EXPECT_STR(why(""), S(""));
}

TEST(suspicious_flags_mixed_scripts) {
    EXPECT_STR(why("K\xd0\xb0len"), S("mixed scripts in one word"));  /* Cyrillic а */
    EXPECT_STR(why("D\xce\xbfrvan"), S("mixed scripts in one word")); /* Greek ο */
    EXPECT_STR(why("the town of Mar\xd0\xb0t fell"), S("mixed scripts in one word"));
    EXPECT_STR(why("K\xcc\x81\xd0\xb0len"), S("mixed scripts in one word"));     /* over a mark */
    EXPECT_STR(why("K\xe2\x80\x8b\xd0\xb0len"), S("mixed scripts in one word")); /* over nothing */
}

TEST(suspicious_flags_direction_and_the_invisible) {
    EXPECT_STR(why("Ka\xe2\x80\xaelen"), S("text direction is overridden"));
    EXPECT_STR(why("\xe2\x81\xa6Kalen\xe2\x81\xa9"), S("text direction is overridden"));
    EXPECT_STR(why("Ka\xe2\x80\x8blen"), S("invisible characters"));
    EXPECT_STR(why("Ka\xc2\xadlen"), S("invisible characters"));
    EXPECT_STR(why("Ka\xe2\x80\x8dlen"),
               S("invisible characters")); /* a joiner among Latin letters */
    EXPECT_STR(why("\xd9\x86\xd9\x85\xe2\x80\x8c\xd8\xa7"), S("")); /* … among Arabic: spelling */
}

TEST(suspicious_flags_other_dress_and_bytes) {
    EXPECT_STR(why("\xef\xbc\xab\xef\xbd\x81len"), S("letters of a look-alike alphabet"));
    EXPECT_STR(why("Ka\xfflen"), S("not UTF-8"));
}
