#include "publish/walk.h"

#include "base/t.h"
#include "text/csv.h"

static struct json *parse(struct arena *a, const char *dir, const char *path) {
    struct json *j = NULL;
    struct err e = {0};
    EXPECT_OK(json_read(a, walk_read(a, dir, str_c(path)), &j, &e));
    return j;
}

static i64 records(struct arena *a, const char *dir, const char *path, struct str **first) {
    struct str text = walk_read(a, dir, str_c(path)), *fields;
    i64 at = 0, line = 1, n, rows = 0;
    struct err e = {0};
    for (;;) {
        EXPECT_OK(csv_read(a, text, &at, &line, &fields, &n, &e));
        if (n == 0) return rows;
        if (rows++ == 1) *first = fields;
    }
}

TEST(data_csv_and_json_say_the_same) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    static const char *const NOUNS[] = {"incidents", "figures", "claims"};
    const char *dir = walk_publish(&a, &f, "site", true, NULL, &st);
    const i64 want[] = {st.incidents, st.figures, st.claims};
    for (i64 i = 0; i < 3; i++) {
        struct str *row = NULL;
        struct json *j = parse(&a, dir, cstr(&a, str_fmt(&a, "data/%s.json", NOUNS[i])));
        EXPECT_INT(json_get(j, NOUNS[i])->n, want[i]);
        EXPECT_INT(records(&a, dir, cstr(&a, str_fmt(&a, "data/%s.csv", NOUNS[i])), &row),
                   want[i] + 1);
        EXPECT(row && str_eqc(row[0], "DRAFT"));
    }
}

TEST(data_figures_have_ranges_and_claims) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    const char *dir = walk_publish(&a, &f, "site", true, NULL, &st);
    i64 open = 0;
    JSON_EACH(x, json_get(parse(&a, dir, "data/figures.json"), "figures")) {
        EXPECT(json_get(x, "claims")->n > 0 && json_get(x, "min_claims")->n > 0);
        open += json_get(x, "max") == NULL;
    }
    EXPECT_INT(open, 1); /* "at least 20": no upper end was given, and none is written */
}

/* A cell that a spreadsheet would run is guarded in CSV and exact in JSON. */
TEST(data_csv_is_guarded) {
    struct arena a = test_arena();
    struct fixture f = fx_make(&a);
    struct publish_stats st;
    i64 pub = fx_publication(&f, "=HYPERLINK(1)", "");
    i64 item = fx_item(&f, pub, "2031-01-02", "en", "+44 people died, she said.\n");
    i64 c = fx_claim(&f, item, KIND_death, "", ROLE_UNKNOWN, "+44 people died", "died");
    fx_count(&f, c, "+44 people", WHAT_KILLED, WHO_UNKNOWN, 44, 44);
    fx_incident(&f, "OTH-0001", KIND_death, -1, "", &c, 1);
    fx_accept(&f, c);
    fx_done(&f);
    const char *dir = walk_publish(&a, &f, "site", false, NULL, &st);
    EXPECT(str_has(walk_read(&a, dir, S("data/claims.csv")), S("'=HYPERLINK(1)")));
    EXPECT(str_has(walk_read(&a, dir, S("data/claims.csv")), S("'+44 people")));
    EXPECT(
        str_has(walk_read(&a, dir, S("data/claims.json")), S("\"publication\":\"=HYPERLINK(1)\"")));
}

TEST(data_geojson_has_coarsened_points) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    f.b.incidents[0].where.place = f.b.places[2].id; /* the neighbourhood */
    const char *dir = walk_publish(&a, &f, "site", true, NULL, &st);
    struct json *j = parse(&a, dir, "data/places.geojson");
    struct str text = walk_read(&a, dir, S("data/places.geojson"));
    EXPECT_STR(json_get_str(j, "type"), S("FeatureCollection"));
    EXPECT(str_has(text, S("-115.3000000,-38.9500000")) && !str_has(text, S("-38.94210")));
}

TEST(data_readme_defines_every_kind) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    struct str t =
        walk_read(&a, walk_publish(&a, &f, "site", false, NULL, &st), S("data/README.md"));
    for (int k = 0; k < KIND_COUNT; k++)
        EXPECT(str_has(t, kind_definition((enum kind)k)));
    EXPECT(str_has(t, S("range@1")) && str_has(t, S("place_precision = city")));
}
