/* What must agree, and what keeps apart. Every town and number is invented. */
#include "reconcile/book_test.h"

TEST(graves_are_not_the_bodies_of_another_report) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10",
                 "The ministry said mass graves with 21 people were found in Orlan.");
    struct claim *g =
        maker_claim(&m, KIND_mass_grave, "mass graves", "The ministry", ROLE_OFFICIAL, "Orlan");
    maker_count(&m, g, WHAT_BODIES, WHO_UNKNOWN, "21", 21, 21);
    maker_report(&m, "s-wire", "2031-03-11",
                 "The council said the bodies of 21 people were found in Orlan.");
    struct claim *b =
        maker_claim(&m, KIND_bodies_found, "bodies", "The council", ROLE_OFFICIAL, "Orlan");
    maker_count(&m, b, WHAT_BODIES, WHO_UNKNOWN, "21", 21, 21);
    EXPECT_INT(maker_reconcile(&m), 2);
    EXPECT(maker_incident(&m, g) != maker_incident(&m, b));
}

TEST(two_quarters_on_one_day_are_two_events) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10",
                 "Shells killed 9 people in Old Mill. Shells killed 9 people in Dockside.");
    struct claim *x = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, "Old Mill");
    maker_count(&m, x, WHAT_KILLED, WHO_UNKNOWN, "9", 9, 9);
    maker_day(x, "2031-03-09");
    maker_report(&m, "s-wire", "2031-03-10", "In Dockside shells killed 9 people.");
    struct claim *y = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, "Dockside");
    maker_count(&m, y, WHAT_KILLED, WHO_UNKNOWN, "9", 9, 9);
    maker_day(y, "2031-03-09");
    EXPECT_INT(maker_reconcile(&m), 2);
    EXPECT(maker_incident(&m, x) != maker_incident(&m, y));
}

/* Same town and day; the one differs from the other in `what`. */
static bool met(const char *first, enum who who1, const char *day1, const char *second,
                enum who who2, const char *day2, i64 n1, i64 n2) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10", first);
    struct claim *x = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, "Tarn");
    maker_count(&m, x, WHAT_KILLED, who1, "killed", n1, n1);
    maker_day(x, day1);
    maker_report(&m, "s-wire", "2031-03-11", second);
    struct claim *y = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, "Tarn");
    maker_count(&m, y, WHAT_KILLED, who2, "killed", n2, n2);
    maker_day(y, day2);
    maker_reconcile(&m);
    return maker_incident(&m, x) == maker_incident(&m, y);
}

TEST(who_when_how_and_how_many_can_each_keep_apart) {
    const char *d = "2031-03-08", *shells = "Shells killed people in Tarn.",
               *plain = "People were killed in Tarn.";
    EXPECT(met(shells, WHO_CIVILIAN, d, plain, WHO_CIVILIAN, d, 17, 17));
    EXPECT(met(shells, WHO_CIVILIAN, d, plain, WHO_CIVILIAN, d, 17, 14) ==
           false); /* town and day are not enough */
    EXPECT(!met(shells, WHO_CIVILIAN, d, plain, WHO_COMBATANT, d, 17, 17));
    EXPECT(!met(shells, WHO_CIVILIAN, d, plain, WHO_CIVILIAN, "2031-03-01", 17, 17));
    EXPECT(!met(shells, WHO_CIVILIAN, d, plain, WHO_CIVILIAN, d, 17, 170));
    EXPECT(!met(shells, WHO_CIVILIAN, d, "Gunmen shot and killed people in Tarn.", WHO_CIVILIAN, d,
                17, 17));
}

TEST(no_chain_of_weak_ties) {
    /* a at 1 March, b over all of March, c at 31 March: b may join one of them, never bring both
     * together. */
    struct maker m = maker_war();
    const char *text = "Shells killed 12 people in Tarn.",
               *days[] = {"2031-03-01", "2031-03-01/2031-03-31", "2031-03-31"};
    struct claim *c[3];
    for (int i = 0; i < 3; i++) {
        maker_report(&m, i % 2 ? "s-wire" : "s-post", "2031-04-01",
                     i == 1 ? "Shells killed 12 in Tarn in March." : text);
        c[i] = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, "Tarn");
        maker_count(&m, c[i], WHAT_KILLED, WHO_UNKNOWN, "12", 12, 12);
        maker_day(c[i], days[i]);
    }
    maker_reconcile(&m);
    EXPECT(maker_incident(&m, c[0]) != maker_incident(&m, c[2]));
}
