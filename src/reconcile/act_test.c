/* Merge and split by a person. */
#include "reconcile/book_test.h"

TEST(a_merge_redirects_and_a_split_founds) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
    struct json **parts;
    i64 n, at = maker_incident(&p.m, p.x);
    struct err e = {0};
    EXPECT(reconcile_merge(p.m.a, &p.m.b, at, at, &parts, &n, &e) == RC_CONFLICT);
    i64 second = book_claim(&p.m.b, p.y->id), both[2] = {0, second};
    err_clear(&e);
    EXPECT(reconcile_split(p.m.a, &p.m.b, at, both, 2, &parts, &n, &e) == RC_CONFLICT);
    err_clear(&e);
    EXPECT(reconcile_split(p.m.a, &p.m.b, at, both, 0, &parts, &n, &e) == RC_CONFLICT);
    err_clear(&e);
    struct str code = p.m.b.incidents[at].code;
    i64 before = p.m.b.nincidents;
    EXPECT_OK(reconcile_split(p.m.a, &p.m.b, at, &second, 1, &parts, &n, &e));
    maker_take(&p.m, parts, n);
    EXPECT_INT(p.m.b.nincidents, before + 1);
    EXPECT_STR(p.m.b.incidents[at].code, code);
    i64 other = maker_incident(&p.m, p.y);
    EXPECT(other != at && !str_eq(p.m.b.incidents[other].code, code));
    EXPECT_OK(reconcile_merge(p.m.a, &p.m.b, at, other, &parts, &n, &e));
    maker_take(&p.m, parts, n);
    EXPECT_STR(p.m.b.incidents[other].merged_into, p.m.b.incidents[at].id);
    EXPECT_INT(p.m.b.incidents[other].nclaims, 0);
    EXPECT_INT(p.m.b.incidents[at].nclaims, 2);
    EXPECT(reconcile_merge(p.m.a, &p.m.b, at, other, &parts, &n, &e) == RC_CONFLICT);
    EXPECT_INT(maker_reconcile(&p.m), 0);
}
