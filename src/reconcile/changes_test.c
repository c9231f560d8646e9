/* Which claims come together, and which must not. Every town and number is invented. */
#include "reconcile/book_test.h"

#include <stdarg.h>
#include <stdio.h>

static struct maker war(void) {
    struct maker m = maker_start();
    maker_party(&m, "a-gov", "Government of Vesk", "Veskan army");
    maker_party(&m, "a-band", "River Band", "the Band");
    maker_place(&m, "p-vesk", "Vesk", "", PRECISION_COUNTRY);
    maker_place(&m, "p-orl", "Orlan", "p-vesk", PRECISION_CITY);
    maker_place(&m, "p-mill", "Old Mill", "p-orl", PRECISION_NEIGHBOURHOOD);
    maker_place(&m, "p-dock", "Dockside", "p-orl", PRECISION_NEIGHBOURHOOD);
    maker_place(&m, "p-tarn", "Tarn", "p-vesk", PRECISION_CITY);
    maker_publication(&m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_publication(&m, "s-wire", "River Wire", "Wire House", "none");
    maker_publication(&m, "s-state", "State Radio", "Government of Vesk", "a-gov");
    return m;
}

TEST(claims_of_one_event_in_two_reports_meet) {
    struct maker m = war();
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
    EXPECT_STR(i->code, S("OLD-0001"));
    EXPECT_STR(i->where.place, S("p-mill"));
    EXPECT(i->kind == KIND_killing);
    EXPECT_STR(date_text(m.a, i->when), S("2031-03-08"));
    EXPECT(str_starts(i->id, S("i-")) && i->id.n == 34);
}

TEST(nothing_new_changes_nothing) {
    struct maker m = war();
    maker_report(&m, "s-post", "2031-03-10", "Shells hit Tarn on 8 March.");
    maker_day(maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Tarn"), "2031-03-08");
    EXPECT_INT(maker_reconcile(&m), 1);
    EXPECT_INT(maker_reconcile(&m), 0);
}

TEST(graves_are_not_the_bodies_of_another_report) {
    struct maker m = war();
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
    struct maker m = war();
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
    struct maker m = war();
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
    struct maker m = war();
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

TEST(what_a_report_ties_stays_together) {
    struct maker m = war();
    maker_report(
        &m, "s-post", "2031-03-10",
        "Officials found 14 bodies in Old Mill. A doctor described wounds. Fourteen found, headline says.");
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

TEST(a_denial_joins_what_it_denies_and_no_more) {
    struct maker m = war();
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
    struct maker m = war();
    maker_report(
        &m, "s-state", "2031-03-10",
        "The Veskan army said a strike in Tarn killed nine fighters. The Veskan army denies that civilians died.");
    struct claim *k =
        maker_claim(&m, KIND_killing, "killed", "The Veskan army", ROLE_MILITARY, "Tarn");
    struct claim *d = maker_claim(&m, KIND_denial, "denies", "The Veskan army", ROLE_MILITARY, "");
    maker_reconcile(&m);
    EXPECT(maker_incident(&m, d) != maker_incident(&m, k));
}

TEST(testimony_intent_and_names_are_no_killings) {
    struct maker m = war();
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
    struct maker m = war();
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
    EXPECT_STR(m.b.incidents[maker_incident(&m, z)].code, S("DCK-0002"));
}

TEST(a_new_reading_returns_to_its_incident) {
    struct maker m = war();
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
    struct maker m = war();
    maker_report(&m, "s-post", "2031-03-10", "Looters emptied shops.");
    maker_claim(&m, KIND_robbery, "emptied", "", ROLE_UNKNOWN, "")->status = STATUS_WITHDRAWN;
    EXPECT_INT(maker_reconcile(&m), 0);
}

TEST(a_code_is_made_of_consonants) {
    struct arena a = test_arena();
    EXPECT_STR(incident_code(&a, S("Marat"), 7), S("MRT-0007"));
    EXPECT_STR(incident_code(&a, S("Aoi"), 12), S("AOI-0012"));
    EXPECT_STR(incident_code(&a, S("Ry"), 1), S("RYX-0001"));
    EXPECT_STR(incident_code(&a, S(""), 1), S("XXX-0001"));
    EXPECT_STR(incident_code(&a, S("\xd9\x84\xd9\x8a"), 10000), S("XXX-10000"));
}

TEST(times_are_the_days_all_agree_on_or_all_days_named) {
    struct date_range d[2];
    struct event e = {.dates = d, .ndates = 2};
    struct arena a = test_arena();
    EXPECT(date_parse(S("2031-03-03/2031-03-09"), &d[0]) && date_parse(S("2031-03-05"), &d[1]));
    EXPECT_STR(date_text(&a, event_when(&e)), S("2031-03-05"));
    EXPECT(date_parse(S("2031-03-12"), &d[1]));
    EXPECT_STR(date_text(&a, event_when(&e)), S("2031-03-03/2031-03-12"));
    e.ndates = 0;
    EXPECT(event_when(&e).precision == DATE_NONE);
}

PRINTF(3, 4) static void put_words(char *to, int n, const char *fmt, ...) {
    va_list v;
    va_start(v, fmt);
    EXPECT(vsnprintf(to, (size_t)n, fmt, v) < n);
    va_end(v);
}

/* Many reports of many events, in a fixed pseudo-random mix: each event is found again, none
 * swallows another. */
TEST(many_events_stay_apart_and_whole) {
    struct maker m = war();
    enum { EVENTS = 60, REPORTS = 5 };
    static char text[EVENTS * REPORTS][120], word[EVENTS][16], town[EVENTS][16], pid[EVENTS][16];
    static struct claim *c[EVENTS * REPORTS];
    for (int i = 0; i < EVENTS; i++) {
        put_words(town[i], (int)sizeof town[i], "Zo%crak%c", 'a' + i % 26, 'a' + i / 26);
        put_words(pid[i], (int)sizeof pid[i], "p-z%d", i);
        put_words(word[i], (int)sizeof word[i], "qua%crel%c", 'a' + i % 26, 'a' + i / 26);
        maker_place(&m, pid[i], town[i], "p-vesk", PRECISION_CITY);
    }
    for (int k = 0; k < EVENTS * REPORTS; k++) {
        int i = (k * 7919) % EVENTS;
        put_words(text[k], (int)sizeof text[k], "In %s shells near the %s killed %d people.",
                  town[i], word[i], 20 + i);
        maker_report(&m, k % 2 ? "s-post" : "s-wire", "2031-03-10", text[k]);
        c[k] = maker_claim(&m, KIND_killing, "killed", "", ROLE_UNKNOWN, town[i]);
        maker_count(&m, c[k], WHAT_KILLED, WHO_UNKNOWN, "people", 20 + i, 20 + i);
    }
    EXPECT_INT(maker_reconcile(&m), EVENTS);
    for (int k = 0; k < EVENTS * REPORTS; k++)
        for (int l = 0; l < k; l++) {
            bool one = (k * 7919) % EVENTS == (l * 7919) % EVENTS;
            if (one != (maker_incident(&m, c[k]) == maker_incident(&m, c[l])))
                test_fail(__FILE__, __LINE__, "reports %d and %d", k, l);
        }
}
