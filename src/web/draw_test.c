/* Drawings: a mark for each place with coordinates, columns by month, lines between accounts. */
#include "web/fixture.h"

static struct str page(struct fixture *f, const char *path, struct str seg) {
    rc got;
    struct str html = fixture_page(f, (struct asked){path, seg, NULL, LANG_EN, NULL}, &got, NULL);
    EXPECT(got == RC_OK);
    return html;
}

TEST(a_map_marks_places_with_coordinates_and_says_the_rest_in_a_table) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_INT(fixture_count(page(f, "/incidents/map", S("")), "<circle"), 0);
    const char *table =
        fixture_file(f, "p.csv", S("name,kind,parent,lat,lon\nTarn,city,,-38.7000,-115.2000\n"));
    EXPECT_OK(CALL(f, "place", "import", table));
    EXPECT_OK(CALL(f, "incidents"));
    const char *code = cstr(&a, json_get_str(f->rows[0], "code"));
    EXPECT_OK(CALL(f, "incident", "set", code, "--place", "Tarn", "--reason", "two reports"));
    struct str html = page(f, "/incidents/map", S(""));
    EXPECT_INT(fixture_count(html, "<circle"), 1);
    EXPECT(str_has(html, S("Tarn")));
    EXPECT_INT(fixture_count(html, "<table"), 1);
}

TEST(a_time_line_has_a_column_a_month) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str html = page(f, "/incidents/time", S(""));
    EXPECT_INT(fixture_count(html, "<rect"), 1);
    EXPECT(str_has(fixture_text(&a, html), S("March 2031")));
    EXPECT_OK(CALL(f, "incidents"));
    const char *code = cstr(&a, json_get_str(f->rows[0], "code"));
    EXPECT_OK(CALL(f, "incident", "set", code, "--date", "2030-11-02", "--reason", "x"));
    EXPECT_INT(fixture_count(page(f, "/incidents/time", S("")), "<rect"), 5);
    EXPECT_OK(CALL(f, "incident", "set", code, "--date", "1999", "--reason", "x"));
    html = page(f, "/incidents/time", S(""));
    EXPECT_INT(fixture_count(html, "<rect"), 33); /* by year: 1999 to 2031 */
}

TEST(accounts_are_drawn_with_what_ties_them) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "incidents"));
    for (i64 i = 0; i < f->n; i++) {
        if (!str_has(json_get_str(f->rows[i], "title"), S("Marat"))) continue;
        struct str html = page(f, "/incident/{}", str_dup(&a, json_get_str(f->rows[i], "code")));
        EXPECT(fixture_count(html, "class=\"edge") > 0);
        EXPECT(fixture_count(html, "class=\"node\"") > 2);
        return;
    }
    test_fail(__FILE__, __LINE__, "no incident of Marat");
}
