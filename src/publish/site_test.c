#include "publish/fixture.h"
#include "publish/site.h"

#include "base/t.h"

struct world {
    struct site s;
    struct book view;
    struct publish_opts o;
};

static struct world *world(struct arena *a, const struct fixture *f, i64 precision) {
    struct world *w = NEW(a, struct world);
    w->o = (struct publish_opts){.policy = publish_policy_default(), .draft = true};
    w->o.policy.place_precision = precision;
    w->view = f->b;
    w->s = (struct site){.perm = a,
                         .scratch = arena_make("site", 64 << 20),
                         .full = &f->b,
                         .b = &w->view,
                         .o = &w->o};
    site_index(&w->s);
    return w;
}

TEST(site_coarsens_places) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct world *w = world(&a, &f, PRECISION_CITY);
    const struct site_place *mill = site_place_of(&w->s, f.b.places[2].id);
    EXPECT(mill && str_eqc(mill->name, "Marat")); /* a neighbourhood is shown as its city */
    w = world(&a, &f, PRECISION_NEIGHBOURHOOD);
    EXPECT_STR(site_place_of(&w->s, f.b.places[2].id)->name, S("Old Mill"));
    w = world(&a, &f, PRECISION_COUNTRY);
    EXPECT_STR(site_place_of(&w->s, f.b.places[1].id)->name, S("Tavria"));
    EXPECT(site_place_of(&w->s, S("p-unknown")) == NULL);
}

TEST(site_withholds_a_place_without_a_coarser_one) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    f.b.places[2].parent = S("");
    struct world *w = world(&a, &f, PRECISION_CITY);
    EXPECT(site_place_of(&w->s, f.b.places[2].id)->withheld);
    EXPECT_INT(site_place_of(&w->s, f.b.places[2].id)->lat, 0);
}

TEST(site_knows_gazetteer_places) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    f.b.incidents[2].where.place = S("p-gn-2950159"); /* Berlin */
    struct world *w = world(&a, &f, PRECISION_CITY);
    i64 at = w->s.incident_place[2];
    EXPECT(at >= 0 && str_eqc(w->s.places[at].name, "Berlin") && !w->s.places[at].withheld);
    w = world(&a, &f, PRECISION_COUNTRY);
    EXPECT(w->s.places[w->s.incident_place[2]].withheld ||
           !str_eqc(w->s.places[w->s.incident_place[2]].name, "Berlin"));
}

TEST(site_indexes_rows_by_incident) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct world *w = world(&a, &f, PRECISION_CITY);
    for (i64 i = 0; i < f.b.nincidents; i++)
        for (i64 k = w->s.figure_from[i]; k < w->s.figure_from[i + 1]; k++)
            EXPECT_INT(f.b.figures[k].incident, i);
    EXPECT_INT(w->s.figure_from[f.b.nincidents], f.b.nfigures);
    EXPECT_INT(w->s.nshown, 3);
    EXPECT_INT(site_main_figure(&w->s, 0)->who, WHO_UNKNOWN);
    EXPECT_STR(site_incident_path(&a, &w->s, 0), S("incidents/MRT-0001.html"));
    f.b.incidents[1].code = S("../x");
    w->view.incidents[1].code = S("../x");
    EXPECT(str_has(site_incident_path(&a, &w->s, 1), f.b.incidents[1].id));
}

/* A publication of a party's side speaks for that party; one of nobody's does not. */
TEST(site_tells_sides) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct world *w = world(&a, &f, PRECISION_CITY);
    EXPECT(w->s.side[4] >= 0);
    EXPECT_STR(f.b.parties[w->s.side[4]].name, S("Lower Front"));
    EXPECT_INT(w->s.side[6], -1);
}
