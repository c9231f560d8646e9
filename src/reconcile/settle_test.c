/* Place, time and code of an incident. */
#include "reconcile/book_test.h"

TEST(a_code_is_made_of_consonants) {
    struct arena a = test_arena();
    EXPECT_STR(incident_code(&a, S("Marat"), 7), S("MRT-0007"));
    EXPECT_STR(incident_code(&a, S("Aoi"), 12), S("AOI-0012"));
    EXPECT_STR(incident_code(&a, S("Ry"), 1), S("RYX-0001"));
    EXPECT_STR(incident_code(&a, S(""), 1), S("X"
                                              "XX-0001"));
    EXPECT_STR(incident_code(&a, S("\xd9\x84\xd9\x8a"), 10000), S("X"
                                                                  "XX-10000"));
}

TEST(times_are_the_days_all_agree_on_or_all_days_named) {
    struct date_range d[2];
    struct event e = {.dates = d, .ndates = 2};
    struct arena a = test_arena();
    EXPECT(date_parse(S("2031-03-03/2031-03-09"), &d[0]) && date_parse(S("2031-03-05"), &d[1]));
    EXPECT_STR(date_text(&a, event_when(&e)), S("2031-03-05"));
    EXPECT(date_parse(S("2031-03-12"), &d[1]));
    EXPECT_STR(date_text(&a, event_when(&e)), S("2031-03-03/2031-03-12"));
    e.ndates = 0;
    EXPECT(event_when(&e).precision == DATE_NONE);
}

/* One report a place; the place of them all. */
static struct str where_all(const char *const *places, int n) {
    struct maker m = maker_war();
    struct event e = {.published_from = 1};
    for (int i = 0; i < n; i++) {
        maker_report(&m, "s-post", "", cstr(m.a, str_fmt(m.a, "Shells hit %s.", places[i])));
        maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, places[i]);
    }
    struct scene s = scene_make(m.a, *m.scratch, &m.b);
    for (i64 i = 0; i < m.b.nclaims; i++)
        event_add(m.a, &e, &s.claim[i]);
    struct where w;
    struct str words, name;
    event_where(&s, &e, &w, &words, &name);
    return w.place.n ? w.place : str_cat(m.a, S("words: "), words);
}

TEST(the_place_is_the_finest_that_more_than_half_agree_on) {
    EXPECT_STR(where_all((const char *const[]){"Orlan", "Old Mill", "Orlan"}, 3), S("p-mill"));
    EXPECT_STR(where_all((const char *const[]){"Old Mill", "Dockside"}, 2), S("p-orl"));
    EXPECT_STR(where_all((const char *const[]){"Old Mill", "Old Mill", "Dockside"}, 3),
               S("p-mill"));
    EXPECT_STR(where_all((const char *const[]){"Orlan", "Tarn"}, 2), S("p-vesk"));
    EXPECT_STR(where_all((const char *const[]){"Zarnok", "the city", "the city"}, 3),
               S("words: Zarnok"));
    EXPECT_STR(where_all((const char *const[]){"the city"}, 1), S("words: the city"));
}
