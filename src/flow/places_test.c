#include "flow/places.h"

#include "base/t.h"

static struct enter *of_case(struct arena *a) {
    struct book *b = NEW(a, struct book);
    struct item *none = NEW(a, struct item);
    struct enter *x = NEW(a, struct enter);
    b->places = NEW(a, struct place);
    b->nplaces = 1;
    b->places[0] = (struct place){.id = S("p-0123456789abcdef"),
                                  .name = S("Lisharan"),
                                  .name_ar = S("ليشاران"),
                                  .precision = PRECISION_CITY};
    map_put(&b->by_id, a, b->places[0].id, NULL)->value = 0;
    enter_make(a, b, none, x);
    return x;
}

TEST(a_place_is_known_by_id_and_by_name_in_any_script) {
    struct arena a = test_arena();
    struct err e = {0};
    struct enter *x = of_case(&a);
    struct place_found got = {0};
    EXPECT_OK(place_resolve(x, S("lisharan"), &got, &e));
    EXPECT_STR(got.id, S("p-0123456789abcdef"));
    EXPECT_INT(got.precision, PRECISION_CITY);
    got = (struct place_found){0};
    EXPECT_OK(place_resolve(x, S("ليشاران"), &got, &e));
    EXPECT_STR(got.id, S("p-0123456789abcdef"));
    EXPECT_STR(place_name_of(x->b, got.id), S("Lisharan"));
    got = (struct place_found){0};
    EXPECT_OK(place_resolve(x, S("p-gn-184745"), &got, &e)); /* Nairobi */
    EXPECT_STR(place_name_of(x->b, got.id), S("Nairobi"));
}

TEST(a_name_that_several_places_bear_is_not_guessed) {
    struct arena a = test_arena();
    struct err e = {0};
    struct enter *x = of_case(&a);
    struct place_found got = {0};
    EXPECT_INT(place_resolve(x, S("Springfield"), &got, &e), RC_USAGE);
    EXPECT(!got.id.n && e.hint[0]);
    err_clear(&e);
    EXPECT_INT(place_resolve(x, S("Nowhere at all"), &got, &e), RC_NOTFOUND);
    err_clear(&e);
    EXPECT_INT(place_resolve(x, S("p-gn-999999999"), &got, &e), RC_NOTFOUND);
    place_known(x, S("Springfield"), &got);
    EXPECT(!got.id.n);
}
