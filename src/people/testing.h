/* For the tests of this room: a desk.db of its own, accounts in it, sessions looked up. */
#ifndef CAIRN_PEOPLE_TESTING_H
#define CAIRN_PEOPLE_TESTING_H

#include "people/people_inner.h"

#include "base/limits.h"
#include "base/t.h"

#define T0     1900000000
#define UNUSED __attribute__((unused))

UNUSED static const u8 KEY[32] = {9};

UNUSED static struct people *fresh(struct arena *a, struct err *e) {
    struct people *p = NULL;
    EXPECT_OK(people_open(a, test_dir(), KEY, &p, e));
    return p;
}

UNUSED static void add(struct people *p, struct arena *a, const char *name, const char *roles,
                       const char *passphrase) {
    struct err e = {0};
    struct account x = {.name = str_c(name)};
    struct str hash;
    EXPECT(roles_parse(str_c(roles), &x.roles));
    EXPECT_OK(people_begin(p, &e));
    EXPECT_OK(people_account_put(p, &x, T0, &e));
    if (passphrase) {
        EXPECT_OK(passphrase_hash(a, x.name, str_c(passphrase), &hash, &e));
        EXPECT_OK(people_passphrase_set(p, x.name, hash, S(""), &e));
    }
    EXPECT_OK(people_commit(p, &e));
}

UNUSED static struct sitting seat(struct people *p, struct arena *a, struct str token, i64 now,
                                  bool *found) {
    struct sitting s;
    struct err e = {0};
    EXPECT_OK(people_sitting(p, a, token, now, &s, found, &e));
    return s;
}

#endif
