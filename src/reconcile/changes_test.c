/* Which claims come together. Every town and number is invented. */
#include "reconcile/book_test.h"

TEST(claims_of_one_event_in_two_reports_meet) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10",
                 "Officials said 14 people were shot in Old Mill on 8 March.");
    struct claim *x = maker_claim(&m, KIND_killing, "shot", "Officials", ROLE_OFFICIAL, "Old Mill");
    maker_count(&m, x, WHAT_KILLED, WHO_UNKNOWN, "14", 14, 14);
    maker_day(x, "2031-03-08");
    maker_report(&m, "s-wire", "2031-03-11",
                 "A resident of Orlan said at least 12 men were shot there.");
    struct claim *y = maker_claim(&m, KIND_killing, "shot", "A resident", ROLE_RESIDENT, "Orlan");
    maker_count(&m, y, WHAT_KILLED, WHO_UNKNOWN, "12", 12, COUNT_OPEN);
    maker_day(y, "2031-03-08");
    EXPECT_INT(maker_reconcile(&m), 1);
    EXPECT_INT(maker_incident(&m, x), maker_incident(&m, y));
    const struct incident *i = &m.b.incidents[0];
    EXPECT_STR(i->code, S("ORL-0001"));
    EXPECT_STR(i->where.place, S("p-mill"));
    EXPECT(i->kind == KIND_killing);
    EXPECT_STR(date_text(m.a, i->when), S("2031-03-08"));
    EXPECT(str_starts(i->id, S("i-")) && i->id.n == 34);
}

TEST(nothing_new_changes_nothing) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10", "Shells hit Tarn on 8 March.");
    maker_day(maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Tarn"), "2031-03-08");
    EXPECT_INT(maker_reconcile(&m), 1);
    EXPECT_INT(maker_reconcile(&m), 0);
}

TEST(what_a_report_ties_stays_together) {
    struct maker m = maker_war();
    maker_report(
        &m, "s-post", "2031-03-10",
        "Officials found 14 bodies in Old Mill. A doctor described wounds. Fourteen found, "
        "headline says.");
    struct claim *x =
        maker_claim(&m, KIND_bodies_found, "bodies", "Officials", ROLE_OFFICIAL, "Old Mill");
    struct claim *y = maker_claim(&m, KIND_bodies_found, "wounds", "A doctor", ROLE_MEDIC, "");
    struct claim *z = maker_claim(&m, KIND_bodies_found, "Fourteen", "", ROLE_UNKNOWN, "");
    maker_same(&m, x, y);
    z->repeats = x->id;
    EXPECT_INT(maker_reconcile(&m), 1);
    EXPECT_INT(maker_incident(&m, x), maker_incident(&m, y));
    EXPECT_INT(maker_incident(&m, x), maker_incident(&m, z));
}

TEST(testimony_intent_and_names_are_no_killings) {
    struct maker m = maker_war();
    maker_report(
        &m, "s-post", "2031-03-10",
        "Scores of residents told of executions at Old Mill on 8 March. Cases will be publicised. "
        "The River Band was called the Reeds.");
    struct claim *t = maker_claim(&m, KIND_testimony, "told", "", ROLE_UNKNOWN, "Old Mill");
    maker_day(t, "2031-03-08");
    struct claim *k = maker_claim(&m, KIND_killing, "executions", "", ROLE_UNKNOWN, "Old Mill");
    maker_day(k, "2031-03-08");
    struct claim *i = maker_claim(&m, KIND_intent, "publicised", "", ROLE_UNKNOWN, "");
    struct claim *n = maker_claim(&m, KIND_party_name, "called", "", ROLE_UNKNOWN, "");
    EXPECT_INT(maker_reconcile(&m), 3);
    EXPECT(maker_incident(&m, t) != maker_incident(&m, k));
    EXPECT(maker_incident(&m, i) != maker_incident(&m, k));
    EXPECT_INT(maker_incident(&m, n), -1);
}

TEST(codes_are_permanent_and_numbers_go_on) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10", "Shells hit Tarn.");
    struct claim *x = maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Tarn");
    maker_day(x, "2031-03-08");
    maker_reconcile(&m);
    struct str id = m.b.incidents[0].id;
    EXPECT_STR(m.b.incidents[0].code, S("TRN-0001"));
    maker_report(&m, "s-wire", "2031-03-12", "Shells hit Tarn and Dockside burned.");
    struct claim *y = maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Tarn");
    maker_day(y, "2031-03-08");
    struct claim *z = maker_claim(&m, KIND_arson, "burned", "", ROLE_UNKNOWN, "Dockside");
    EXPECT_INT(maker_reconcile(&m), 2);
    EXPECT_INT(m.b.nincidents, 2);
    EXPECT_STR(m.b.incidents[0].id, id);
    EXPECT_STR(m.b.incidents[0].code, S("TRN-0001"));
    EXPECT_INT(m.b.incidents[0].nclaims, 2);
    EXPECT_STR(m.b.incidents[maker_incident(&m, z)].code, S("ORL-0002"));
}

TEST(a_new_reading_returns_to_its_incident) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10", "Looters emptied shops. Nothing else is known.");
    struct claim *x = maker_claim(&m, KIND_robbery, "emptied", "", ROLE_UNKNOWN, "");
    maker_reconcile(&m);
    i64 at = maker_incident(&m, x);
    x->status = STATUS_WITHDRAWN; /* by the new reader, which gives the claim a new id */
    struct claim *y = maker_claim(&m, KIND_robbery, "emptied shops", "", ROLE_UNKNOWN, "");
    EXPECT_INT(maker_reconcile(&m), 1);
    EXPECT_INT(maker_incident(&m, y), at);
    EXPECT_INT(m.b.nincidents, 1);
}

TEST(withdrawn_claims_found_nothing) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10", "Looters emptied shops.");
    maker_claim(&m, KIND_robbery, "emptied", "", ROLE_UNKNOWN, "")->status = STATUS_WITHDRAWN;
    EXPECT_INT(maker_reconcile(&m), 0);
}
