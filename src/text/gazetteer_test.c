#include "text/gazetteer.h"

#include "base/t.h"
#include "text/builtin.h"
#include "text/fold.h"

static struct gazetteer real(void) {
    struct gazetteer g;
    struct err e = {0};
    EXPECT_OK(gazetteer_open(builtin_places(), &g, &e));
    return g;
}

/* Is `id` among the first `within` places of this name? */
static bool finds(struct arena *a, const struct gazetteer *g, struct str name, i64 within,
                  const char *id) {
    struct place_hit hits[64];
    struct geoplace p;
    i64 n = gazetteer_find(g, text_fold_name(a, name), hits, LEN(hits));
    for (i64 i = 0; i < n && i < within; i++)
        if (gazetteer_place(g, hits[i].place, &p) && str_eqc(gazetteer_id(a, &p), id)) return true;
    return false;
}

TEST(gazetteer_finds_names_in_three_scripts) {
    struct arena a = test_arena();
    struct gazetteer g = real();
    EXPECT(finds(&a, &g, S("Aleppo"), 1, "p-gn-170063"));
    EXPECT(finds(&a, &g, S("حلب"), 1, "p-gn-170063"));
    EXPECT(finds(&a, &g, S("Алеппо"), 1, "p-gn-170063"));
    EXPECT(finds(&a, &g, S("Raqqa"), 1, "p-gn-172955"));
    EXPECT(finds(&a, &g, S("al-Rakka"), 1, "p-gn-172955"));
    EXPECT(finds(&a, &g, S("غزه"), 1, "p-gn-281133"));
    EXPECT(finds(&a, &g, S("Khan Yunis"), 1, "p-gn-281124"));
    EXPECT(finds(&a, &g, S("Мариуполь"), 1, "p-gn-701822"));
    EXPECT(finds(&a, &g, S("Маріуполь"), 1, "p-gn-701822"));
    EXPECT(!finds(&a, &g, S("Nosuchtown"), 9, "p-gn-170063"));
}

TEST(gazetteer_gives_country_region_and_point) {
    struct gazetteer g = real();
    struct geoplace p, region;
    i64 n = gazetteer_by_id(&g, S("p-gn-99072"));
    EXPECT(gazetteer_place(&g, n, &p));
    EXPECT_STR(p.name, S("Mosul"));
    EXPECT_STR(p.country, S("IQ"));
    EXPECT_STR(p.feature, S("PPLA"));
    EXPECT_INT(p.lat, 363350000);
    EXPECT_INT(p.lon, 431188900);
    EXPECT_INT(p.weight, 1739800);
    EXPECT(gazetteer_place(&g, p.region, &region));
    EXPECT_STR(region.name, S("Nineveh Province"));
    EXPECT_INT(region.kind, PLACE_KIND_REGION);
    EXPECT_INT(region.region, region.number);
}

TEST(gazetteer_orders_by_weight_seat_before_region_country_first) {
    struct arena a = test_arena();
    struct gazetteer g = real();
    struct place_hit hits[64];
    struct geoplace p;
    i64 last = INT64_MAX, n = gazetteer_find(&g, S("homs"), hits, LEN(hits));
    EXPECT(n >= 2);
    for (i64 i = 0; i < n; i++) {
        EXPECT(gazetteer_place(&g, hits[i].place, &p) && p.weight <= last);
        last = p.weight;
        if (i == 0) EXPECT_INT(p.kind, PLACE_KIND_SETTLEMENT);
    }
    EXPECT(finds(&a, &g, S("Homs Governorate"), 1, "p-gn-169575"));
    EXPECT(gazetteer_find(&g, S("syria"), hits, LEN(hits)) >= 1);
    EXPECT(gazetteer_place(&g, hits[0].place, &p));
    EXPECT_INT(p.kind, PLACE_KIND_COUNTRY);
    EXPECT_STR(p.country, S("SY"));
    EXPECT_INT(gazetteer_find(&g, S("homs"), hits, 0), n); /* counts beyond the room given */
}

