#include "people/requests.h"

#include "base/limits.h"
#include "base/t.h"

#define T0 1900000000

static const u8 KEY[32] = {9};

static struct request ask(struct people *p, struct arena *a) {
    struct err e = {0};
    struct request x = {.account = S("Tamir"),
                        .words = S("[\"receipt\",\"MRT-0001\"]"),
                        .purpose = S("court of Orlan"),
                        .recipients = S("the registrar")};
    EXPECT_OK(people_request(p, a, &x, T0, &e));
    return x;
}

TEST(requests_need_a_second_person_and_expire) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = NULL;
    struct request got;
    EXPECT_OK(people_open(&a, test_dir(), KEY, &p, &e));
    struct request x = ask(p, &a);
    EXPECT_INT(people_request_take(p, &a, x.id, S("Tamir"), T0, &got, &(struct err){0}), RC_DENIED);
    EXPECT_INT(people_request_decide(p, &a, x.id, S("tamir"), true, 1, S(""), T0, &(struct err){0}),
               RC_DENIED);
    EXPECT_OK(people_request_decide(p, &a, x.id, S("Mara"), true, 1, S(""), T0, &e));
    EXPECT_INT(
        people_request_decide(p, &a, x.id, S("Mara"), false, 1, S("no"), T0, &(struct err){0}),
        RC_CONFLICT);
    /* another person's is not there */
    EXPECT_INT(people_request_take(p, &a, x.id, S("Zeina"), T0, &got, &(struct err){0}),
               RC_NOTFOUND);
    EXPECT_OK(people_request_take(p, &a, x.id, S("Tamir"), T0 + 86400, &got, &e));
    EXPECT_STR(got.words, S("[\"receipt\",\"MRT-0001\"]"));
    EXPECT_INT(people_request_take(p, &a, x.id, S("Tamir"), T0 + 86401, &got, &(struct err){0}),
               RC_DENIED);
    struct request *all;
    i64 n;
    EXPECT_OK(people_requests(p, &a, S(""), &all, &n, &e));
    EXPECT_INT(n, 1);
    EXPECT_INT(all[0].taken, 1);
    EXPECT_STR(all[0].decider, S("Mara"));
    EXPECT_OK(people_requests(p, &a, S("Zeina"), &all, &n, &e));
    EXPECT_INT(n, 0);
    people_close(p);
}

TEST(requests_that_were_refused_stay_refused) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = NULL;
    struct request got;
    EXPECT_OK(people_open(&a, test_dir(), KEY, &p, &e));
    struct request x = ask(p, &a);
    EXPECT_OK(people_request_decide(p, &a, x.id, S("Mara"), false, 1, S("too wide"), T0, &e));
    EXPECT_INT(people_request_take(p, &a, x.id, S("Tamir"), T0, &got, &(struct err){0}), RC_DENIED);
    struct request bad = {.account = S("Tamir"), .words = S("[]"), .purpose = S(" ")};
    EXPECT_INT(people_request(p, &a, &bad, T0, &e), RC_USAGE);
    people_close(p);
}
