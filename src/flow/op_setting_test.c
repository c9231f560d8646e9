/* Settings, and what two persons mean. */
#include "flow/fixture.h"

static struct fixture *with_report(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *path = fixture_file(
        f, "report.txt", S("Interior ministry officials said that they had found 14 bodies in "
                           "Marat on 9 March 2031.\n"));
    EXPECT_OK(CALL(f, "add", path, "--publication", "Marat Courier", "--published", "2031-03-10"));
    return f;
}

static i64 unreviewed(struct fixture *f) {
    EXPECT_OK(CALL(f, "figures"));
    return f->n ? json_get_i(f->rows[0], "unreviewed", -1) : -2;
}

static const char *the_claim(struct fixture *f) {
    EXPECT_OK(CALL(f, "claims", "--kind", "bodies_found"));
    return f->n ? cstr(&f->a, json_get_str(f->rows[0], "id")) : "";
}

TEST(settings_are_decided_with_a_reason_and_survive_a_rebuild) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "case", "settings"));
    EXPECT(fixture_row(f, "name", "two_person") && fixture_row(f, "value", "off"));
    EXPECT_INT(CALL(f, "case", "set", "two_person", "maybe", "--reason", "x"), RC_USAGE);
    EXPECT_INT(CALL(f, "case", "set", "two_person", "all", "--reason", " "), RC_USAGE);
    EXPECT_OK(CALL(f, "case", "set", "two_person", "all", "--reason", "asked for by the board"));
    EXPECT_OK(CALL(f, "rebuild"));
    EXPECT_OK(CALL(f, "case", "settings"));
    EXPECT(fixture_row(f, "value", "all") != NULL);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(two_persons_who_did_not_write_it_make_a_claim_reviewed) {
    struct arena a = test_arena();
    struct fixture *f = with_report(&a);
    const char *id = the_claim(f);
    if (!EXPECT(*id)) return;
    f->actor = S("first");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen"));
    EXPECT_INT(unreviewed(f), 0);
    EXPECT_OK(CALL(f, "case", "set", "two_person", "all", "--reason", "the board"));
    EXPECT_INT(unreviewed(f), 1);
    f->actor = S("second");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen too"));
    EXPECT_INT(unreviewed(f), 0);
    EXPECT_OK(CALL(f, "review", id, "correct", "--count", "15", "--reason", "a later edition"));
    EXPECT_INT(unreviewed(f), 1);
    EXPECT_INT(CALL(f, "review", id, "accept", "--reason", "my own"), RC_DENIED);
    f->actor = S("first");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen"));
    EXPECT_INT(unreviewed(f), 1);
    f->actor = S("third");
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "seen"));
    EXPECT_INT(unreviewed(f), 0);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
