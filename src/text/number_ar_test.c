#include "base/t.h"
#include "text/number_ar.h"

static void reads(const char *words, const char *span, i64 min, i64 max) {
    struct number n = {0};
    struct str s = str_c(words);
    if (!number_ar_next(s, 0, &n) || n.refused) {
        test_fail(__FILE__, __LINE__, "no number in %s", words);
        return;
    }
    if (n.min != min || n.max != max || n.vague != (min != max))
        test_fail(__FILE__, __LINE__, "%s gives %lld..%lld", words, (long long)n.min,
                  (long long)n.max);
    EXPECT_STR(str_sub(s, n.from, n.to), str_c(span));
}

static void none(const char *words) {
    struct number n = {0};
    if (number_ar_next(str_c(words), 0, &n) && !n.refused)
        test_fail(__FILE__, __LINE__, "%s gives %lld", words, (long long)n.min);
}

TEST(number_ar_reads_digits_of_three_scripts) {
    reads("قتل 25 شخصا", "25", 25, 25);
    reads("قتل ٢٥ شخصا", "٢٥", 25, 25);
    reads("قتل ۲۵ شخصا", "۲۵", 25, 25);
    reads("نزح ١٢٬٥٠٠ شخص", "١٢٬٥٠٠", 12500, 12500);
    reads("نزح 3 آلاف شخص", "3 آلاف", 3000, 3000);
    reads("نزح 1.5 مليون شخص", "1.5 مليون", 1500000, 1500000);
}

TEST(number_ar_reads_words) {
    reads("ثلاثة قتلى", "ثلاثة", 3, 3);
    reads("أحد عشر شخصا", "أحد عشر", 11, 11);
    reads("اثنتا عشرة امرأة", "اثنتا عشرة", 12, 12);
    reads("ثلاث عشرة جثة", "ثلاث عشرة", 13, 13);
    reads("خمسة وعشرون قتيلا", "خمسة وعشرون", 25, 25);
    reads("واحد وأربعين جريحا", "واحد وأربعين", 41, 41);
    reads("مئة وخمسة وعشرين", "مئة وخمسة وعشرين", 125, 125);
    reads("ثلاثمائة شخص", "ثلاثمائة", 300, 300);
    reads("ثلاثة آلاف وخمسمئة عائلة", "ثلاثة آلاف وخمسمئة", 3500, 3500);
    reads("ألفين ومئتي شخص", "ألفين ومئتي", 2200, 2200);
    reads("وبخمسة صواريخ", "وبخمسة", 5, 5);
}

TEST(number_ar_reads_two_from_the_form_of_a_noun) {
    reads("سقط قتيلان", "قتيلان", 2, 2);
    reads("بينهم طفلين", "طفلين", 2, 2);
    reads("وشهيدان في مرات", "وشهيدان", 2, 2);
    reads("انتشال جثتين اثنتين", "جثتين اثنتين", 2, 2);
    none("نقل مصابين إلى المشفى");
}

TEST(number_ar_reads_hedges_and_ranges) {
    reads("قتل ما لا يقل عن 12 شخصا", "ما لا يقل عن 12", 12, NUMBER_OPEN);
    reads("خمسة قتلى على الأقل", "خمسة قتلى على الأقل", 5, NUMBER_OPEN);
    reads("أكثر من أربعين", "أكثر من أربعين", 41, NUMBER_OPEN);
    reads("نحو 40 جريحا", "نحو 40", 36, 44);
    reads("بحوالي عشرين", "بحوالي عشرين", 18, 22);
    reads("عشرات القتلى", "عشرات", 20, 99);
    reads("مئات العائلات", "مئات", 200, 999);
    reads("عشرات الآلاف من السكان", "عشرات الآلاف", 20000, 99999);
    reads("بين 20 و30 شخصا", "بين 20 و30", 20, 30);
    reads("ما بين عشرين وثلاثين", "ما بين عشرين وثلاثين", 20, 30);
    reads("بين خمسة وعشرة", "بين خمسة وعشرة", 5, 10);
    reads("20-30 شخصا", "20-30", 20, 30);
}

TEST(number_ar_refuses_what_counts_nothing) {
    none("بنسبة 40% من السكان");
    none("الساعة 14:30");
    none("أربعين في المئة");
    none("100 دولار");
    none("يوم الاثنين");
    none("لست هنا");
    none("أحد السكان");
    none("");
    none("\xd9");
}
