/* What a claim's words give to match by. */
#include "reconcile/book_test.h"

static struct event *only(struct maker *m, struct scene *s) {
    *s = scene_make(m->a, *m->scratch, &m->b);
    return &s->claim[m->b.nclaims - 1];
}

TEST(places_are_found_inside_the_words) {
    struct maker m = maker_war();
    struct scene s;
    maker_report(&m, "s-post", "", "Shells hit the Old Mill checkpoint.");
    maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Old Mill checkpoint");
    struct event *e = only(&m, &s);
    EXPECT_INT(e->nspots, 1);
    EXPECT_STR(e->spots[0].id, S("p-mill"));
    EXPECT(!e->spots[0].vague);
    EXPECT_STR(m.b.places[e->context].id, S("p-orl"));
}

TEST(the_city_names_no_place) {
    struct maker m = maker_war();
    struct scene s;
    maker_report(&m, "s-post", "", "Shells hit the city, then Zarnok.");
    maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "the city");
    EXPECT(only(&m, &s)->spots[0].vague);
    maker_report(&m, "s-post", "", "SHELLS HIT THE OLD MARKET OF THE CITY. Shells hit Zarnok.");
    maker_claim(&m, KIND_shelling, "SHELLS", "", ROLE_UNKNOWN, "THE OLD MARKET OF THE CITY");
    EXPECT(only(&m, &s)->spots[0].vague);
    maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Zarnok");
    struct event *e = only(&m, &s);
    EXPECT(!e->spots[0].vague);
    EXPECT_INT(e->spots[0].place, -1);
    EXPECT_STR(e->spots[0].words, S("zarnok"));
    EXPECT_INT(e->context, -1);
}

TEST(means_come_from_kind_findings_and_words) {
    struct maker m = maker_war();
    struct scene s;
    maker_report(&m, "s-post", "", "Gunmen shot two men. Rockets fell. People died.");
    maker_claim(&m, KIND_killing, "shot", "", ROLE_UNKNOWN, "");
    EXPECT_INT(only(&m, &s)->means, MEANS_NEAR);
    maker_claim(&m, KIND_shelling, "Rockets", "", ROLE_UNKNOWN, "");
    EXPECT_INT(only(&m, &s)->means, MEANS_FAR);
    struct claim *c = maker_claim(&m, KIND_death, "died", "", ROLE_UNKNOWN, "");
    EXPECT_INT(only(&m, &s)->means, 0);
    c->findings = NEW(m.a, struct finding);
    c->nfindings = 1;
    c->findings[0].kind = FINDING_CLOSE_RANGE;
    EXPECT_INT(only(&m, &s)->means, MEANS_NEAR);
}

TEST(the_accused_are_found_in_the_register) {
    struct maker m = maker_war();
    struct scene s;
    maker_report(&m, "s-post", "", "Fighters of the River Band shot two men.");
    struct claim *c = maker_claim(&m, KIND_killing, "shot", "", ROLE_UNKNOWN, "");
    maker_accused(&m, c, "Fighters of the River Band");
    struct event *e = only(&m, &s);
    if (EXPECT(e->nparties == 1)) EXPECT_STR(m.b.parties[e->parties[0]].id, S("a-band"));
}

TEST(accounts_of_witnesses_are_dated_by_when_they_were_given) {
    struct maker m = maker_war();
    struct scene s;
    maker_report(&m, "s-post", "", "Residents told of beatings.");
    struct claim *c = maker_claim(&m, KIND_testimony, "told", "", ROLE_UNKNOWN, "");
    EXPECT(date_parse(S("2031-03-08"), &c->said.when.range));
    EXPECT_INT(only(&m, &s)->ndates, 1);
    c->kind = KIND_killing;
    EXPECT_INT(only(&m, &s)->ndates, 0);
}
