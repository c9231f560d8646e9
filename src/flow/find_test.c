/* Search, narrowed by facets. */
#include "flow/fixture.h"

static struct fixture *two_reports(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *one =
        fixture_file(f, "one.txt",
                     S("Officials say they have found 14 bodies in Marat on 9 March 2031.\n"
                       "Residents said shells killed three people in Orlan on 4 March 2031.\n"));
    const char *two =
        fixture_file(f, "two.txt", S("Residents said 14 bodies were found in Marat.\n"));
    EXPECT_OK(CALL(f, "add", one, "--publication", "Daily Heron", "--published", "2031-03-10"));
    EXPECT_OK(CALL(f, "add", two, "--publication", "Orlan Voice", "--published", "2031-03-11"));
    return f;
}

TEST(search_narrows_by_facets) {
    struct arena a = test_arena();
    struct fixture *f = two_reports(&a);
    EXPECT_OK(CALL(f, "search", "bodies", "--noun", "claim"));
    EXPECT_INT(f->n, 2);
    EXPECT_OK(CALL(f, "search", "bodies", "--noun", "claim", "--publication", "Daily Heron"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "search", "--noun", "claim", "--publication", "daily heron", "--status",
                   "machine", "--kind", "bodies_found", "--place", "Marat", "--from", "2031-03-01",
                   "--to", "2031-03-31", "--lang", "en", "--role", "official"));
    EXPECT_INT(f->n, 1);
    EXPECT_INT(CALL(f, "search", "--noun", "claim", "--status", "accepted"), RC_NO);
    EXPECT_INT(CALL(f, "search", "bodies", "--publication", "Nowhere Post"), RC_NOTFOUND);
    EXPECT_INT(CALL(f, "search"), RC_USAGE);
    EXPECT_INT(CALL(f, "search", "..."), RC_USAGE);
    EXPECT_OK(CALL(f, "search", "Marat", "--noun", "incident"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "search", "two"));
    EXPECT(fixture_row(f, "noun", "item"));
    EXPECT_OK(CALL(f, "search", "HERON"));
    EXPECT(fixture_row(f, "noun", "publication"));
}
