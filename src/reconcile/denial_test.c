/* Denials join what they deny. */
#include "reconcile/book_test.h"

TEST(a_denial_joins_what_it_denies_and_no_more) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10",
                 "The council said gunmen executed 21 people in Orlan last week.");
    struct claim *k =
        maker_claim(&m, KIND_killing, "executed", "The council", ROLE_OFFICIAL, "Orlan");
    maker_report(&m, "s-wire", "2031-03-11",
                 "The Band denies that it executed anyone in Orlan. Weather was fair.");
    struct claim *d = maker_claim(&m, KIND_denial, "denies", "The Band", ROLE_ARMED_GROUP, "Orlan");
    maker_report(&m, "s-wire", "2031-03-12", "The army denies everything.");
    struct claim *e = maker_claim(&m, KIND_denial, "denies", "The army", ROLE_MILITARY, "");
    maker_reconcile(&m);
    EXPECT_INT(maker_incident(&m, d), maker_incident(&m, k));
    EXPECT(maker_incident(&m, e) != maker_incident(&m, k));
    EXPECT(maker_incident(&m, e) >= 0);
}

TEST(nobody_denies_their_own_words) {
    struct maker m = maker_war();
    maker_report(
        &m, "s-state", "2031-03-10",
        "The Veskan army said a strike in Tarn killed nine fighters. The Veskan army denies that "
        "civilians died.");
    struct claim *k =
        maker_claim(&m, KIND_killing, "killed", "The Veskan army", ROLE_MILITARY, "Tarn");
    struct claim *d = maker_claim(&m, KIND_denial, "denies", "The Veskan army", ROLE_MILITARY, "");
    maker_reconcile(&m);
    EXPECT(maker_incident(&m, d) != maker_incident(&m, k));
}
