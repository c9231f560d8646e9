#include "base/t.h"
#include "text/number_ru.h"

static void reads(const char *words, const char *span, i64 min, i64 max) {
    struct number n = {0};
    struct str s = str_c(words);
    if (!number_ru_next(s, 0, &n) || n.refused) {
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
    if (number_ru_next(str_c(words), 0, &n) && !n.refused)
        test_fail(__FILE__, __LINE__, "%s gives %lld", words, (long long)n.min);
}

TEST(number_ru_reads_digits) {
    reads("погибли 25 человек", "25", 25, 25);
    reads("12 500 жителей", "12 500", 12500, 12500);
    reads("1,5 млн жителей", "1,5 млн", 1500000, 1500000);
    reads("3 тыс. человек", "3 тыс", 3000, 3000);
}

TEST(number_ru_reads_words_in_cases) {
    reads("Погибли двадцать пять человек", "двадцать пять", 25, 25);
    reads("гибель двоих детей", "двоих", 2, 2);
    reads("Четверо раненых", "Четверо", 4, 4);
    reads("сто двадцать один дом", "сто двадцать один", 121, 121);
    reads("трёхсот сорока восьми", "трёхсот сорока восьми", 348, 348);
    reads("две тысячи триста", "две тысячи триста", 2300, 2300);
    reads("пятьюдесятью", "пятьюдесятью", 50, 50);
    reads("пять шесть домов", "пять", 5, 5);
}

TEST(number_ru_reads_hedges_and_ranges) {
    reads("не менее 12 человек", "не менее 12", 12, NUMBER_OPEN);
    reads("более сорока", "более сорока", 41, NUMBER_OPEN);
    reads("около 40 раненых", "около 40", 36, 44);
    reads("до тридцати домов", "до тридцати", 0, 30);
    reads("пять погибших, по меньшей мере", "пять", 5, 5);
    reads("пятеро погибших как минимум", "пятеро погибших как минимум", 5, NUMBER_OPEN);
    reads("десятки погибших", "десятки", 20, 99);
    reads("сотни тысяч жителей", "сотни тысяч", 200000, 999999);
    reads("несколько сотен", "несколько сотен", 300, 999);
    reads("от двадцати до тридцати", "от двадцати до тридцати", 20, 30);
    reads("10–15 снарядов", "10–15", 10, 15);
}

TEST(number_ru_refuses_what_counts_nothing) {
    none("40 процентов");
    none("в 14:30");
    none("5-летний мальчик");
    none("12.03.2031");
    none("100 долларов");
    none("потерял семью");
    none("");
    none("\xd0");
}
