/* The filter of the list of incidents. */
#include "web/fixture.h"

static i64 listed(struct fixture *f, const char *query) {
    rc got;
    struct str html =
        fixture_page(f, (struct asked){"/incidents", S(""), query, LANG_EN, NULL}, &got, NULL);
    EXPECT(got == RC_OK);
    return fixture_count(html, "<tr data-item");
}

TEST(the_list_of_incidents_is_filtered_by_what_is_asked) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    i64 all = listed(f, NULL);
    EXPECT(all >= 3);
    EXPECT_INT(listed(f, "words=marat"), 1);
    EXPECT_INT(listed(f, "disputed=yes"), 1);
    EXPECT_INT(listed(f, "disputed=no"), all - 1);
    EXPECT_INT(listed(f, "accounts=independent_accounts"), 0);
    EXPECT_INT(listed(f, "reviewed=none"), all);
    EXPECT_INT(listed(f, "place=Nowhere+at+all"), 0);
    EXPECT_INT(listed(f, "from=2040&to=2041"), 0);
    EXPECT_INT(listed(f, "from=2031-03-03&to=2031-03-03&words=orlan"), 2);
    EXPECT_INT(listed(f, "kind=bogus&from=someday"), all);
}
