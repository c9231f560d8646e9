#include "read/testing.h"
#include "read/toll.h"

static bool toll(const char *text, i64 *min, i64 *max) {
    struct sample s = sample_read(text);
    struct toll t;
    bool got = toll_of(s.r.claims, s.r.n, &t);
    *min = t.min;
    *max = t.max;
    return got;
}

TEST(toll_is_what_the_lead_says) {
    i64 min, max;
    EXPECT(toll("At least 12 people were killed in Marat. Four of the dead were from Teshlin.",
                &min, &max));
    EXPECT_INT(min, 12);
    EXPECT_INT(max, 12);
    EXPECT(toll("Between three and seven members of one family were killed in Marat.", &min, &max));
    EXPECT_INT(min, 3);
    EXPECT_INT(max, 7);
    EXPECT(toll("Three men, two women and a child were killed in Marat.", &min, &max));
    EXPECT_INT(max, 6);
}

TEST(toll_of_a_report_without_dead_is_none) {
    i64 min, max;
    EXPECT(!toll("Nobody was killed in Marat. Nine people were wounded.", &min, &max));
}
