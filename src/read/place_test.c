#include "read/place.h"

#include "base/t.h"
#include "read/read.h"
#include "text/builtin.h"

static struct str place_in(struct arena *a, const char *text, const char *name) {
    struct gazetteer g;
    struct err e = {0};
    struct reading r;
    struct arena scratch = arena_split(a, 64 << 20);
    EXPECT_OK(gazetteer_open(builtin_places(), &g, &e));
    struct read_opts o = {.places = &g};
    EXPECT_OK(read_text(a, scratch, str_c(text), &o, &r, &e));
    for (i64 i = 0; i < r.n; i++)
        for (i64 k = 0; k < r.claims[i].nwhere; k++)
            if (str_eqc(span_words(str_c(text), r.claims[i].where[k].span), name))
                return r.claims[i].where[k].place;
    return S("no such place in any claim");
}

TEST(a_large_place_with_a_name_of_its_own_is_known) {
    struct arena a = test_arena();
    EXPECT(str_starts(
        place_in(&a, "Officials said on Monday that shelling killed 14 people in Kharkiv.",
                 "Kharkiv"),
        S("p-gn-")));
}

TEST(a_name_that_many_places_bear_stays_words) {
    struct arena a = test_arena();
    EXPECT_STR(
        place_in(&a, "Officials said that shelling killed 14 people in Santa Rosa.", "Santa Rosa"),
        S(""));
}

TEST(a_name_that_no_place_bears_stays_words) {
    struct arena a = test_arena();
    EXPECT_STR(place_in(&a, "Officials said that shelling killed 14 people in Marateh-Sul.",
                        "Marateh-Sul"),
               S(""));
}

TEST(a_place_in_a_russian_case_is_known) {
    struct arena a = test_arena(), b = test_arena(), c = test_arena(), d = test_arena();
    struct str want = place_in(&a, "Shelling killed 14 people in Kharkiv.", "Kharkiv");
    EXPECT(str_starts(want, S("p-gn-")));
    EXPECT_STR(place_in(&b, "В Харькове при обстреле убиты 14 человек.", "Харькове"), want);
    EXPECT_STR(place_in(&c, "Под Харьковом погибли 14 человек.", "Харьковом"), want);
    EXPECT_STR(place_in(&d, "В Маратове-Дальнем убиты 14 человек.", "Маратове-Дальнем"), S(""));
}

TEST(a_place_in_arabic_letters_is_known) {
    struct arena a = test_arena(), b = test_arena();
    struct str want = place_in(&a, "Shelling killed 14 people in Aleppo.", "Aleppo");
    EXPECT(str_starts(want, S("p-gn-")));
    EXPECT_STR(place_in(&b, "قتل 14 شخصا في قصف على حلب يوم الاثنين.", "حلب"), want);
}

TEST(a_common_word_in_another_script_is_no_place) {
    struct arena a = test_arena(), b = test_arena(), c = test_arena();
    EXPECT_STR(place_in(&a, "В Центре убиты трое.", "Центре"), S(""));
    EXPECT_STR(place_in(&b, "В Новом убиты трое.", "Новом"), S(""));
    EXPECT_STR(place_in(&c, "قتل ثلاثة مدنيين في العاصمة.", "العاصمة"), S(""));
}
