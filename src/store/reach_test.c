#include "store/reach.h"

#include "base/t.h"

/* Two items, the second for group 3 alone; an incident with a claim of each, one of the second
 * alone, and one that was merged into the first. */
static struct book made(struct arena *a) {
    static struct item items[2] = {
        {.id = SI("sha256:1"), .outside = SI("m-1"), .reach = 1},
        {.id = SI("sha256:2"), .outside = SI("m-2"), .publication = SI("s-2"), .reach = 8}};
    static struct publication publications[2] = {{.id = SI("s-1"), .registered = true},
                                                 {.id = SI("s-2")}};
    struct book b = {.nitems = 2, .npublications = 2, .nclaims = 3, .nincidents = 3, .nreviews = 2};
    b.items = NEWN(a, struct item, 2);
    memcpy(b.items, items, sizeof items);
    b.publications = NEWN(a, struct publication, 2);
    memcpy(b.publications, publications, sizeof publications);
    b.claims = NEWN(a, struct claim_row, 3);
    b.incidents = NEWN(a, struct incident, 3);
    b.reviews = NEWN(a, struct review, 2);
    for (i64 i = 0; i < 3; i++) {
        b.claims[i].c.id = str_fmt(a, "c-%d", (int)i);
        b.claims[i].item = i > 0;
        b.claims[i].incident = i == 2;
        b.incidents[i].id = str_fmt(a, "i-%d", (int)i);
        b.incidents[i].code = str_fmt(a, "MRT-000%d", (int)i);
        b.incidents[i].claims = NEWN(a, i64, 2);
        map_put(&b.by_id, a, b.claims[i].c.id, NULL)->value = i;
        map_put(&b.by_id, a, b.incidents[i].id, NULL)->value = i;
    }
    b.incidents[0].claims[1] = 1;
    b.incidents[0].nclaims = 2;
    b.incidents[1].claims[0] = 2;
    b.incidents[1].nclaims = 1;
    b.incidents[2].merged_into = S("i-0");
    b.reviews[0].claim = S("c-1");
    b.reviews[1].claim = S("c-0");
    return b;
}

TEST(reach_takes_out_what_lies_outside_with_all_that_hangs_on_it) {
    struct arena a = test_arena();
    struct book b = made(&a);
    book_reach(&a, &b, 1);
    EXPECT_INT(b.nitems, 1);
    EXPECT_INT(b.nclaims, 1);
    EXPECT_INT(b.nincidents, 2);
    EXPECT_INT(b.incidents[0].nclaims, 1);
    EXPECT_INT(b.nreviews, 1);
    EXPECT_STR(b.reviews[0].claim, S("c-0"));
    EXPECT_INT(b.npublications, 1);
    EXPECT_INT(book_claim(&b, S("c-1")), -1);
    EXPECT_INT(book_item(&b, S("m-2")), -1);
    EXPECT_INT(book_incident(&b, S("MRT-0001")), -1);
    EXPECT_INT(book_incident(&b, S("MRT-0002")), 1); /* redirects to what is seen */
    EXPECT_INT(book_publication(&b, S("s-2")), -1);
}

TEST(reach_moves_indexes_along) {
    struct arena a = test_arena();
    struct book b = made(&a);
    book_reach(&a, &b, 8);
    EXPECT_INT(b.nitems, 1);
    EXPECT_STR(b.items[0].outside, S("m-2"));
    EXPECT_INT(b.nclaims, 2);
    EXPECT_INT(b.claims[0].item, 0);
    EXPECT_INT(b.claims[1].incident, 1);
    EXPECT_INT(b.nincidents, 3);
    EXPECT_INT(b.incidents[0].claims[0], 0);
    EXPECT_INT(b.incidents[1].claims[0], 1);
    EXPECT_INT(b.npublications, 2);
    struct book all = made(&a);
    book_reach(&a, &all, -1);
    EXPECT_INT(all.nclaims, 3);
}
