#include "text/outline.h"

#include "base/t.h"
#include "text/builtin.h"

static struct outline real(void) {
    struct outline o;
    struct err e = {0};
    EXPECT_OK(outline_open(builtin_world(), &o, &e));
    return o;
}

TEST(outline_finds_countries_by_code) {
    struct outline o = real();
    struct outline_country c;
    EXPECT(outline_find(&o, 760, &c));
    EXPECT_STR(c.name, S("Syria"));
    EXPECT(c.box.west > 355000000 && c.box.west < 362000000);
    EXPECT(c.box.north > 370000000 && c.box.north < 376000000);
    EXPECT(outline_find(&o, 804, &c));
    EXPECT_STR(c.name, S("Ukraine"));
    EXPECT(!outline_find(&o, 0, &c));
    EXPECT(!outline_find(&o, 999, &c));
}

TEST(outline_rings_are_closed_and_in_their_box) {
    struct arena a = test_arena();
    struct outline o = real();
    struct outline_country c = {0};
    i64 countries = 0;
    while (outline_next(&o, &c)) {
        countries++;
        for (i64 r = 0; r < c.rings; r++) {
            struct arena scratch = a;
            struct outline_point *p;
            i64 n = outline_ring(&scratch, &o, &c, r, 0, &p), out = 0;
            EXPECT(n >= 3);
            EXPECT(p[0].lon == p[n - 1].lon && p[0].lat == p[n - 1].lat);
            for (i64 i = 0; i < n; i++)
                out += p[i].lon < c.box.west || p[i].lon > c.box.east || p[i].lat < c.box.south ||
                       p[i].lat > c.box.north;
            EXPECT_INT(out, 0);
        }
    }
    EXPECT_INT(countries, o.countries);
    EXPECT(countries > 200);
}

TEST(outline_thins_for_small_maps) {
    struct arena a = test_arena();
    struct outline o = real();
    struct outline_country c;
    struct outline_point *p;
    EXPECT(outline_find(&o, 368, &c));
    i64 all = outline_ring(&a, &o, &c, 0, 0, &p);
    i64 few = outline_ring(&a, &o, &c, 0, 5000000, &p);
    EXPECT(few >= 4 && few < all / 2);
    EXPECT(p[0].lon == p[few - 1].lon && p[0].lat == p[few - 1].lat);
    EXPECT_INT(outline_ring(&a, &o, &c, c.rings, 0, &p), 0);
    EXPECT(p == NULL);
}

TEST(outline_selects_by_box) {
    struct outline o = real();
    struct outline_box levant = {355000000, 330000000, 370000000, 350000000};
    struct outline_country c = {0};
    bool syria = false, chile = false;
    while (outline_next(&o, &c)) {
        if (!outline_meets(c.box, levant)) continue;
        syria = syria || c.code == 760;
        chile = chile || c.code == 152;
    }
    EXPECT(syria && !chile);
}

TEST(outline_refuses_damage) {
    struct arena a = test_arena();
    struct str whole = builtin_world();
    struct outline o;
    struct err e = {0};
    EXPECT_INT(outline_open(S("cairnol1"), &o, &e), RC_INTEGRITY);
    EXPECT_INT(outline_open(str_sub(whole, 0, whole.n - 1), &o, &e), RC_INTEGRITY);
    struct str copy = str_dup(&a, whole);
    ((char *)(uintptr_t)copy.p)[whole.n - 1] = (char)255; /* a number without end */
    EXPECT_INT(outline_open(copy, &o, &e), RC_INTEGRITY);
    EXPECT_INT(o.lines, 0);
}
