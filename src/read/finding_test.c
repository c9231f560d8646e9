#include "read/testing.h"

static bool has(const char *text, enum finding_kind k) {
    struct sample s = sample_read(text);
    for (i64 i = 0; i < s.r.n; i++)
        for (i64 f = 0; f < s.r.claims[i].nfindings; f++)
            if (s.r.claims[i].findings[f].kind == k) return true;
    return false;
}

TEST(finding_reads_wounds) {
    EXPECT(has("Most of the victims had been shot in the back of the head, he said.",
               FINDING_GUNSHOT_HEAD));
    EXPECT(has("The bodies of nine men, hands tied, were found in a well.", FINDING_BOUND_HANDS));
    EXPECT(has("Fighters executed nine men at point-blank range.", FINDING_CLOSE_RANGE));
    EXPECT(has("In many cases parts of the bodies were missing.", FINDING_PARTS_MISSING));
    EXPECT(!has("The bodies of nine men showed no signs of torture.", FINDING_TORTURE));
    EXPECT(!has("Critics shot the plan down.", FINDING_GUNSHOT));
}
