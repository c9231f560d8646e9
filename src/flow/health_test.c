#include "flow/health.h"

#include "base/t.h"
#include "flow/fixture.h"

static const struct health *find(const struct health *h, i64 n, const char *check) {
    for (i64 i = 0; i < n; i++)
        if (!strcmp(h[i].check, check)) return &h[i];
    test_fail(__FILE__, __LINE__, "no check \"%s\"", check);
    return h;
}

TEST(health_without_a_case) {
    struct arena a = test_arena();
    struct op_ctx c = {.perm = &a, .scratch = arena_make("t", 1 << 28), .case_dir = test_dir()};
    struct health h[HEALTH_CHECKS];
    i64 n = health_checks(&c, h);
    EXPECT_STR(str_c(find(h, n, "case")->id), S("health.case_none"));
    EXPECT(find(h, n, "disk")->n >= 0);
    EXPECT(find(h, n, "clock")->at > 0);
    for (i64 i = 0; i < n; i++)
        EXPECT(h[i].words.n > 0 && str_starts(str_c(h[i].id), S("health.")));
}

TEST(health_of_a_case) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "doctor"));
    const struct json *key = fixture_row(f, "check", "key"), *v = fixture_row(f, "check", "verify");
    EXPECT(key &&
           str_eqc(json_get_str(key, "state"), "look")); /* the fixture's has no passphrase */
    EXPECT(v && str_eqc(json_get_str(v, "state"), "look"));
    EXPECT_OK(CALL(f, "accounts")); /* makes desk.db */
    EXPECT_OK(CALL(f, "verify"));
    EXPECT_OK(CALL(f, "doctor"));
    v = fixture_row(f, "check", "verify");
    EXPECT(v && str_eqc(json_get_str(v, "state"), "ok"));
    EXPECT(str_eqc(json_get_str(fixture_row(f, "check", "tables"), "state"), "ok"));
}
