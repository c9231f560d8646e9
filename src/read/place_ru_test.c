#include "base/t.h"
#include "read/place_ru.h"

static bool may_be(const char *form, const char *name) {
    struct arena a = test_arena();
    struct str out[PLACE_RU_FORMS];
    i64 n = place_ru_names(&a, str_c(form), out);
    for (i64 i = 0; i < n; i++)
        if (str_eqc(out[i], name)) return true;
    return false;
}

TEST(place_ru_undoes_the_cases_of_nouns) {
    EXPECT(may_be("харькове", "харьков"));
    EXPECT(may_be("харьковом", "харьков"));
    EXPECT(may_be("одессу", "одесса"));
    EXPECT(may_be("бучей", "буча"));
    EXPECT(may_be("казани", "казань"));
    EXPECT(may_be("казанью", "казань"));
    EXPECT(may_be("мариуполем", "мариуполь"));
    EXPECT(may_be("балаклее", "балаклея"));
    EXPECT(may_be("иванове", "иваново"));
    EXPECT(may_be("сумах", "сумы"));
    EXPECT(may_be("сирии", "сирия"));
}

TEST(place_ru_undoes_the_cases_of_adjectives_and_of_every_word) {
    EXPECT(may_be("грозном", "грозный"));
    EXPECT(may_be("грозного", "грозный"));
    EXPECT(may_be("лозовой", "лозовая"));
    EXPECT(may_be("кривом роге", "кривой рог"));
    EXPECT(may_be("белой церкви", "белая церковь") == false); /* a vowel that comes and goes */
    EXPECT(may_be("нижнем тагиле", "нижний тагил"));
}

TEST(place_ru_leaves_short_and_long_names_alone) {
    struct arena a = test_arena();
    struct str out[PLACE_RU_FORMS];
    EXPECT_INT(place_ru_names(&a, S("уфе"), out), 6);
    EXPECT_INT(place_ru_names(&a, S("уе"), out), 0);
    EXPECT_INT(place_ru_names(&a, S(""), out), 0);
    EXPECT_INT(place_ru_names(&a, S("верхнем нижнем старом роге"), out), 0);
    i64 n = place_ru_names(&a, S("верхнем нижнем роге"), out);
    EXPECT(n > 20 && n <= PLACE_RU_FORMS);
}
