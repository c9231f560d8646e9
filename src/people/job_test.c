#include "people/job.h"

#include "base/limits.h"
#include "base/t.h"
#include "sys/os.h"

static const u8 KEY[32] = {7};

static struct people *open_one(struct arena *a) {
    struct people *p = NULL;
    struct err e = {0};
    EXPECT_OK(people_open(a, test_dir(), KEY, &p, &e));
    EXPECT_OK(job_open(p, &e));
    EXPECT_OK(job_open(p, &e)); /* a second worker finds the table */
    return p;
}

TEST(jobs_go_in_order) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = open_one(&a);
    struct job one = {.account = S("Orlan"), .op = S("publish"), .args = S("{}"), .made = 10};
    struct job two = {.account = S("Marat"), .op = S("verify"), .args = S("{}"), .made = 11}, got;
    bool found;
    EXPECT_OK(job_put(p, &a, &one, &e));
    EXPECT_OK(job_put(p, &a, &two, &e));
    EXPECT_OK(job_next(p, &a, 12, &got, &found, &e));
    EXPECT(found);
    EXPECT_STR(got.id, one.id);
    EXPECT_OK(job_progress(p, got.id, 3, 9, &e));
    EXPECT_OK(job_end(p, got.id, JOB_DONE, S("{\"rows\":[]}"), 20, &e));
    EXPECT_OK(job_next(p, &a, 21, &got, &found, &e));
    EXPECT_STR(got.op, S("verify"));
    EXPECT_OK(job_next(p, &a, 21, &got, &found, &e));
    EXPECT(!found);
    EXPECT_OK(job_get(p, &a, one.id, &got, &found, &e));
    EXPECT_INT(got.state, JOB_DONE);
    EXPECT_INT(got.done, 3);
    EXPECT_INT(got.ended, 20);
    people_close(p);
}

TEST(jobs_are_listed_newest_first_and_by_account) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = open_one(&a);
    struct job *all;
    i64 n;
    for (i64 i = 0; i < 5; i++) {
        struct job j = {.account = i % 2 ? S("Orlan") : S("Marat"),
                        .op = S("verify"),
                        .args = S("{}"),
                        .made = i};
        EXPECT_OK(job_put(p, &a, &j, &e));
    }
    EXPECT_OK(job_list(p, &a, S(""), 3, &all, &n, &e));
    EXPECT_INT(n, 3);
    EXPECT_INT(all[0].made, 4);
    EXPECT_OK(job_list(p, &a, S("Orlan"), 9, &all, &n, &e));
    EXPECT_INT(n, 2);
    EXPECT_OK(job_cut_off(p, true, S("{\"code\":\"INTERRUPTED\"}"), 9, &e));
    EXPECT_OK(job_list(p, &a, S(""), 1, &all, &n, &e));
    EXPECT_INT(all[0].state, JOB_FAILED);
    people_close(p);
}

TEST(jobs_have_a_limit) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = open_one(&a);
    rc r = RC_OK;
    for (i64 i = 0; i <= JOBS_WAITING_MAX && r == RC_OK; i++) {
        struct job j = {.account = S("Orlan"), .op = S("verify"), .args = S("{}")};
        r = job_put(p, &a, &j, &e);
    }
    EXPECT_INT(r, RC_LIMIT);
    people_close(p);
}

TEST(jobs_of_a_dead_worker_end_those_that_wait_go_on) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = open_one(&a);
    struct job one = {.account = S("Orlan"), .op = S("verify"), .args = S("{}")}, two = one, got;
    bool found;
    EXPECT_OK(job_put(p, &a, &one, &e));
    EXPECT_OK(job_put(p, &a, &two, &e));
    EXPECT_OK(job_next(p, &a, 5, &got, &found, &e));
    EXPECT_OK(job_cut_off(p, false, S("{}"), 6, &e));
    EXPECT_OK(job_get(p, &a, one.id, &got, &found, &e));
    EXPECT_INT(got.state, JOB_FAILED);
    EXPECT_OK(job_next(p, &a, 7, &got, &found, &e));
    EXPECT(found && str_eq(got.id, two.id));
    people_close(p);
}

TEST(jobs_that_are_done_are_forgotten) {
    struct arena a = test_arena();
    struct err e = {0};
    struct people *p = open_one(&a);
    struct job one = {.op = S("publish"), .args = S("{}")}, two = one, got;
    const char *out = cstr(&a, str_fmt(&a, "%s/out", test_dir()));
    bool found;
    one.account = two.account = S("Orlan");
    one.out = str_c(out);
    EXPECT_OK(os_create(out, 0600, S("words"), &e));
    EXPECT_OK(job_put(p, &a, &one, &e));
    EXPECT_OK(job_put(p, &a, &two, &e));
    EXPECT_OK(job_next(p, &a, 12, &got, &found, &e));
    EXPECT_OK(job_end(p, one.id, JOB_DONE, S("{\"rows\":[]}"), 20, &e));
    EXPECT_OK(job_forget(p, &a, &e));
    EXPECT_OK(job_get(p, &a, one.id, &got, &found, &e));
    EXPECT(!found && !os_exists(out));
    EXPECT_OK(job_get(p, &a, two.id, &got, &found, &e));
    EXPECT(found);
    people_close(p);
}
