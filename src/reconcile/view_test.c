/* Figures, accounts and ties of a book. */
#include "reconcile/book_test.h"

TEST(reviewed_accounts_of_two_sides_are_independent) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
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

TEST(a_book_without_texts_has_no_figures) {
    struct pair p = pair_of_accounts();
    maker_reconcile(&p.m);
    for (i64 i = 0; i < p.m.b.nitems; i++)
        p.m.b.items[i].text = (struct str){0};
    EXPECT_INT(maker_view(&p.m)->nfigures, 0);
}
