#include "base/t.h"
#include "store/mill.h"

struct tally {
    i64 seen[100], n;
    i64 fails_at; /* the job that fails; -1 = none */
    struct mill *next;
};

static rc note_job(void *self, u8 *room, i64 n, struct err *e) {
    struct tally *t = self;
    (void)room;
    t->seen[t->n++] = n;
    return n == t->fails_at ? fail(e, RC_IO, "job %lld failed", (long long)n) : RC_OK;
}

static rc pass_on(void *self, u8 *room, i64 n, struct err *e) {
    struct tally *t = self;
    (void)room;
    mill_do(t->next, (struct mill_job){note_job, t, mill_take(t->next), n, false});
    return mill_ok(t->next, e);
}

/* In order, through both, with and without threads; rooms come back. */
TEST(mill_keeps_the_order) {
    for (int threaded = 0; threaded < 2; threaded++) {
        struct arena a = test_arena();
        struct mill *m = NEWN(&a, struct mill, 2);
        struct err e = {0};
        struct tally t = {.fails_at = -1, .next = m + 1};
        mill_make(m, &a);
        if (threaded) mill_start(m);
        for (i64 i = 0; i < 100; i++)
            mill_do(m, (struct mill_job){pass_on, &t, mill_take(m), i, false});
        EXPECT_OK(mill_stop(m, &e));
        EXPECT_INT(t.n, 100);
        for (i64 i = 0; i < t.n; i++)
            EXPECT_INT(t.seen[i], i);
        mill_end(m);
    }
}

/* What comes after an error is left undone, but for what takes back. */
TEST(mill_keeps_the_first_error) {
    for (int threaded = 0; threaded < 2; threaded++) {
        struct arena a = test_arena();
        struct mill *m = NEWN(&a, struct mill, 2);
        struct err e = {0};
        struct tally t = {.fails_at = 7};
        mill_make(m, &a);
        if (threaded) mill_start(m);
        for (i64 i = 0; i < 40; i++)
            mill_do(m, (struct mill_job){note_job, &t, NULL, i, i == 30});
        mill_wait(m, 40);
        EXPECT_INT(mill_stop(m, &e), RC_IO);
        EXPECT_STR(str_c(e.msg), S("job 7 failed"));
        EXPECT_INT(t.n, 9);
        EXPECT_INT(t.seen[8], 30);
        mill_end(m);
    }
}

TEST(mill_rooms_are_aligned_and_apart) {
    struct arena a = test_arena();
    struct mill *m = NEWN(&a, struct mill, 2);
    u8 *room[MILL_ROOMS];
    mill_make(m, &a);
    for (int i = 0; i < MILL_ROOMS; i++) {
        room[i] = mill_take(m);
        EXPECT((uintptr_t)room[i] % MILL_PAGE == 0);
        memset(room[i], i, MILL_ROOM_BYTES);
    }
    for (int i = 0; i < MILL_ROOMS; i++) {
        EXPECT(room[i][0] == i && room[i][MILL_ROOM_BYTES - 1] == i);
        mill_give(m, room[i]);
    }
    mill_end(m);
}
