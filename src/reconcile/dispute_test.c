/* Who disputes what, on three axes. */
#include "reconcile/book_test.h"

TEST(disputes_are_kept_apart_by_axis) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
    struct maker *m = &p.m;
    maker_report(m, "s-wire", "2031-03-12", "The River Band denied that anyone was shot in Orlan.");
    struct claim *d =
        maker_claim(m, KIND_denial, "denied", "The River Band", ROLE_ARMED_GROUP, "Orlan");
    maker_same(m, d, p.x);
    maker_reconcile(m);
    i64 at = maker_incident(m, p.x);
    EXPECT_INT(maker_incident(m, d), at);
    struct book *b = maker_view(m);
    i64 n[3] = {0};
    for (i64 i = 0; i < b->ndisputes; i++)
        n[b->disputes[i].axis]++;
    EXPECT_INT(n[AXIS_OCCURRENCE], 2);     /* the denial against both accounts */
    EXPECT_INT(n[AXIS_NUMBER], 1);         /* 21 against 14 */
    EXPECT_INT(n[AXIS_RESPONSIBILITY], 2); /* the Band denies; the resident names another party */
    const struct figure *f = maker_figure(b, at, WHAT_KILLED, WHO_UNKNOWN);
    EXPECT_INT(f->min, 14); /* a denial is no 0 */
    EXPECT_INT(f->nclaims, 2);
    EXPECT(b->incidents[at].accounts == ACCOUNTS_SEVERAL_ONE_ORIGIN);
}
