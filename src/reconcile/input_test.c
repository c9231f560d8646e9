/* What the method is given. */
#include "method/method.h"
#include "proof/hash.h"
#include "reconcile/book_test.h"

TEST(parts_have_figures_of_their_own) {
    struct pair p = pair_of_accounts();
    struct maker *m = &p.m;
    p.y->status = STATUS_WITHDRAWN;
    p.x->counts[0].of = NEW(m->a, struct count_part);
    p.x->counts[0].nof = 1;
    p.x->counts[0].of[0] = (struct count_part){.who = WHO_WOMAN, .min = 4, .max = 4};
    m->item = 0;
    struct claim *c = maker_claim(m, KIND_killing, "people", "", ROLE_UNKNOWN, "");
    maker_count(m, c, WHAT_KILLED, WHO_CHILD, "people", 3, 3);
    c->part_of = p.x->id;
    maker_reconcile(m);
    struct book *b = maker_view(m);
    i64 at = maker_incident(m, p.x);
    EXPECT_INT(maker_incident(m, c), at);
    EXPECT_INT(maker_figure(b, at, WHAT_KILLED, WHO_UNKNOWN)->max, 14);
    EXPECT_INT(maker_figure(b, at, WHAT_KILLED, WHO_WOMAN)->max, 4);
    EXPECT_INT(maker_figure(b, at, WHAT_KILLED, WHO_CHILD)->max, 3);
    EXPECT_INT(b->nfigures, 3);
}

/* Proposed from outside and accepted by nobody: in no incident, no figure, no dispute. */
TEST(what_waits_for_a_person_counts_nowhere) {
    struct pair p = pair_of_accounts();
    struct maker *m = &p.m;
    p.y->by_proposer = S("coder-2");
    p.y->held = true;
    p.y->status = STATUS_WORK_NEEDED;
    maker_reconcile(m);
    struct book *b = maker_view(m);
    EXPECT_INT(maker_incident(m, p.y), -1);
    EXPECT_INT(maker_figure(b, maker_incident(m, p.x), WHAT_KILLED, WHO_UNKNOWN)->max, 14);
    EXPECT_INT(b->nfigures, 1);
    p.y->status = STATUS_ACCEPTED;
    maker_reconcile(m);
    EXPECT(maker_incident(m, p.y) >= 0);
    b = maker_view(m);
    EXPECT_INT(maker_figure(b, maker_incident(m, p.y), WHAT_KILLED, WHO_UNKNOWN)->max, 21);
    p.y->status = STATUS_WORK_NEEDED; /* taken back: it stays where it was and counts no more */
    b = maker_view(m);
    EXPECT_INT(maker_figure(b, maker_incident(m, p.x), WHAT_KILLED, WHO_UNKNOWN)->max, 14);
    EXPECT(!maker_figure(b, maker_incident(m, p.y), WHAT_KILLED, WHO_UNKNOWN) ||
           maker_incident(m, p.x) == maker_incident(m, p.y));
}

TEST(a_correction_by_the_same_speaker_replaces_his_number) {
    struct maker m = maker_start();
    maker_place(&m, "p-orl", "Orlan", "", PRECISION_CITY);
    maker_publication(&m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_report(&m, "s-post", "2031-03-01",
                 "Dr Palo Wend, the director, said 31 people died in the Orlan market.");
    struct claim *x =
        maker_claim(&m, KIND_death, "died", "Dr Palo Wend, the director", ROLE_MEDIC, "Orlan");
    maker_count(&m, x, WHAT_KILLED, WHO_UNKNOWN, "31", 31, 31);
    maker_report(&m, "s-post", "2031-03-03",
                 "Wend said 13 people had died in the Orlan market, not 31.");
    struct claim *y = maker_claim(&m, KIND_death, "died", "Wend", ROLE_MEDIC, "Orlan");
    maker_count(&m, y, WHAT_KILLED, WHO_UNKNOWN, "13", 13, 13);
    y->said.act = ACT_CORRECTS;
    maker_same(&m, y, x);
    maker_reconcile(&m);
    struct book *b = maker_view(&m);
    i64 at = maker_incident(&m, x);
    EXPECT_INT(maker_incident(&m, y), at);
    EXPECT_INT(maker_figure(b, at, WHAT_KILLED, WHO_UNKNOWN)->max, 13);
    EXPECT_INT(b->incidents[at].nclaims, 2); /* the old one stays listed */
    y->said.act = ACT_STATES;
    b = maker_view(&m);
    EXPECT_INT(maker_figure(b, at, WHAT_KILLED, WHO_UNKNOWN)->max, 31);
}

TEST(what_does_not_count_says_why) {
    struct claim_row r = {0};
    EXPECT_INT(left_out(&r).n, 0);
    r.c.modality = MODALITY_INTENDED;
    EXPECT(left_out(&r).n > 0);
    r.c.modality = MODALITY_ASSERTED;
    r.c.polarity = POLARITY_NEGATIVE;
    EXPECT(left_out(&r).n > 0);
    r.c.polarity = POLARITY_POSITIVE;
    r.c.repeats = S("c-1");
    EXPECT(left_out(&r).n > 0);
    r = (struct claim_row){.c.status = STATUS_CONFLICT};
    EXPECT(left_out(&r).n > 0);
}

TEST(the_input_of_a_receipt_gives_the_same_figures_and_names_nobody) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
    maker_accept(&p.m);
    struct book *b = maker_view(&p.m);
    i64 at = maker_incident(&p.m, p.x);
    struct method_input in, again;
    struct method_output out;
    struct json *j;
    struct err e = {0};
    reconcile_input(p.m.a, *p.m.scratch, b, at, &in);
    struct str text = json_canon(p.m.a, method_input_to_json(p.m.a, &in));
    EXPECT(!str_has(text, S("olvik")) && !str_has(text, S("OLVIK")));
    EXPECT_OK(json_read(p.m.a, text, &j, &e));
    EXPECT_OK(method_input_from_json(p.m.a, j, &again, &e));
    method_range(p.m.a, *p.m.scratch, &again, sha256, &out);
    const struct figure *f = maker_figure(b, at, WHAT_KILLED, WHO_UNKNOWN);
    if (EXPECT(out.nfigures == 1)) EXPECT_STR(out.figures[0].id, f->id);
    EXPECT_INT(out.figures[0].origins, f->origins);
}
