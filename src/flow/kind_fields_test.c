#include "flow/kind_fields.h"

#include "base/t.h"

TEST(every_kind_says_what_it_is_entered_by) {
    static const char *const KNOWN[] = {"counts",   "where", "when",    "perpetrators", "victims",
                                        "findings", "names", "setting", "said"};
    for (int k = 0; k < KIND_COUNT; k++) {
        struct str rest = kind_fields((enum kind)k);
        EXPECT(rest.n > 0);
        while (rest.p) {
            struct str one = str_cut(&rest, ' ');
            bool known = false;
            for (i64 i = 0; i < LEN(KNOWN); i++)
                known |= str_eqc(one, KNOWN[i]);
            EXPECT(known);
        }
    }
    EXPECT_INT(kind_counts(KIND_bodies_found), WHAT_BODIES);
    EXPECT_INT(kind_counts(KIND_enforced_disappearance), WHAT_MISSING);
    EXPECT_INT(kind_counts(KIND_testimony), WHAT_WITNESSES);
    EXPECT_STR(kind_fields(KIND_party_name), S("names when"));
}
