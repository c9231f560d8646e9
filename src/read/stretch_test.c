#include "base/t.h"
#include "read/stretch.h"

static void runs(const char *text, const char *main, const char *langs) {
    struct arena a = test_arena();
    i64 n;
    struct stretch *v = stretches_of(&a, str_c(text), str_c(main), &n);
    struct str got = {0};
    for (i64 i = 0; i < n; i++)
        got = str_cat(&a, got, str_cat(&a, i ? S(" ") : S(""), v[i].lang));
    EXPECT_STR(got, str_c(langs));
    for (i64 i = 0; i < n; i++)
        EXPECT(v[i].from == (i ? v[i - 1].to : 0));
    EXPECT(n == 0 || v[n - 1].to == str_c(text).n);
}

TEST(stretch_leaves_an_english_text_whole) {
    runs("One line.\n\nAnother line.\n", "en", "en");
    runs("12\n", "en", "en");
}

TEST(stretch_follows_the_script_and_words_of_each_line) {
    runs("The army said so.\nقال الجيش إن القصف توقف في المدينة.\n", "en", "en ar");
    runs("قال الجيش ذلك في المدينة.\n12:30\nВ городе сказали, что это было.\n", "ar", "ar ru");
    runs("\n12\nقصف على مرات\n", "ar", "ar");
}

TEST(stretch_lets_short_lines_go_with_their_neighbours) {
    runs("قال الجيش ذلك في المدينة.\nMarat\nوقال إن القصف توقف.\n", "ar", "ar");
    runs("قال الجيش ذلك في المدينة.\nThe mayor said that the shelling had stopped.\n", "ar",
         "ar en");
}

TEST(stretch_does_not_take_neighbours_for_arabic_or_russian) {
    runs("Міські\n", "und", "und");
    runs("چند نفر پنج\n", "und", "und");
}
