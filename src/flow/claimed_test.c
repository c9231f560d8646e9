/* Whoever is named at the machine is held to the account of that name. */
#include "flow/claimed.h"

#include "flow/fixture.h"

static struct fixture *staffed(struct arena *a) {
    struct fixture *f = fixture_make(a);
    const char *words = fixture_file(f, "words.txt", S("quiet blue stones\n"));
    const char *report =
        fixture_file(f, "r.txt", S("Officials say they have found 14 bodies in Marat."));
    EXPECT_OK(CALL(f, "add", report));
    EXPECT_OK(CALL(f, "account", "add", "Mara", "--roles", "custodian", "--new-file", words));
    EXPECT_OK(CALL(f, "account", "add", "Tamir", "--roles", "reader", "--new-file", words));
    return f;
}

TEST(claimed_names_at_the_machine_are_held_to_their_accounts) {
    struct arena a = test_arena();
    struct fixture *f = staffed(&a);
    EXPECT_OK(AS(f, "tamir", "items"));
    EXPECT_INT(AS(f, "Tamir", "accounts"), RC_DENIED);
    EXPECT_INT(AS(f, "Tamir", "group", "add", "families"), RC_DENIED);
    EXPECT_OK(AS(f, "somebody with the key", "group", "add", "families"));
    EXPECT_OK(CALL(f, "item", "access", "r.txt", "--groups", "families"));
    EXPECT_OK(AS(f, "Tamir", "items"));
    EXPECT_INT(f->n, 0);
    EXPECT_OK(CALL(f, "account", "set", "Tamir", "--groups", "families"));
    EXPECT_OK(AS(f, "Tamir", "items"));
    EXPECT_INT(f->n, 1);
    EXPECT_OK(CALL(f, "account", "close", "Tamir"));
    EXPECT_INT(AS(f, "Tamir", "items"), RC_DENIED);
    EXPECT_OK(CALL(f, "audit", "--object", "families"));
    EXPECT_INT(f->n, 2); /* what was refused is told too */
    EXPECT_STR(json_get_str(f->rows[0], "account"), S("Tamir"));
    EXPECT_STR(json_get_str(f->rows[1], "account"), S("somebody with the key (key)"));
}
