/* The projection: statements that all prepare, plans that do not drift, entries that replay to the
 * same tables. */
#include "store/records.h"

#include "base/t.h"
#include "store/records_sql.h"
#include "sys/os.h"

#include <stdlib.h>

#define GOLDEN                                                                                     \
    "tests/golden/query_plans.txt" /* written anew by UPDATE_GOLDEN=1 make room R=store T=records  \
                                    */

static struct db *fresh(struct arena *a, struct err *e) {
    static const u8 KEY[32] = {7};
    struct db *d = NULL;
    const char *path = cstr(a, str_fmt(a, "%s/p.db", test_dir()));
    EXPECT_OK(db_open(path, KEY, DB_CREATE, &d, e));
    EXPECT_OK(db_begin(d, e));
    EXPECT_OK(records_create(d, e));
    EXPECT_OK(db_commit(d, e));
    return d;
}

/* Every statement of every noun. */
static const struct sql **statements(struct arena *a, i64 *n) {
    const struct sql **all = NULL;
    i64 cap = 0;
    *n = 0;
    for (i64 k = 0; NOUNS[k]; k++)
        for (const struct sql *const *q = NOUNS[k]->statements; *q; q++)
            *PUSH(a, all, *n, cap) = *q;
    return all;
}

/* One line a step of each plan, as SQLite tells it. A changed plan is a changed golden, seen in
 * review. */
TEST(records_query_plans_are_as_kept) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a, &e);
    struct buf got = buf_make(&a, 1 << 20);
    i64 n;
    const struct sql **all = statements(&a, &n);
    for (i64 i = 0; i < n; i++) {
        struct sql *q = NEW(&a, struct sql);
        *q = (struct sql){all[i]->name,
                          cstr(&a, str_fmt(&a, "EXPLAIN QUERY PLAN %s", all[i]->text))};
        struct stmt *s = db_stmt(d, q);
        buf_fmt(&got, "%s\n", q->name);
        bool row = true;
        for (;;) {
            EXPECT_OK(db_step(s, &row, &e));
            if (e.code || !row) break;
            buf_fmt(&got, "    %.*s\n", SARG(db_text(s, 3)));
        }
        if (e.code) test_fail(__FILE__, __LINE__, "%s: %s", q->name, e.msg);
    }
    if (getenv("UPDATE_GOLDEN")) EXPECT_OK(os_replace(GOLDEN, 0644, buf_str(&got), &e));
    EXPECT_STR(buf_str(&got), test_file(&a, GOLDEN));
    db_close(d);
}

static struct entry entry_of(struct arena *a, i64 index, const char *const *parts, i64 n) {
    struct err e = {0};
    struct entry en = {.index = index, .nparts = n, .parts = NEWN(a, struct str, n)};
    en.text = S("{\"at\":\"2031-03-10T08:00:00Z\",\"by\":\"r-1\",\"type\":\"t\",\"v\":1}");
    EXPECT_OK(json_read(a, en.text, &en.json, &e));
    for (i64 i = 0; i < n; i++)
        en.parts[i] = str_c(parts[i]);
    return en;
}

#define ACTOR "{\"kind\":\"actor\",\"by\":\"r-1\",\"name\":\"Recorder\"}"
static const char CLAIM_PART[] =
    "{\"kind\":\"claim\",\"item\":\"m-1\",\"state\":\"new\",\"claim\":{\"v\":1,"
    "\"id\":\"c-1\",\"kind\":\"death\",\"trigger\":[0,4],\"said\":{\"act\":\"states\","
    "\"chain\":[{\"publication\":\"\"}]},\"polarity\":\"positive\",\"modality\":\"asserted\"}}";
#define REVIEW(act)                                                                                \
    "{\"kind\":\"review\",\"claim\":\"c-1\",\"act\":\"" act "\",\"reason\":\"x\",\"version\":0}"

static rc apply(struct db *d, struct arena a, i64 index, const char *const *parts, i64 n,
                struct err *e) {
    struct entry en = entry_of(&a, index, parts, n);
    return records_apply(d, NULL, a, &en, e);
}
#define APPLY(d, a, i, e, ...)                                                                     \
    apply(d, a, i, (const char *const[]){ACTOR, __VA_ARGS__},                                      \
          LEN(((const char *const[]){ACTOR, __VA_ARGS__})), e)

static i64 status_of(struct db *d, struct err *e) {
    struct stmt *q = db_stmt(d, &Q_CLAIM_GET);
    bool row;
    db_bind_text(q, 1, S("c-1"));
    EXPECT_OK(db_step(q, &row, e));
    i64 st = row ? db_i64(q, 2) : -1;
    EXPECT_OK(db_run(q, e));
    return st;
}

TEST(records_replay_reviews_in_order_and_take_back_the_last) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a, &e);
    EXPECT_OK(
        APPLY(d, a, 0, &e, "{\"kind\":\"item\",\"item\":\"m-1\",\"object\":\"o/0\"}", CLAIM_PART));
    EXPECT_INT(status_of(d, &e), STATUS_MACHINE);
    EXPECT_OK(APPLY(d, a, 1, &e, REVIEW("accept")));
    EXPECT_INT(status_of(d, &e), STATUS_ACCEPTED);
    EXPECT_OK(APPLY(d, a, 2, &e, REVIEW("reject")));
    EXPECT_INT(status_of(d, &e), STATUS_WITHDRAWN);
    EXPECT_OK(APPLY(d, a, 3, &e, REVIEW("undo")));
    EXPECT_INT(status_of(d, &e), STATUS_ACCEPTED);
    EXPECT_OK(APPLY(d, a, 4, &e, REVIEW("undo")));
    EXPECT_INT(status_of(d, &e), STATUS_MACHINE);
    db_close(d);
}

TEST(records_refuse_parts_that_they_do_not_know) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a, &e);
    EXPECT_INT(APPLY(d, a, 0, &e, "{\"kind\":\"prophecy\"}"), RC_UNSUPPORTED);
    db_close(d);
}

TEST(records_refuse_an_entry_with_two_actors) {
    struct arena a = test_arena();
    struct err e = {0};
    struct db *d = fresh(&a, &e);
    EXPECT_INT(APPLY(d, a, 0, &e, "{\"kind\":\"actor\",\"by\":\"r-2\",\"name\":\"Other\"}"),
               RC_INTEGRITY);
    db_close(d);
}
