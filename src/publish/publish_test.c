#include "publish/fixture.h"

#include "base/t.h"

static rc publish(struct arena *a, const struct fixture *f, const char *dir, bool draft, struct publish_stats *st, struct err *e) {
    struct publish_opts o = {.out_dir = dir, .draft = draft, .policy = publish_policy_default(), .vkey = S("x+00+AA"),
                             .generated_at = 1930212000, .recompute = fx_recompute};
    struct arena scratch = arena_make("scratch", 256 << 20);
    rc r = publish_site(a, scratch, &f->b, &o, st, e);
    arena_drop(scratch);
    return r;
}

TEST(publish_writes_a_site) {
    struct arena a = test_arena();
    struct fixture f = fx_case(&a);
    struct publish_stats st;
    struct err e = {0};
    const char *dir = cstr(&a, str_fmt(&a, "%s/site", test_dir()));
    EXPECT_OK(publish(&a, &f, dir, false, &st, &e));
    EXPECT_STR(str_c(e.msg), S(""));
    EXPECT_INT(st.incidents, 2);
}
