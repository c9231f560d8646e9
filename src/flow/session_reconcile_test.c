/* In a case too large to be looked at whole, new claims still find their incident. */
#include "base/limits.h"
#include "flow/fixture.h"

/* More claims than a case looked at whole has; all of other places and years. */
static void fill(struct fixture *f) {
    for (int text = 0; text < 3; text++) {
        struct buf b = buf_make(&f->a, 1 << 20);
        for (int i = 0; i < 400; i++)
            buf_fmt(&b, "Residents said %d people were killed in Tarn on %d March %d.\n\n",
                    3 + i % 50, 1 + i % 28, 1950 + 15 * text + i / 28);
        const char *name = cstr(&f->a, str_fmt(&f->a, "old-%d.txt", text));
        EXPECT_OK(CALL(f, "add", fixture_file(f, name, buf_str(&b)), "--published", "2030-01-01"));
    }
    EXPECT_OK(CALL(f, "items"));
    i64 claims = 0;
    for (i64 i = 0; i < f->n; i++)
        claims += json_get_i(f->rows[i], "claims", 0);
    EXPECT(claims > RECONCILE_WHOLE);
}

static struct str incident_of(struct fixture *f, const char *item) {
    EXPECT_OK(CALL(f, "show", item));
    const struct json *row = fixture_row(f, "kind", "bodies_found");
    return row ? str_dup(&f->a, json_get_str(row, "incident")) : S("");
}

TEST(session_reconcile_finds_incidents_in_a_large_case) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    fill(f);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "one.txt",
                                S("Ministry officials said 14 bodies were found in Marat on "
                                  "9 March 2031.\n")),
                   "--published", "2031-03-10", "--publication", "Vesk Post"));
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "two.txt",
                                S("A resident of Marat said 14 bodies were found in Marat on "
                                  "9 March 2031.\n")),
                   "--published", "2031-03-12", "--publication", "River Wire"));
    struct str one = incident_of(f, "one.txt"), two = incident_of(f, "two.txt");
    EXPECT(one.n > 0);
    EXPECT_STR(one, two);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
