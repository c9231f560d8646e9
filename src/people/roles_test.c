#include "people/roles.h"

#include "base/t.h"

TEST(roles_are_read_and_written) {
    struct arena a = test_arena();
    u32 r;
    EXPECT(roles_parse(S("reviewer, recorder"), &r));
    EXPECT_INT(r, 1u << ROLE_RECORDER | 1u << ROLE_REVIEWER);
    EXPECT_STR(roles_words(&a, r), S("recorder, reviewer"));
    EXPECT(roles_parse(S("Reader"), &r));
    EXPECT(!roles_parse(S(""), &r));
    EXPECT(!roles_parse(S(" , "), &r));
    EXPECT(!roles_parse(S("reader owner"), &r));
    EXPECT_STR(roles_words(&a, 0), S(""));
}

TEST(roles_add_up) {
    u32 both = 1u << ROLE_RECORDER | 1u << ROLE_REVIEWER;
    EXPECT_INT(roles_perms(both),
               roles_perms(1u << ROLE_RECORDER) | roles_perms(1u << ROLE_REVIEWER));
    EXPECT_INT(roles_fields(1u << ROLE_READER), 0);
    EXPECT_INT(roles_fields(1u << ROLE_CUSTODIAN), FIELD_ALL);
    EXPECT(!(roles_perms(1u << ROLE_CUSTODIAN) >> PERM_REVIEW & 1));
    EXPECT(!(roles_perms(1u << ROLE_REVIEWER) >> PERM_WRITE & 1));
    for (int i = 0; i < ROLE_COUNT; i++)
        EXPECT(roles_perms(1u << i) >> PERM_SELF & 1);
    EXPECT_INT(roles_perms(0), 0);
}
