#include "store/times.h"

#include "base/t.h"

static struct cosignature BY[] = {{SI("first"), SI(""), 500}, {SI("second"), SI(""), 520}};

/* A beacon of 100 in entry 2; a checkpoint of 5 entries stamped at 400 and cosigned at 500 and 520,
 * kept in entries 5 and 6; one of 9 entries stamped at 900. */
static struct times made(struct arena *a) {
    struct times t = {.nbeacons = 1, .nstamped = 2, .ncosigned = 1};
    t.beacons = NEWN(a, struct beacon, 1);
    t.beacons[0] = (struct beacon){.entry = 2, .at = 100, .source = S("a newspaper")};
    t.stamped = NEWN(a, struct stamped, 2);
    t.stamped[0] = (struct stamped){.entry = 5, .size = 5, .time = 400, .authority = S("national")};
    t.stamped[1] = (struct stamped){.entry = 9, .size = 9, .time = 900, .authority = S("other")};
    t.cosigned = NEWN(a, struct cosigned, 1);
    t.cosigned[0] = (struct cosigned){.entry = 6, .size = 5, .by = BY, .nby = 2};
    return t;
}

static struct interval of(const struct times *t, i64 entry) {
    struct interval v;
    times_interval(t, entry, &v);
    return v;
}

TEST(times_bound_an_entry_on_both_sides) {
    struct arena a = test_arena();
    struct times t = made(&a);
    struct interval v = of(&t, 1);
    EXPECT_INT(v.from.kind, BOUND_NONE);
    EXPECT(v.stamp.at == 400 && v.witness.at == 500 && interval_to(&v)->kind == BOUND_STAMP);
    v = of(&t, 4);
    EXPECT(v.from.kind == BOUND_BEACON && v.from.at == 100 && v.stamp.at == 400);
    v = of(&t, 5); /* the first stamp does not cover it; nothing stands before it but the beacon */
    EXPECT(v.from.at == 100 && v.stamp.at == 900 && v.witness.kind == BOUND_NONE);
    v = of(&t, 6); /* after the entry that keeps the first token */
    EXPECT(v.from.kind == BOUND_STAMP && v.from.at == 400);
    v = of(&t, 7); /* after that of the cosignatures: the later of both */
    EXPECT(v.from.kind == BOUND_WITNESS && v.from.at == 520);
    v = of(&t, 9);
    EXPECT(interval_to(&v)->kind == BOUND_NONE);
}

TEST(times_say_whose_word_it_is) {
    struct arena a = test_arena();
    struct times t = made(&a);
    struct interval v = of(&t, 4);
    EXPECT_STR(bound_words(&a, &v.from), S("1970-01-01T00:01:40Z, public then, says a newspaper"));
    EXPECT_STR(bound_words(&a, &v.stamp),
               S("1970-01-01T00:06:40Z, by the time authority national"));
    v = of(&t, 20);
    EXPECT_STR(bound_words(&a, &v.witness), S("not shown"));
    EXPECT_STR(bound_words(&a, interval_to(&v)), S("not shown"));
}
