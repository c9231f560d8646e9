/* Figures, accounts, disputes, words and JSON of small books. */
#include "method/method.h"
#include "proof/hash.h"
#include "reconcile/book_test.h"

struct pair {
    struct maker m;
    struct claim *x, *y;
};

/* 14 by ministry officials, 21 by a resident: two publications of no side. */
static struct pair two_accounts(void) {
    struct pair p = {.m = maker_start()};
    struct maker *m = &p.m;
    maker_party(m, "a-gov", "Government of Vesk", "Vesk ministry");
    maker_party(m, "a-band", "River Band", "the Band");
    maker_place(m, "p-orl", "Orlan", "", PRECISION_CITY);
    maker_publication(m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_publication(m, "s-wire", "River Wire", "Wire House", "none");
    maker_report(
        m, "s-post", "2031-03-10",
        "Vesk ministry officials said fighters of the River Band shot 14 people in Orlan.");
    p.x = maker_claim(m, KIND_killing, "shot", "Vesk ministry officials", ROLE_OFFICIAL, "Orlan");
    maker_count(m, p.x, WHAT_KILLED, WHO_UNKNOWN, "14 people", 14, 14);
    maker_day(p.x, "2031-03-08");
    maker_accused(m, p.x, "fighters of the River Band");
    maker_report(
        m, "s-wire", "2031-03-11",
        "Maren Tolvik, a resident, told the Wire that Vesk ministry troops shot 21 people in Orlan.");
    p.y = maker_claim(m, KIND_killing, "shot", "Maren Tolvik, a resident", ROLE_RESIDENT, "Orlan");
    maker_count(m, p.y, WHAT_KILLED, WHO_UNKNOWN, "21 people", 21, 21);
    maker_day(p.y, "2031-03-08");
    maker_accused(m, p.y, "Vesk ministry troops");
    return p;
}

static bool together(struct pair *p) {
    p->y->same_event = NULL;
    maker_reconcile(&p->m);
    if (maker_incident(&p->m, p->x) == maker_incident(&p->m, p->y)) return true;
    struct json **parts;
    i64 n;
    struct err e = {0};
    EXPECT_OK(reconcile_merge(p->m.a, &p->m.b, maker_incident(&p->m, p->x),
                              maker_incident(&p->m, p->y), &parts, &n, &e));
    maker_take(&p->m, parts, n);
    return maker_incident(&p->m, p->x) == maker_incident(&p->m, p->y);
}

TEST(a_range_names_both_ends_in_one_neutral_sentence) {
    struct pair p = two_accounts();
    if (!EXPECT(together(&p))) return;
    struct book *b = maker_view(&p.m);
    const struct figure *f = maker_figure(b, maker_incident(&p.m, p.x), WHAT_KILLED, WHO_UNKNOWN);
    if (!EXPECT(f != NULL)) return;
    EXPECT_INT(f->min, 14);
    EXPECT_INT(f->max, 21);
    EXPECT_INT(f->unreviewed, 2);
    EXPECT(f->accounts == ACCOUNTS_SEVERAL_ONE_ORIGIN);
    EXPECT_STR(
        f->words,
        S("Lowest: 14 (Vesk ministry officials, to Vesk Post). Highest: 21 (a resident, to River Wire). "
          "2 of 2 claims not reviewed by a person."));
    EXPECT(!str_has(f->words, S("Tolvik")));
}

TEST(reviewed_accounts_of_two_sides_are_independent) {
    struct pair p = two_accounts();
    if (!EXPECT(together(&p))) return;
    maker_accept(&p.m);
    struct book *b = maker_view(&p.m);
    i64 at = maker_incident(&p.m, p.x);
    const struct figure *f = maker_figure(b, at, WHAT_KILLED, WHO_UNKNOWN);
    EXPECT(f->accounts == ACCOUNTS_INDEPENDENT);
    EXPECT_INT(f->origins, 2);
    EXPECT(b->incidents[at].accounts == ACCOUNTS_INDEPENDENT);
    EXPECT_INT(b->nties, 1);
    EXPECT(b->ties[0].independent);
    struct str j = json_text(p.m.a, incident_to_json(p.m.a, b, at));
    EXPECT(str_has(j, S("\"accounts\":\"independent_accounts\",\"origins\":2")));
    EXPECT(str_has(j, S("\"reviewed\":\"one_person\"")));
}

TEST(one_account_says_who_to_whom) {
    struct pair p = two_accounts();
    p.y->status = STATUS_WITHDRAWN;
    maker_reconcile(&p.m);
    struct book *b = maker_view(&p.m);
    const struct figure *f = maker_figure(b, maker_incident(&p.m, p.x), WHAT_KILLED, WHO_UNKNOWN);
    EXPECT_STR(
        f->words,
        S("Vesk ministry officials said 14; quoted by Vesk Post. Not reviewed by a person."));
    EXPECT(f->accounts == ACCOUNTS_ONE);
    p.x->counts[0].vague = true;
    p.x->counts[0].max = COUNT_OPEN;
    p.x->said.nchain = 1;
    p.x->said.chain[0] = (struct said_link){.is_publication = true, .publication = S("s-post")};
    b = maker_view(&p.m);
    f = maker_figure(b, maker_incident(&p.m, p.x), WHAT_KILLED, WHO_UNKNOWN);
    EXPECT_STR(
        f->words,
        S("Vesk Post said “14 people” (14 or more); nobody is quoted. Not reviewed by a person."));
    struct str j = json_text(p.m.a, figure_to_json(p.m.a, b, f));
    EXPECT(str_has(j, S("\"min\":14,\"max\":null,\"accounts\":\"one_account\"")));
}

TEST(disputes_are_kept_apart_by_axis) {
    struct pair p = two_accounts();
    if (!EXPECT(together(&p))) return;
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

TEST(parts_have_figures_of_their_own) {
    struct pair p = two_accounts();
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
    struct pair p = two_accounts();
    if (!EXPECT(together(&p))) return;
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

TEST(a_book_without_texts_has_no_figures) {
    struct pair p = two_accounts();
    maker_reconcile(&p.m);
    for (i64 i = 0; i < p.m.b.nitems; i++)
        p.m.b.items[i].text = (struct str){0};
    EXPECT_INT(maker_view(&p.m)->nfigures, 0);
}

static const char LONG[] =
    "Officials in Orlan said on Monday that shells had struck the covered market near the river shortly before noon, "
    "when the stalls were crowded, and that 17 people were killed and many more carried to the clinic on doors and carts. "
    "Traders described three explosions within a minute and a fire that burned until evening, while the bridge was closed.";

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
        "shingles of its own, and with nothing in common with the others but the name of the town.");
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

TEST(a_merge_redirects_and_a_split_founds) {
    struct pair p = two_accounts();
    if (!EXPECT(together(&p))) return;
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
