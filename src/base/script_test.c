#include "base/t.h"
#include "base/utf8.h"

#include <utf8proc.h>

TEST(script_of_letters) {
    EXPECT_INT(utf8_script('q'), SCRIPT_LATIN);
    EXPECT_INT(utf8_script(0x00e9), SCRIPT_LATIN);
    EXPECT_INT(utf8_script(0x0130), SCRIPT_LATIN);
    EXPECT_INT(utf8_script(0x0628), SCRIPT_ARABIC);
    EXPECT_INT(utf8_script(0x06af), SCRIPT_ARABIC);
    EXPECT_INT(utf8_script(0xfedb), SCRIPT_ARABIC);
    EXPECT_INT(utf8_script(0x0416), SCRIPT_CYRILLIC);
    EXPECT_INT(utf8_script(0x0456), SCRIPT_CYRILLIC);
    EXPECT_INT(utf8_script(0x05d0), SCRIPT_OTHER);
    EXPECT_INT(utf8_script(0x4e2d), SCRIPT_OTHER);
}

TEST(script_of_the_rest_is_none) {
    static const u32 CPS[] = {'0',    ' ',    '.',    0xa0,   0xab,   0xd7,   0x301,    0x60c,
                              0x64b,  0x660,  0x6f3,  0x2019, 0x200f, 0x20ac, 0xfffd,   0x1f600,
                              0xe000, 0xfe0f, 0xfeff, 0xff0c, 0xd800, 0x61f,  0x110000, 0xffffffff};
    for (i64 i = 0; i < LEN(CPS); i++)
        EXPECT_INT(utf8_script(CPS[i]), SCRIPT_NONE);
}

/* The table against the general categories of an independent library: what we call a letter of one
 * of the three scripts is a letter there (or a letter-like mark or number of that script), and no
 * letter below U+0700 is missed. */
TEST(script_agrees_with_general_categories) {
    i64 wrong = 0;
    for (u32 cp = 0; cp < 0x700; cp++) {
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
        bool letter = c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
        bool ours = utf8_script(cp) != SCRIPT_NONE;
        bool modifier = (cp >= 0x2b9 && cp <= 0x36f) || cp == 0x559 || cp == 0x374 || cp == 0x37a ||
                        cp == 0x5f3 || (cp >= 0x5ef && cp <= 0x5f4) || cp == 0x640 ||
                        cp == 0xb5; /* micro: a sign */
        if (letter != ours && !modifier && c != UTF8PROC_CATEGORY_CN) {
            wrong++;
            test_fail(__FILE__, __LINE__, "U+%04X: letter %d, ours %d", cp, letter, ours);
        }
    }
    EXPECT_INT(wrong, 0);
}

TEST(script_of_a_text_is_the_most_frequent) {
    EXPECT_INT(utf8_main_script(S("")), SCRIPT_NONE);
    EXPECT_INT(utf8_main_script(S("12 345, 6.")), SCRIPT_NONE);
    EXPECT_INT(utf8_main_script(S("Marat 14")), SCRIPT_LATIN);
    EXPECT_INT(utf8_main_script(S("\xd0\x9c\xd0\xb0\xd1\x80 ab")), SCRIPT_CYRILLIC);
    EXPECT_INT(utf8_main_script(S("\xd8\xa8\xd8\xa8 a 2031-03-10")), SCRIPT_ARABIC);
    EXPECT_INT(utf8_main_script(S("\xff\xff\xff\xff z")),
               SCRIPT_LATIN); /* invalid bytes do not count */
    EXPECT_INT(utf8_main_script(S("\xe4\xb8\xad\xe6\x96\x87 a")), SCRIPT_OTHER);
}
