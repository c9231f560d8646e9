/* How a claim came to stand: each version against the one before, decisions, what is proposed. */
#include "flow/history.h"

#include "flow/fixture.h"

static const char *one_claim(struct fixture *f) {
    EXPECT_OK(CALL(
        f, "add", fixture_file(f, "r.txt", S("Police said that 14 people were killed in Marat.\n")),
        "--published", "2031-03-10"));
    EXPECT_OK(CALL(f, "claims"));
    return cstr(&f->a, json_get_str(f->rows[0], "id"));
}

static i64 steps(struct fixture *f, const char *id, const char *step) {
    i64 n = 0;
    EXPECT_OK(CALL(f, "claim", "history", id));
    for (i64 i = 0; i < f->n; i++)
        n += str_eqc(json_get_str(f->rows[i], "step"), step);
    return n;
}

TEST(history_tells_each_change_from_the_version_before) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *id = one_claim(f);
    EXPECT_INT(steps(f, id, "changed"), 0);
    EXPECT_OK(CALL(f, "review", id, "correct", "--count", "14-20", "--reason", "a"));
    EXPECT_OK(CALL(f, "review", id, "correct", "--kind", "death", "--reason", "b"));
    EXPECT_INT(steps(f, id, "changed"), 2);
    const struct json *number = fixture_row(f, "field", "number");
    const struct json *kind = fixture_row(f, "field", "kind");
    if (!EXPECT(number && kind)) return;
    EXPECT_INT(json_get_i(number, "version", 0), 1);
    EXPECT_INT(json_get_i(kind, "version", 0), 2);
    EXPECT_STR(json_get_str(kind, "was"), S("killing"));
    EXPECT_STR(json_get_str(kind, "is"), S("death"));
    EXPECT(str_has(json_get_str(number, "is"), S("14-20 killed")));
}

TEST(history_keeps_what_was_taken_back) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *id = one_claim(f);
    EXPECT_OK(CALL(f, "review", id, "accept", "--reason", "first thought"));
    EXPECT_OK(CALL(f, "review", id, "undo", "--reason", "too quick"));
    EXPECT_INT(steps(f, id, "decided"), 2);
    const struct json *first = fixture_row(f, "reason", "first thought");
    if (EXPECT(first)) EXPECT(json_get_bool(first, "undone"));
    EXPECT(fixture_row(f, "reason", "too quick") != NULL);
}

TEST(history_of_a_claim_that_is_not_there) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    (void)one_claim(f);
    EXPECT_INT(CALL(f, "claim", "history", "c-00000000000000000000000000000000"), RC_NOTFOUND);
}
