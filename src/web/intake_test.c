#include "web/asked.h"

TEST(intake_takes_json_whole) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    (void)asking_get(t, "/login", true);
    t->in.a = t->a;
    intake_begin(&t->in, S("application/json; charset=utf-8"));
    intake_take(&t->in, "{\"a\":", 5);
    intake_take(&t->in, "1}", 2);
    intake_end(&t->in);
    EXPECT_INT(t->in.err.code, RC_OK);
    EXPECT_STR(buf_str(&t->in.body), S("{\"a\":1}"));
    asking_end(t);
}

TEST(intake_refuses_other_types) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    const struct str types[] = {S(""), S("text/plain"), S("application/xml"), S("multipart/mixed")};
    for (i64 i = 0; i < LEN(types); i++) {
        (void)asking_get(t, "/login", true);
        t->in.a = t->a;
        intake_begin(&t->in, types[i]);
        EXPECT_INT(t->in.err.code, RC_UNSUPPORTED);
    }
    asking_end(t);
}
