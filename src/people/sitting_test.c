/* One-time links and sessions: once, for a time, until they are ended. */
#include "people/testing.h"

TEST(people_link_serves_once_and_ten_minutes) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, token;
    bool found;
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &e));
    EXPECT_INT(secret.n, 64);
    EXPECT_OK(people_link_use(p, &a, secret, T0 + LINK_SECONDS_MAX, &token, &e));
    struct sitting s = seat(p, &a, token, T0 + LINK_SECONDS_MAX, &found);
    EXPECT(found);
    EXPECT_STR(s.account, S("Mara"));
    EXPECT_INT(s.rights.reach, -1);
    EXPECT_INT(s.rights.fields, FIELD_ALL);
    EXPECT(s.rights.perms >> PERM_OWN & 1);
    EXPECT_INT(s.csrf.n, 64);
    EXPECT(!str_eq(s.csrf, token));
    EXPECT_INT(people_link_use(p, &a, secret, T0, &token, &e), RC_DENIED);
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &(struct err){0}));
    EXPECT_INT(people_link_use(p, &a, secret, T0 + LINK_SECONDS_MAX + 1, &token, &e), RC_DENIED);
    EXPECT_INT(people_link_use(p, &a, S(""), T0, &token, &e), RC_DENIED);
    people_close(p);
}

TEST(people_sitting_ends_by_idleness_and_age_and_when_it_is_ended) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct str secret, token;
    bool found;
    EXPECT_OK(people_link_make(p, &a, S("Mara"), T0, &secret, &e));
    EXPECT_OK(people_link_use(p, &a, secret, T0, &token, &e));
    seat(p, &a, token, T0 + SITTING_IDLE_MAX + 1, &found);
    EXPECT(!found);
    i64 at = T0;
    for (; at <= T0 + SITTING_MAX; at += SITTING_IDLE_MAX) {
        seat(p, &a, token, at, &found);
        EXPECT(found);
    }
    seat(p, &a, token, T0 + SITTING_MAX + 1, &found);
    EXPECT(!found);
    struct sitting s = seat(p, &a, token, T0 + SITTING_MAX, &found), *all;
    i64 n;
    EXPECT_OK(people_sittings(p, &a, S(""), T0 + SITTING_MAX, &all, &n, &e));
    EXPECT_INT(n, 1);
    EXPECT_OK(people_sitting_end(p, s.id, &e));
    seat(p, &a, token, T0 + SITTING_MAX, &found);
    EXPECT(!found);
    people_close(p);
}

TEST(people_sitting_refuses_tokens_that_are_none) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    bool found;
    static const char *const BAD[] = {
        "", "x", "0000000000000000000000000000000000000000000000000000000000000000",
        "'; DROP TABLE sitting; -- 0000000000000000000000000000000000000"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        seat(p, &a, str_c(BAD[i]), T0, &found);
        EXPECT(!found);
    }
    people_close(p);
}
