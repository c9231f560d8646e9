#include "seal/head.h"

#include "base/json.h"
#include "base/t.h"
#include "proof/sigsum.h"

TEST(a_checkpoint_is_found_wherever_it_stands) {
    struct arena a = test_arena();
    struct json *r;
    struct str note, want;
    struct err e = {0};
    struct str receipt = test_file(&a, "tests/seeds/receipt/item.json");
    EXPECT_OK(json_read(&a, receipt, &r, &e));
    want = json_get_str(r, "checkpoint");
    EXPECT_OK(head_kept(&a, receipt, &note, &e));
    EXPECT_STR(note, want);
    EXPECT_OK(head_kept(&a, want, &note, &e));
    EXPECT_STR(note, want);
    EXPECT_OK(head_kept(&a, tlog_proof_text(&a, 3, NULL, 0, S(""), want), &note, &e));
    EXPECT_STR(note, want);
}

TEST(what_holds_no_checkpoint_says_what_to_give) {
    struct arena a = test_arena();
    static const char *const BAD[] = {"", "{}", "{\"checkpoint\":\"x\"}", "words\n", "\xff\n\n"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct err e = {0};
        struct str note;
        EXPECT_INT(head_kept(&a, str_c(BAD[i]), &note, &e), RC_USAGE);
        EXPECT(e.hint[0]);
    }
}
