#include "base/err.h"

#include "base/t.h"

TEST(err_keeps_the_first_message) {
    struct err e = {0};
    EXPECT_INT(fail(&e, RC_LIMIT, "item is %d bytes", 7), RC_LIMIT);
    EXPECT_INT(fail(&e, RC_IO, "cannot seal"), RC_LIMIT);
    EXPECT_STR(str_c(e.msg), S("item is 7 bytes"));
    EXPECT_INT(err_hint(&e, "split %s", "it"), RC_LIMIT);
    EXPECT_STR(str_c(e.hint), S("split it"));
    err_clear(&e);
    EXPECT(e.code == RC_OK && !e.msg[0] && !e.hint[0]);
    EXPECT_INT(fail(NULL, RC_IO, "nobody listens"), RC_IO);
}

TEST(err_messages_are_one_bounded_line) {
    struct err e = {0};
    struct arena a = test_arena();
    EXPECT_INT(fail(&e, RC_IO, "a\nb\x1b[31m%s", str_fmt(&a, "%01000d", 1).p), RC_IO);
    EXPECT_INT((i64)strlen(e.msg), ERR_TEXT - 1);
    EXPECT(str_starts(str_c(e.msg), S("a b [31m")));
}

TEST(err_codes_have_distinct_exits_and_texts) {
    for (int i = 0; i < RC_COUNT; i++) {
        rc code = (rc)i;
        EXPECT(rc_exit(code) >= 0 && rc_exit(code) <= 255 && rc_http(code) >= 200);
        EXPECT(*rc_name(code) && *rc_title(code));
        EXPECT(i <= RC_NO || *rc_hint(code));
        for (int k = 0; k < i; k++)
            EXPECT(rc_exit(code) != rc_exit((rc)k));
    }
    EXPECT_INT(rc_exit(RC_OK), 0);
    EXPECT_INT(rc_exit(RC_INTEGRITY), 6);
    EXPECT_STR(str_c(rc_name(RC_BUSY)), S("BUSY"));
}
