/* The sentence of a figure: one verb, no name of who does not speak in office. */
#include "reconcile/book_test.h"

TEST(a_range_names_both_ends_in_one_neutral_sentence) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
    struct book *b = maker_view(&p.m);
    const struct figure *f = maker_figure(b, maker_incident(&p.m, p.x), WHAT_KILLED, WHO_UNKNOWN);
    if (!EXPECT(f != NULL)) return;
    EXPECT_INT(f->min, 14);
    EXPECT_INT(f->max, 21);
    EXPECT_INT(f->unreviewed, 2);
    EXPECT(f->accounts == ACCOUNTS_SEVERAL_ONE_ORIGIN);
    EXPECT_STR(
        f->words,
        S("Lowest: 14 (Vesk ministry officials, to Vesk Post). Highest: 21 (a resident, to River "
          "Wire). "
          "2 of 2 claims not reviewed by a person."));
    EXPECT(!str_has(f->words, S("Tolvik")));
}

TEST(one_account_says_who_to_whom) {
    struct pair p = pair_of_accounts();
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
