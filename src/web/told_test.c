/* What waits is counted by queue, for whoever asks. */
#include "web/fixture.h"

static struct str home(struct fixture *f) {
    rc got;
    struct str html = fixture_page(f, (struct asked){"/", S(""), NULL, LANG_EN, NULL}, &got, NULL);
    EXPECT(got == RC_OK);
    return fixture_text(&f->a, html);
}

TEST(the_first_page_counts_what_waits) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "claims"));
    i64 n = f->n;
    const char *one = cstr(&a, json_get_str(f->rows[0], "id"));
    const char *two = cstr(&a, json_get_str(f->rows[1], "id"));
    EXPECT(str_has(home(f), str_fmt(&a, "%lld Read by the machine", (long long)n)));
    EXPECT(str_has(home(f), S("0 Conflicts")));
    EXPECT_OK(CALL(f, "review", one, "accept", "--reason", "x"));
    EXPECT_OK(CALL(f, "review", two, "work_needed", "--reason", "x"));
    f->actor = S("second reader");
    EXPECT_OK(CALL(f, "review", one, "reject", "--reason", "x"));
    struct str now = home(f);
    EXPECT(str_has(now, str_fmt(&a, "%lld Read by the machine", (long long)(n - 2))));
    EXPECT(str_has(now, S("1 Conflicts")));
    EXPECT(str_has(now, S("1 Work needed")));
}
