/* The audit trail: a chain that shows a change, and its screens. */
#include "people/testing.h"

static void see(void *ctx, const struct audit_line *l, const u8 chain[32]) {
    (void)chain;
    *(i64 *)ctx += l->n;
}

TEST(people_audit_is_a_chain_that_shows_a_change) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    i64 last, sum = 0;
    u8 head[32], same[32];
    EXPECT_OK(people_audit(p, T0, S("Mara"), "search", S("bodies\xff Marat"), &e));
    EXPECT_OK(people_audit(p, T0 + 1, S("Mara"), "show", S("MRT-0001"), &e));
    EXPECT_OK(people_audit(p, T0 + 2, S(""), "login refused", S(""), &e));
    EXPECT_OK(people_audit_walk(p, a, see, &sum, &last, head, &e));
    EXPECT_INT(last, 3);
    EXPECT_INT(sum, 6);
    EXPECT_OK(people_audit_head(p, &last, same, &e));
    EXPECT(memcmp(head, same, 32) == 0);
    static const struct sql FORGE[] = {
        {"t.change", "UPDATE audit SET object='MRT-0002' WHERE n=2"},
        {"t.swap", "UPDATE audit SET object='MRT-0001', act='list' WHERE n=2"},
        {"t.drop", "DELETE FROM audit WHERE n=2"}};
    for (i64 i = 0; i < LEN(FORGE); i++) {
        struct err f = {0};
        EXPECT_OK(db_script(p->d, &FORGE[i], &e));
        EXPECT_INT(people_audit_walk(p, a, NULL, NULL, &last, head, &f), RC_INTEGRITY);
        EXPECT(strstr(f.msg, "line 2") != NULL);
    }
    people_close(p);
}

TEST(people_audit_is_shown_screen_by_screen) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = fresh(&a, &e);
    struct audit_line *l;
    i64 n, next;
    for (int i = 0; i < 7; i++)
        EXPECT_OK(
            people_audit(p, T0 + i, i % 2 ? S("Mara") : S("Tamir"), "show", S("MRT-0001"), &e));
    struct audit_filter f = {.account = S("mara")};
    EXPECT_OK(people_audit_page(p, &a, &f, 0, 2, &l, &n, &next, &e));
    EXPECT_INT(n, 2);
    EXPECT_INT(l[0].n, 6);
    EXPECT_INT(next, 4);
    EXPECT_OK(people_audit_page(p, &a, &f, next, 2, &l, &n, &next, &e));
    EXPECT_INT(n, 1);
    EXPECT_INT(l[0].n, 2);
    EXPECT_INT(next, 0);
    f = (struct audit_filter){.from = T0 + 5, .to = T0 + 6, .object = S("0001")};
    EXPECT_OK(people_audit_page(p, &a, &f, 0, 9, &l, &n, &next, &e));
    EXPECT_INT(n, 1);
    people_close(p);
}
