/* The chain of custody: who holds an item, and what does not fit. */
#include "flow/custody.h"
#include "flow/fixture.h"

static struct fixture *with_item(struct arena *a) {
    struct fixture *f = fixture_make(a);
    f->actor = S("Mara");
    EXPECT_OK(
        CALL(f, "seal", fixture_file(f, "a.txt", S("words of a report")), "--from", "a resident"));
    return f;
}

#define DO(f, act, ...) CALL(f, "custody", "add", "a.txt", "--act", act, __VA_ARGS__)

/* The gap of the step `at`; "" = none. */
static struct str gap_at(struct fixture *f, i64 at) {
    EXPECT_OK(CALL(f, "show", "a.txt", "--custody"));
    return at < f->n ? json_get_str(f->rows[at], "gap") : S("no such step");
}

static struct str holder(struct fixture *f) {
    EXPECT_OK(CALL(f, "show", "a.txt", "--custody"));
    return f->n ? json_get_str(f->rows[f->n - 1], "to") : S("");
}

TEST(custody_begins_with_the_receipt) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(CALL(f, "show", "a.txt", "--custody"));
    EXPECT_INT(f->n, 2);
    EXPECT_STR(json_get_str(f->rows[0], "step"), S("received"));
    EXPECT_STR(json_get_str(f->rows[0], "from"), S("a resident"));
    EXPECT_STR(json_get_str(f->rows[0], "transport"), S("file"));
    EXPECT_STR(json_get_str(f->rows[1], "step"), S("held"));
    EXPECT_STR(json_get_str(f->rows[1], "to"), S("Mara"));
    EXPECT_OK(CALL(f, "custody", "check"));
}

TEST(custody_goes_from_hand_to_hand) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(DO(f, "transferred", "--from", "Mara", "--to", "Tamir"));
    EXPECT_OK(DO(f, "copied", "--to", "the court"));
    EXPECT_STR(holder(f), S("Tamir"));
    EXPECT_OK(DO(f, "archived", "--from", "Tamir", "--to", "the archive", "--place", "Orlan"));
    EXPECT_OK(DO(f, "returned", "--from", "the archive", "--to", "a resident"));
    EXPECT_STR(holder(f), S("a resident"));
    EXPECT_OK(CALL(f, "custody", "check"));
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}

TEST(custody_by_somebody_who_did_not_hold_it_is_a_gap) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(DO(f, "transferred", "--from", "Tamir", "--to", "Ilin"));
    EXPECT(str_has(gap_at(f, 1), S("Mara held it")));
    EXPECT_INT(CALL(f, "custody", "check"), RC_NO);
    EXPECT_INT(f->n, 1);
    EXPECT_STR(holder(f), S("Ilin"));
}

TEST(custody_that_goes_back_in_time_is_a_gap) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(DO(f, "accessed", "--at", "2001-05"));
    EXPECT(str_has(gap_at(f, 1), S("before what stands above")));
    EXPECT_INT(DO(f, "accessed", "--at", "2999-01-01"), RC_USAGE);
    EXPECT_INT(DO(f, "accessed", "--at", "soon"), RC_USAGE);
}

TEST(custody_before_the_receipt) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(DO(f, "collected", "--to", "a resident", "--at", "2001-05-01", "--place", "Marat"));
    EXPECT_STR(gap_at(f, 0), S("")); /* who collected it is from whom it came */
    EXPECT_STR(gap_at(f, 1), S(""));
    EXPECT_OK(DO(f, "collected", "--to", "Tamir", "--at", "2001-05-02"));
    EXPECT(str_has(gap_at(f, 2), S("Tamir held it")));
    EXPECT_STR(holder(f), S("Mara"));
}

TEST(custody_ends_with_destruction) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(DO(f, "destroyed", "--note", "the paper original"));
    EXPECT_STR(holder(f), S(""));
    EXPECT_OK(DO(f, "verified", "--note", "the copy in the vault"));
    EXPECT_STR(gap_at(f, 2), S(""));
    EXPECT_OK(DO(f, "copied", "--to", "Ilin"));
    EXPECT(str_has(gap_at(f, 3), S("destroyed before")));
}

TEST(custody_names_whom_it_needs) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_INT(DO(f, "transferred", "--to", "Tamir"), RC_USAGE);
    EXPECT_INT(DO(f, "shared", "--note", "x"), RC_USAGE);
    EXPECT_INT(DO(f, "archived", "--to", "x"), RC_USAGE);
    EXPECT_INT(CALL(f, "custody", "add", "b.txt", "--act", "accessed"), RC_NOTFOUND);
}

/* What an account may not see of persons and places is withheld in the chain too. */
TEST(custody_withholds_names_and_places) {
    struct arena a = test_arena();
    struct fixture *f = with_item(&a);
    EXPECT_OK(DO(f, "transferred", "--from", "Mara", "--to", "Tamir", "--place", "Orlan"));
    const char *words = fixture_file(f, "words", S("quiet blue stones\n"));
    EXPECT_OK(CALL(f, "account", "add", "Head", "--roles", "custodian", "--new-file", words));
    EXPECT_OK(CALL(f, "account", "add", "Reader", "--roles", "reader", "--new-file", words));
    EXPECT_OK(AS(f, "Reader", "show", "a.txt", "--custody"));
    if (!EXPECT(f->n == 3)) return;
    EXPECT_STR(json_get_str(f->rows[1], "to"), S("withheld"));
    EXPECT_STR(json_get_str(f->rows[1], "place"), S("withheld"));
    EXPECT_OK(AS(f, "Reader", "show", "a.txt", "--manifest"));
    EXPECT_STR(json_get_str(f->rows[0], "from"), S("withheld"));
}
