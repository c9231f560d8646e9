/* Coming in: right and wrong words, waiting, the second factor. */
#include "people/testing.h"

#include "people/totp.h"

TEST(people_login_takes_the_right_words_and_ends_the_holders_session) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, holder, token;
    bool found, any;
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &e));
    EXPECT_OK(people_link_use(p, &a, secret, T0, &holder, &e));
    add(p, &a, "Mara Orlan", "custodian, recorder", "four quiet blue stones");
    EXPECT_OK(people_has_accounts(p, &any, &e));
    EXPECT(any);
    seat(p, &a, holder, T0, &found);
    EXPECT(!found);
    /* the name is folded, the passphrase composed: й as one letter or two */
    EXPECT_OK(
        people_login(p, &a, S("mara orlan"), S("four quiet blue stones"), S(""), T0, &token, &e));
    struct sitting s = seat(p, &a, token, T0, &found);
    EXPECT(found);
    EXPECT_STR(s.account, S("Mara Orlan"));
    EXPECT_INT(s.rights.reach, -1);
    EXPECT(!(s.rights.perms >> PERM_REVIEW & 1));
    struct err f = {0}, g = {0};
    EXPECT_INT(
        people_login(p, &a, S("Mara Orlan"), S("four quiet blue stone"), S(""), T0, &token, &f),
        RC_DENIED);
    EXPECT_INT(people_login(p, &a, S("Nobody"), S("four quiet blue stones"), S(""), T0, &token, &g),
               RC_DENIED);
    EXPECT_STR(str_c(f.msg), str_c(g.msg));
    EXPECT_STR(str_c(f.hint), str_c(g.hint));
    /* from the network a custodian needs more */
    people_remote(p, true);
    EXPECT_INT(
        people_login(p, &a, S("Mara Orlan"), S("four quiet blue stones"), S(""), T0, &token, &g),
        RC_DENIED);
    EXPECT_STR(str_c(f.msg), str_c(g.msg));
    people_close(p);
}

TEST(people_login_waits_after_wrong_tries_known_name_or_not) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str token;
    add(p, &a, "Mara", "custodian", "four quiet blue stones");
    for (int who = 0; who < 2; who++) {
        struct str name = who ? S("Nobody") : S("Mara"), right = S("four quiet blue stones");
        for (int i = 0; i <= LOGIN_TRIES_MAX; i++)
            EXPECT_INT(
                people_login(p, &a, name, S("wrong words"), S(""), T0, &token, &(struct err){0}),
                RC_DENIED);
        EXPECT_INT(people_login(p, &a, name, right, S(""), T0 + 29, &token, &(struct err){0}),
                   RC_DENIED);
        rc r = people_login(p, &a, name, right, S(""), T0 + 30, &token, &(struct err){0});
        EXPECT_INT(r, who ? RC_DENIED : RC_OK);
    }
    people_close(p);
}

TEST(people_second_factor_is_asked_and_no_code_serves_twice) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, token, words = S("four quiet blue stones");
    add(p, &a, "Mara", "custodian", "four quiet blue stones");
    EXPECT_OK(people_totp_begin(p, &a, S("Mara"), &secret, &e));
    i64 step = T0 / TOTP_STEP;
#define CODE(s) str_fmt(&a, "%06lld", (long long)totp_code(secret, (s), 6))
    EXPECT_INT(people_totp_confirm(p, &a, S("Mara"), CODE(step + 9), T0, &(struct err){0}),
               RC_DENIED);
    EXPECT_OK(people_totp_confirm(p, &a, S("Mara"), CODE(step), T0, &e));
    people_remote(p, true);
    EXPECT_INT(people_login(p, &a, S("Mara"), words, S(""), T0, &token, &(struct err){0}),
               RC_DENIED);
    /* the code of the enrolment was used */
    EXPECT_INT(people_login(p, &a, S("Mara"), words, CODE(step), T0, &token, &(struct err){0}),
               RC_DENIED);
    EXPECT_OK(people_login(p, &a, S("Mara"), words, CODE(step + 1), T0, &token, &e));
    EXPECT_INT(people_login(p, &a, S("Mara"), words, CODE(step + 1), T0, &token, &(struct err){0}),
               RC_DENIED);
    bool found;
    seat(p, &a, token, T0, &found);
    EXPECT(found);
#undef CODE
    people_close(p);
}
