/* Where incidents are looked for. */
#include "reconcile/book_test.h"

static bool looked(const struct near *v, i64 n, const char *spot, const char *day) {
    struct date_range d;
    bool any = !date_parse(str_c(day), &d);
    for (i64 i = 0; i < n; i++)
        if (str_eqc(v[i].spot, spot) && (any || (v[i].from <= d.from && d.from <= v[i].to)))
            return true;
    return false;
}

TEST(near_looks_in_the_city_around_the_days_said) {
    struct maker m = maker_war();
    struct near *v;
    i64 n;
    maker_report(&m, "s-post", "2031-03-12",
                 "Shells struck Orlan on 9 March 2031, a resident said.");
    struct claim *x = maker_claim(&m, KIND_shelling, "struck", "", ROLE_UNKNOWN, "Orlan");
    maker_day(x, "2031-03-09");
    reconcile_near(m.a, *m.scratch, maker_book(&m), &v, &n);
    i64 inside = 0;
    for (i64 i = 0; i < m.b.nplaces; i++) {
        const struct place *p = &m.b.places[i];
        bool here = !str_eqc(p->id, "p-tarn") && !str_eqc(p->id, "p-vesk");
        EXPECT(looked(v, n, cstr(m.a, p->id), "2031-03-09") == here);
        inside += here;
    }
    EXPECT(inside > 1);
    for (i64 i = 0; i < n; i++)
        EXPECT(v[i].to < date_days(2031, 6, 1) && v[i].from > date_days(2030, 9, 1));
}

TEST(near_looks_by_words_and_publication_when_no_more_is_known) {
    struct maker m = maker_start();
    struct near *v;
    i64 n;
    maker_publication(&m, "s-post", "Vesk Post", "Post Trust", "none");
    maker_report(&m, "s-post", "2031-03-12", "Shells struck Lisharan, a resident said.");
    maker_claim(&m, KIND_shelling, "struck", "", ROLE_UNKNOWN, "Lisharan");
    reconcile_near(m.a, *m.scratch, maker_book(&m), &v, &n);
    EXPECT_INT(n, 1);
    EXPECT(looked(v, n, "Lisharan", "2031-03-10"));
    EXPECT(!looked(v, n, "Lisharan", "2031-03-13"));
}