TEST(gazetteer_flags_words_and_persons) {
    struct gazetteer g = real();
    struct place_hit h[1];
    EXPECT(gazetteer_find(&g, S("of"), h, 1) > 0 && h[0].word && !h[0].person);
    EXPECT(gazetteer_find(&g, S("mobile"), h, 1) > 0 && h[0].word);
    EXPECT(gazetteer_find(&g, S("nice"), h, 1) > 0 && h[0].word);
    EXPECT(gazetteer_find(&g, S("santiago"), h, 1) > 0 && h[0].person);
    EXPECT(gazetteer_find(&g, S("old city"), h, 1) > 0 && h[0].word);
    EXPECT(gazetteer_find(&g, S("aleppo"), h, 1) > 0 && !h[0].word && !h[0].person && !h[0].other);
    EXPECT(gazetteer_find(&g, S("al rakka"), h, 1) > 0 && h[0].other);
}

TEST(gazetteer_knows_names_that_go_on) {
    struct gazetteer g = real();
    EXPECT(gazetteer_goes_on(&g, S("khan")));
    EXPECT(gazetteer_goes_on(&g, S("deir")));
    EXPECT(!gazetteer_goes_on(&g, S("khan yunis")));
    EXPECT(!gazetteer_goes_on(&g, S("alepp"))); /* whole words only */
    EXPECT(!gazetteer_goes_on(&g, S("")));
}

static bool sounds_like(struct arena *a, const struct gazetteer *g, struct str name,
                        const char *id) {
    struct place_hit hits[16];
    struct geoplace p;
    i64 n = gazetteer_find_like(g, text_fold_name(a, name), hits, LEN(hits));
    for (i64 i = 0; i < n && i < LEN(hits); i++)
        if (gazetteer_place(g, hits[i].place, &p) && str_eqc(gazetteer_id(a, &p), id)) return true;
    return false;
}

TEST(gazetteer_finds_like_sounding_names) {
    struct arena a = test_arena();
    struct gazetteer g = real();
    EXPECT(sounds_like(&a, &g, S("Halap"), "p-gn-170063"));
    EXPECT(sounds_like(&a, &g, S("Khaan Yoonis"), "p-gn-281124"));
    EXPECT(!sounds_like(&a, &g, S("Halap"), "p-gn-281124"));
    EXPECT(!sounds_like(&a, &g, S(""), "p-gn-281124"));
    struct place_hit hit[1];
    EXPECT_INT(gazetteer_find(&g, S("~hlb"), hit, 1), 0); /* keys are not names */
}

TEST(gazetteer_ids_have_one_spelling) {
    struct gazetteer g = real();
    EXPECT(gazetteer_by_id(&g, S("p-gn-170063")) >= 0);
    EXPECT_INT(gazetteer_by_id(&g, S("p-gn-0170063")), -1);
    EXPECT_INT(gazetteer_by_id(&g, S("p-gn-")), -1);
    EXPECT_INT(gazetteer_by_id(&g, S("p-own-1")), -1);
    EXPECT_INT(gazetteer_by_id(&g, S("p-gn-99999999")), -1);
    EXPECT_INT(gazetteer_by_id(&g, S("")), -1);
}

/* Every name in the file is what folding gives: the builder and the program fold alike. */
TEST(gazetteer_is_whole_and_folded) {
    struct arena a = test_arena();
    struct gazetteer g = real();
    struct err e = {0};
    EXPECT_OK(gazetteer_check(&g, &e));
    struct geoplace p;
    i64 lost = 0;
    for (i64 i = 0; i < g.places; i += 97) {
        struct arena scratch = a;
        struct place_hit hits[512];
        EXPECT(gazetteer_place(&g, i, &p));
        i64 n = gazetteer_find(&g, text_fold_name(&scratch, p.name), hits, LEN(hits)), k = 0;
        while (k < n && hits[k].place != p.number)
            k++;
        lost += k == n;
    }
    EXPECT_INT(lost, 0);
}

TEST(gazetteer_refuses_damage) {
    struct arena a = test_arena();
    struct str whole = builtin_places();
    struct gazetteer g;
    struct err e = {0};
    EXPECT_INT(gazetteer_open(S(""), &g, &e), RC_INTEGRITY);
    EXPECT_INT(gazetteer_open(S("cairngz1"), &g, &e), RC_INTEGRITY);
    EXPECT_INT(gazetteer_open(str_sub(whole, 0, whole.n - 1), &g, &e), RC_INTEGRITY);
    struct str copy = str_dup(&a, whole);
    char *bytes = (char *)(uintptr_t)copy.p;
    bytes[11] = 127; /* two thousand million places */
    EXPECT_INT(gazetteer_open(copy, &g, &e), RC_INTEGRITY);
    EXPECT_INT(g.places, 0);
}
