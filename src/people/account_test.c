/* Accounts: names, states, modes, the last custodian. */
#include "people/testing.h"

TEST(people_states_and_modes_bind_at_once) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct rights r;
    bool found;
    add(p, &a, "Mara", "custodian, recorder", NULL);
    add(p, &a, "Tamir", "recorder", NULL);
    EXPECT_OK(people_begin(p, &e));
    EXPECT_OK(people_mode_set(p, DESK_READ_ONLY, &e));
    EXPECT_OK(people_commit(p, &e));
    EXPECT_OK(people_rights(p, &a, S("Tamir"), &r, &found, &e));
    EXPECT(found && r.read_only);
    EXPECT_OK(people_rights(p, &a, S("Mara"), &r, &found, &e));
    EXPECT(found && !r.read_only && r.perms >> PERM_OWN & 1 && !(r.perms >> PERM_WRITE & 1));
    EXPECT_OK(people_begin(p, &e));
    EXPECT_OK(people_mode_set(p, DESK_NO_ACCESS, &e));
    EXPECT_OK(people_commit(p, &e));
    EXPECT_OK(people_rights(p, &a, S("Tamir"), &r, &found, &e));
    EXPECT(!found && r.perms == 0);
    EXPECT_OK(people_rights(p, &a, S("Mara"), &r, &found, &e));
    EXPECT(found);
    people_close(p);
}

TEST(people_keep_one_custodian) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct account x = {.name = S("Tamir"), .roles = 1u << ROLE_RECORDER};
    EXPECT_OK(people_begin(p, &e));
    EXPECT_INT(people_account_put(p, &x, T0, &e), RC_CONFLICT);
    bool any;
    EXPECT_OK(people_has_accounts(p, &any, &(struct err){0}));
    EXPECT(!any);
    add(p, &a, "Mara", "custodian", NULL);
    x = (struct account){.name = S("MARA"), .roles = 1u << ROLE_CUSTODIAN};
    x.state = ACCOUNT_NO_ACCESS;
    struct err f = {0};
    EXPECT_OK(people_begin(p, &f));
    EXPECT_INT(people_account_put(p, &x, T0, &f), RC_CONFLICT);
    people_close(p);
}

TEST(account_names_cannot_mislead) {
    EXPECT(account_name_ok(S("Mara Orlan")));
    EXPECT(account_name_ok(S("مريم")));
    EXPECT(!account_name_ok(S("")));
    EXPECT(!account_name_ok(S(" Mara")));
    EXPECT(!account_name_ok(S("...")));
    EXPECT(!account_name_ok(S("Mara\nOrlan")));
    EXPECT(!account_name_ok(S("Mara\u202eOrlan")));
    EXPECT(!account_name_ok(S("Mara\u200bOrlan")));
    EXPECT(!account_name_ok(S("Mara\xff")));
}
