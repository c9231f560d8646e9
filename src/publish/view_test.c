#include "publish/fixture.h"
#include "publish/view.h"

#include "base/t.h"

TEST(view_shows_only_what_was_accepted) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_policy p = publish_policy_default();
    struct book v;
    struct view_stats st;
    publish_filter(&a, &f.b, &p, false, &v, &st);
    EXPECT_INT(v.nclaims, 6);
    EXPECT_INT(st.shown, 6);
    EXPECT_INT(st.unreviewed, 3);
    for (i64 i = 0; i < v.nclaims; i++) {
        EXPECT(v.claims[i].c.status == STATUS_ACCEPTED);
        EXPECT_INT(book_claim(&v, v.claims[i].c.id), i);
        EXPECT(v.claims[i].incident >= 0);
    }
    EXPECT_INT(v.nincidents, f.b.nincidents);
    EXPECT_INT(v.incidents[1].nclaims, 1);
    EXPECT_INT(v.incidents[2].nclaims, 0);
    EXPECT_INT(book_claim(&v, f.b.claims[8].c.id), -1);
    EXPECT_INT(book_incident(&v, S("MRT-0002")), 1);
    EXPECT_INT(v.nfigures, 0);
}

TEST(view_asks_for_two_who_did_not_write_it_where_the_case_does) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_policy p = publish_policy_default();
    struct book v;
    struct view_stats st;
    f.b.two_person = true;
    f.b.claims[0].reviewers = 2;
    f.b.claims[0].others = 1; /* the other one wrote it */
    f.b.claims[1].reviewers = f.b.claims[1].others = 2;
    publish_filter(&a, &f.b, &p, false, &v, &st);
    EXPECT_INT(v.nclaims, 1);
    EXPECT_STR(v.claims[0].c.id, f.b.claims[1].c.id);
    EXPECT_INT(st.unreviewed, 8);
}

TEST(view_asks_for_as_many_reviewers_as_the_policy) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_policy p = publish_policy_default();
    struct book v;
    struct view_stats st;
    p.min_reviewers = 2;
    f.b.claims[0].reviewers = 2;
    publish_filter(&a, &f.b, &p, false, &v, &st);
    EXPECT_INT(v.nclaims, 1);
    EXPECT_INT(st.unreviewed, 8);
}

TEST(view_of_a_draft_leaves_out_only_what_was_withdrawn) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_policy p = publish_policy_default();
    struct book v;
    struct view_stats st;
    f.b.claims[5].c.status = STATUS_WITHDRAWN;
    publish_filter(&a, &f.b, &p, true, &v, &st);
    EXPECT_INT(v.nclaims, 8);
    EXPECT_INT(st.set_aside, 1);
    EXPECT_INT(book_claim(&v, f.b.claims[5].c.id), -1);
}

/* Place, date and kind that only an unreviewed claim gave go with it. */
TEST(view_drops_what_only_hidden_claims_said) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_policy p = publish_policy_default();
    struct book v;
    struct view_stats st;
    f.b.claims[0].c.status = STATUS_MACHINE;
    f.b.claims[1].c.nwhere = 0;
    publish_filter(&a, &f.b, &p, false, &v, &st);
    EXPECT_INT(v.incidents[0].where.place.n, 0);
    EXPECT_INT(v.incidents[0].when.precision, DATE_NONE);
    EXPECT_INT(v.incidents[0].kind, KIND_bodies_found);
    f.b.claims[1].c.kind = f.b.claims[2].c.kind = KIND_death;
    publish_filter(&a, &f.b, &p, false, &v, &st);
    EXPECT_INT(v.incidents[0].kind, KIND_death);
}
