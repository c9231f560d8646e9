/* Near-duplicate texts. */
#include "reconcile/book_test.h"

static const char LONG[] =
    "Officials in Orlan said on Monday that shells had struck the covered market near the river "
    "shortly before noon, "
    "when the stalls were crowded, and that 17 people were killed and many more carried to the "
    "clinic on doors and carts. "
    "Traders described three explosions within a minute and a fire that burned until evening, "
    "while the bridge was closed.";

TEST(reposts_are_recognised_and_raise_nothing) {
    struct maker m = maker_start();
    struct arena *a = m.a;
    maker_place(&m, "p-orl", "Orlan", "", PRECISION_CITY);
    maker_publication(&m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_publication(&m, "s-wire", "River Wire", "Wire House", "none");
    maker_report(&m, "s-post", "2031-03-10", LONG);
    struct claim *x = maker_claim(&m, KIND_killing, "killed", "Officials", ROLE_WITNESS, "Orlan");
    maker_count(&m, x, WHAT_KILLED, WHO_UNKNOWN, "17 people", 17, 17);
    maker_report(&m, "s-wire", "2031-03-12",
                 cstr(a, str_fmt(a, "River Wire. %s All rights are ours and yours.", LONG)));
    struct claim *y = maker_claim(&m, KIND_killing, "killed", "Officials", ROLE_WITNESS, "Orlan");
    maker_count(&m, y, WHAT_KILLED, WHO_UNKNOWN, "17 people", 17, 17);
    maker_report(
        &m, "s-wire", "2031-03-12",
        "Another text about the price of grain in Orlan and the weather, quite long enough to have "
        "shingles of its own, and with nothing in common with the others but the name of the "
        "town.");
    maker_claim(&m, KIND_siege, "price", "", ROLE_UNKNOWN, "Orlan");
    i64 group[3];
    repost_groups(m.a, *m.scratch, &m.b, group);
    EXPECT_INT(group[1], 0);
    EXPECT_INT(group[2], 2);
    maker_reconcile(&m);
    EXPECT_INT(maker_incident(&m, x), maker_incident(&m, y));
    maker_accept(&m);
    struct book *b = maker_view(&m);
    const struct figure *f = maker_figure(b, maker_incident(&m, x), WHAT_KILLED, WHO_UNKNOWN);
    EXPECT(f->accounts == ACCOUNTS_ONE);
    EXPECT_INT(f->origins, 1);
    EXPECT_INT(f->nclaims, 2);
}
