/* Totals: what an aggregate counts twice is taken off. */
#include "reconcile/totals.h"

#include "base/t.h"

enum { AGGREGATE, ONE, TWO, PERIOD, GONE, COUNT };

/* Five incidents with one figure of killed each, but the last, which was merged into ONE. */
static struct book book_of(struct arena *a, const i64 (*ends)[2]) {
    static const char *const CODES[COUNT] = {"ORL-0001", "ORL-0002", "ORL-0003", "ORL-0004",
                                             "ORL-0005"};
    struct book b = {.nincidents = COUNT};
    b.incidents = NEWN(a, struct incident, COUNT);
    b.figures = NEWN(a, struct figure, COUNT);
    b.overlaps = NEWN(a, struct overlap, 16);
    for (i64 i = 0; i < COUNT; i++) {
        b.incidents[i].id = str_fmt(a, "i-%lld", (long long)i);
        b.incidents[i].code = str_c(CODES[i]);
        map_put(&b.by_id, a, b.incidents[i].id, NULL)->value = i;
        if (i != GONE)
            b.figures[b.nfigures++] = (struct figure){
                .incident = i, .what = WHAT_KILLED, .min = ends[i][0], .max = ends[i][1]};
    }
    b.incidents[GONE].merged_into = b.incidents[ONE].id;
    return b;
}

static void tie(struct book *b, i64 aggregate, i64 incident) {
    b->overlaps[b->noverlaps++] = (struct overlap){.aggregate = aggregate, .incident = incident};
}

static struct total only(struct arena *a, const struct book *b) {
    struct total *t;
    i64 n;
    struct arena scratch = test_arena();
    reconcile_totals(a, scratch, b, &t, &n);
    EXPECT_INT(n, 1);
    return n ? t[0] : (struct total){0};
}

#define TOTAL(lo, hi, off_lo, off_hi)                                                              \
    do {                                                                                           \
        struct total t_ = only(&a, &b);                                                            \
        EXPECT_INT(t_.min, lo);                                                                    \
        EXPECT_INT(t_.max, hi);                                                                    \
        EXPECT_INT(t_.less_min, off_lo);                                                           \
        EXPECT_INT(t_.less_max, off_hi);                                                           \
    } while (0)

TEST(totals_take_off_what_an_aggregate_overlaps) {
    struct arena a = test_arena();
    struct book b = book_of(&a, (const i64[][2]){{350, 400}, {10, 14}, {20, 20}, {1, 1}});
    TOTAL(381, 435, 0, 0);
    tie(&b, AGGREGATE, ONE);
    tie(&b, AGGREGATE, TWO);
    TOTAL(351, 401, 30, 34);
    struct net n = reconcile_net(a, &b, AGGREGATE, WHAT_KILLED);
    EXPECT_INT(n.min, 320);
    EXPECT_INT(n.max, 366);
}

TEST(totals_never_fall_below_what_the_incidents_give) {
    struct arena a = test_arena();
    struct book b = book_of(&a, (const i64[][2]){{15, 18}, {10, 14}, {20, 20}, {1, 1}});
    tie(&b, AGGREGATE, ONE);
    tie(&b, AGGREGATE, TWO);
    TOTAL(31, 35, 15, 18);
}

TEST(totals_take_off_once_what_two_aggregates_overlap) {
    struct arena a = test_arena();
    struct book b = book_of(&a, (const i64[][2]){{100, 100}, {10, 10}, {20, 20}, {500, 500}});
    tie(&b, AGGREGATE, ONE);
    tie(&b, AGGREGATE, TWO);
    tie(&b, PERIOD, AGGREGATE);
    tie(&b, PERIOD, ONE);
    tie(&b, PERIOD, TWO);
    TOTAL(500, 500, 130, 130);
}

TEST(totals_follow_merges_and_count_a_tie_once) {
    struct arena a = test_arena();
    struct book b = book_of(&a, (const i64[][2]){{100, 100}, {10, 10}, {20, 20}, {1, 1}});
    tie(&b, AGGREGATE, GONE);
    tie(&b, AGGREGATE, ONE);
    TOTAL(121, 121, 10, 10);
}

TEST(totals_stay_open_when_an_end_is_open) {
    struct arena a = test_arena();
    struct book b =
        book_of(&a, (const i64[][2]){{100, COUNT_OPEN}, {10, COUNT_OPEN}, {20, 20}, {1, 1}});
    tie(&b, AGGREGATE, ONE);
    TOTAL(121, COUNT_OPEN, 10, 0);
}

TEST(totals_keep_kinds_of_accounts_apart) {
    struct arena a = test_arena();
    struct book b = book_of(&a, (const i64[][2]){{100, 100}, {10, 10}, {20, 20}, {1, 1}});
    b.figures[TWO].accounts = ACCOUNTS_INDEPENDENT;
    struct total *t;
    i64 n;
    reconcile_totals(&a, test_arena(), &b, &t, &n);
    EXPECT_INT(n, 2);
    EXPECT_INT(t[0].min, 111);
    EXPECT_INT(t[1].min, 20);
    EXPECT(t[1].accounts == ACCOUNTS_INDEPENDENT);
}

TEST(an_aggregate_may_not_overlap_itself_in_a_circle) {
    struct arena a = test_arena();
    struct book b = book_of(&a, (const i64[][2]){{100, 100}, {10, 10}, {20, 20}, {1, 1}});
    tie(&b, AGGREGATE, ONE);
    tie(&b, ONE, TWO);
    EXPECT(reconcile_overlaps_itself(a, &b, TWO, AGGREGATE));
    EXPECT(reconcile_overlaps_itself(a, &b, ONE, ONE));
    EXPECT(!reconcile_overlaps_itself(a, &b, PERIOD, AGGREGATE));
    tie(&b, TWO, AGGREGATE); /* should a log hold a circle, counting ends */
    EXPECT(only(&a, &b).min >= 0);
}
