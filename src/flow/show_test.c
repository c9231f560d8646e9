#include "flow/show.h"

#include "flow/fixture.h"

TEST(show_range_writes_open_and_exact_ranges) {
    struct arena a = test_arena();
    EXPECT_STR(show_range(&a, 14, 14), S("14"));
    EXPECT_STR(show_range(&a, 14, 20), S("14-20"));
    EXPECT_STR(show_range(&a, 36, COUNT_OPEN), S("36+"));
}

TEST(show_short_folds_blanks_and_cuts_between_characters) {
    struct arena a = test_arena();
    EXPECT_STR(show_short(&a, S("  one\n\t two  "), 80), S("one two"));
    EXPECT_STR(show_short(&a, S("abcdefghijkl"), 10), S("abcdef…"));
    struct str cut = show_short(&a, S("مراطمراطمراطمراط"), 16);
    EXPECT(str_ends(cut, S("…")) && cut.n <= 16);
    EXPECT_STR(show_short(&a, S(""), 16), S(""));
}

static struct fixture *two_items(struct arena *a) {
    struct fixture *f = fixture_make(a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "one.txt", S("Ten people were killed in Marat.\n")),
                   fixture_file(f, "two.txt", S("Two people were killed in Soro.\n"))));
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(f->n, 2);
    return f;
}

TEST(items_are_found_by_name_hash_and_beginning) {
    struct arena a = test_arena();
    struct fixture *f = two_items(&a);
    if (f->n != 2) return;
    struct str id = json_get_str(f->rows[1], "id");
    const char *whole = cstr(&a, id), *begin = cstr(&a, str_sub(id, 0, 20));
    EXPECT_OK(CALL(f, "show", whole));
    EXPECT_STR(json_get_str(f->rows[0], "name"), S("two.txt"));
    EXPECT_OK(CALL(f, "show", begin));
    EXPECT_OK(CALL(f, "show", "one.txt"));
    EXPECT_STR(json_get_str(f->rows[0], "name"), S("one.txt"));
    EXPECT_INT(CALL(f, "show", "three.txt"), RC_NOTFOUND);
    EXPECT_INT(CALL(f, "show", "sha256:"), RC_NOTFOUND);
}

/* Files are named by whoever sends them: a name that looks like another item's id finds nothing
 * but by its own id. */
TEST(a_file_named_like_an_id_does_not_hide_the_item) {
    struct arena a = test_arena();
    struct fixture *f = two_items(&a);
    if (f->n != 2) return;
    const char *id = cstr(&a, json_get_str(f->rows[0], "id"));
    EXPECT_OK(CALL(f, "seal", fixture_file(f, id, S("An impostor.\n"))));
    EXPECT_OK(CALL(f, "show", id));
    EXPECT_STR(json_get_str(f->rows[0], "name"), S("one.txt"));
}

TEST(two_items_of_one_name_need_the_id) {
    struct arena a = test_arena();
    struct fixture *f = two_items(&a);
    EXPECT_OK(CALL(f, "seal", fixture_file(f, "one.txt", S("Another text.\n"))));
    EXPECT_INT(CALL(f, "show", "one.txt"), RC_USAGE);
    EXPECT(str_has(str_c(f->e.msg), S("use the id")));
}

TEST(items_tell_how_many_claims_stand) {
    struct arena a = test_arena();
    struct fixture *f = two_items(&a);
    i64 before = f->n ? json_get_i(f->rows[0], "claims", -1) : -1;
    EXPECT(before >= 1);
    EXPECT_OK(CALL(f, "claims", "--item", "one.txt"));
    EXPECT_INT(f->n, before);
    const char *id = f->n ? cstr(&a, json_get_str(f->rows[0], "id")) : "c-none";
    EXPECT_OK(CALL(f, "review", id, "reject", "--reason", "x"));
    EXPECT_OK(CALL(f, "items"));
    EXPECT_INT(json_get_i(f->rows[0], "claims", -1), before - 1);
    EXPECT_OK(CALL(f, "show", "one.txt"));
    EXPECT_INT(json_get_i(f->rows[0], "claims", -1), before - 1);
}
