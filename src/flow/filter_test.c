/* Lists by filters, screen by screen. */
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

/* The cursor as the words for people tell it. */
static const char *cursor(struct arena *a, const struct fixture *f) {
    struct str said = str_c(f->said);
    i64 at = str_find(said, S("--after "), 0);
    if (!EXPECT(at >= 0)) return "";
    said = str_sub(said, at + 8, said.n);
    return cstr(a, str_trim(str_cut(&said, '\n')));
}

TEST(lists_go_on_where_they_ended) {
    struct arena a = test_arena();
    struct fixture *f = two_reports(&a);
    EXPECT_OK(CALL(f, "claims"));
    i64 all = f->n;
    EXPECT(all >= 3);
    EXPECT_OK(CALL(f, "claims", "--limit", "1"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "claims", "--after", cursor(&a, f)));
    EXPECT_INT(f->n, all - 1);
    EXPECT_OK(CALL(f, "search", "bodies", "--noun", "claim", "--limit", "1"));
    EXPECT_OK(CALL(f, "search", "bodies", "--noun", "claim", "--after", cursor(&a, f)));
    EXPECT_INT(f->n, 1);
    EXPECT_INT(CALL(f, "search", "bodies", "--after", "a"), RC_USAGE);
    EXPECT_INT(CALL(f, "claims", "--after", "b0100000000000000"), RC_USAGE);
    EXPECT_OK(CALL(f, "items", "--words", "shells"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "claims", "--queue", "machine", "--words", "shells"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "figures", "--place", "Marat"));
    i64 figures = f->n;
    EXPECT(figures >= 1);
    EXPECT_OK(CALL(f, "figures", "--incident", "MRT-0001"));
}
