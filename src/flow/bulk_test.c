/* Bulk acts do what their preview showed or nothing; saved searches are one's own. */
#include "flow/fixture.h"

static struct fixture *with_claims(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *one =
        fixture_file(f, "one.txt",
                     S("Officials say they have found 14 bodies in Marat on 9 March 2031.\n"
                       "Residents said shells killed three people in Orlan on 4 March 2031.\n"));
    EXPECT_OK(CALL(f, "add", one));
    return f;
}

static const char *token(struct fixture *f) {
    return f->n ? cstr(&f->a, json_get_str(f->rows[0], "token")) : "";
}

TEST(bulk_review_is_previewed_and_done_as_one_entry) {
    struct arena a = test_arena();
    struct fixture *f = with_claims(&a);
    EXPECT_OK(CALL(f, "claims"));
    i64 all = f->n;
    EXPECT(all >= 2);
    EXPECT_OK(CALL(f, "log"));
    i64 entries = f->n;
    EXPECT_OK(CALL(f, "bulk", "review", "accept", "--reason", "checked", "--status", "machine",
                   "--preview"));
    EXPECT_INT(f->n, all);
    const char *t = token(f);
    EXPECT_OK(CALL(f, "claims", "--status", "accepted"));
    EXPECT_INT(f->n, 0);
    EXPECT_INT(CALL(f, "bulk", "review", "accept", "--reason", "checked", "--status", "machine"),
               RC_USAGE);
    EXPECT_INT(CALL(f, "bulk", "review", "reject", "--reason", "checked", "--status", "machine",
                    "--token", t),
               RC_CONFLICT);
    EXPECT_OK(CALL(f, "bulk", "review", "accept", "--reason", "checked", "--status", "machine",
                   "--token", t));
    EXPECT_INT(json_get_i(f->rows[0], "changed", 0), all);
    EXPECT_OK(CALL(f, "claims", "--status", "accepted"));
    EXPECT_INT(f->n, all);
    EXPECT_OK(CALL(f, "log"));
    EXPECT(f->n == entries + 1 || f->n == entries + 2); /* and incidents that changed with it */
    EXPECT_INT(CALL(f, "bulk", "review", "accept", "--reason", "checked", "--status", "machine",
                    "--token", t),
               RC_CONFLICT);
}

TEST(bulk_review_sees_what_changed_meanwhile) {
    struct arena a = test_arena();
    struct fixture *f = with_claims(&a);
    EXPECT_OK(CALL(f, "claims"));
    const char *one = cstr(&a, json_get_str(f->rows[0], "id"));
    const char *two = cstr(&a, json_get_str(f->rows[1], "id"));
    EXPECT_OK(CALL(f, "bulk", "review", "accept", "--reason", "r", "--claim", one, "--claim", two,
                   "--preview"));
    EXPECT_INT(f->n, 2);
    const char *t = token(f);
    EXPECT_OK(CALL(f, "review", two, "reject", "--reason", "no"));
    EXPECT_INT(CALL(f, "bulk", "review", "accept", "--reason", "r", "--claim", one, "--claim", two,
                    "--token", t),
               RC_CONFLICT);
    EXPECT_INT(CALL(f, "bulk", "review", "accept", "--reason", "r", "--preview"), RC_USAGE);
    EXPECT_INT(CALL(f, "bulk", "review", "accept", "--reason", " ", "--claim", one, "--preview"),
               RC_USAGE);
    EXPECT_OK(CALL(f, "bulk", "review", "undo", "--reason", "r", "--claim", one, "--preview"));
    EXPECT(json_get_str(f->rows[0], "refused").n > 0);
    EXPECT_INT(
        CALL(f, "bulk", "review", "undo", "--reason", "r", "--claim", one, "--token", token(f)),
        RC_CONFLICT);
}

TEST(bulk_access_confines_items) {
    struct arena a = test_arena();
    struct fixture *f = with_claims(&a);
    EXPECT_OK(CALL(f, "group", "add", "families"));
    EXPECT_OK(CALL(f, "bulk", "access", "--groups", "families", "--words", "bodies", "--preview"));
    EXPECT_INT(f->n, 1);
    const char *t = token(f);
    EXPECT_OK(CALL(f, "bulk", "access", "--groups", "families", "--words", "bodies", "--token", t));
    EXPECT_OK(CALL(f, "bulk", "access", "--groups", "families", "--words", "bodies", "--preview"));
    EXPECT(json_get_str(f->rows[0], "refused").n > 0);
}

TEST(saved_searches_are_kept_replaced_and_forgotten) {
    struct arena a = test_arena();
    struct fixture *f = with_claims(&a);
    EXPECT_OK(CALL(f, "search", "save", "mine", "bodies", "Marat", "--status", "machine"));
    EXPECT_OK(CALL(f, "search", "save", "mine", "shells"));
    EXPECT_OK(CALL(f, "search", "save", "other", "--kind", "killing"));
    EXPECT_INT(CALL(f, "search", "save", "empty"), RC_USAGE);
    EXPECT_INT(CALL(f, "search", "save", "bad", "--kind", "nonsense"), RC_USAGE);
    EXPECT_OK(CALL(f, "search", "saved"));
    EXPECT_INT(f->n, 2);
    EXPECT_STR(json_get_str(fixture_row(f, "name", "mine"), "words"), S("shells"));
    EXPECT_OK(CALL(f, "search", "forget", "mine"));
    EXPECT_INT(CALL(f, "search", "forget", "mine"), RC_NOTFOUND);
    EXPECT_OK(CALL(f, "search", "saved"));
    EXPECT_INT(f->n, 1);
}
