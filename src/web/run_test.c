#include "web/asked.h"

#include "sys/os.h"

static struct req *asked_one(struct asking *t) {
    return asking_get(t, "/health", true);
}

TEST(run_slugs_go_back) {
    struct arena a = test_arena();
    EXPECT_STR(op_slug(&a, op_find(S("claim add"))), S("claim-add"));
    EXPECT(op_by_slug(&a, S("claim-add")) == op_find(S("claim add")));
    EXPECT(op_by_slug(&a, S("claim add")) == NULL);
    EXPECT(op_by_slug(&a, S("serve")) == NULL); /* at the machine alone */
}

TEST(run_takes_uploads_by_their_field) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = asked_one(t);
    struct err e = {0};
    struct run x;
    struct json *all;
    const char *path = fixture_file(t->f, "up.txt", S("two bodies were found in Marat\n"));
    struct upload up = {S("PATH"), S("up.txt"), path, 10};
    r->files = &up;
    r->nfiles = 1;
    EXPECT_OK(run_args(&x, r, op_find(S("seal")), json_obj(r->a), &all, &e));
    EXPECT(str_has(json_text(r->a, all), S("up.txt")));
    up.field = S("url");
    EXPECT_INT(run_args(&x, r, op_find(S("seal")), json_obj(r->a), &all, &e), RC_USAGE);
    asking_end(t);
}

TEST(run_names_what_is_written) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = asked_one(t);
    struct err e = {0};
    struct run x;
    struct json *all, *args = json_obj(r->a);
    json_set_str(r->a, args, "OUT", S("/tmp/mine"));
    EXPECT_INT(run_args(&x, r, op_find(S("publish")), args, &all, &e), RC_USAGE);
    err_clear(&e);
    EXPECT_OK(run_args(&x, r, op_find(S("publish")), json_obj(r->a), &all, &e));
    EXPECT(x.out_path && str_starts(str_c(x.out_path), str_c(t->f->dir)));
    asking_end(t);
}

TEST(run_result_is_bounded) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = asked_one(t);
    struct run x = {.r = r, .rows = json_arr(r->a)};
    struct err e = {0};
    char *long_one = NEWN(r->a, char, 100000);
    memset(long_one, 'x', 100000);
    for (i64 i = 0; i < 100; i++)
        json_set_str(r->a, json_add(x.rows, json_obj(r->a)), "w", (struct str){long_one, 100000});
    struct json *got = run_result(&x, RC_OK, &e);
    EXPECT(json_text(r->a, got).n <= JOB_RESULT_MAX + 200000);
    EXPECT(json_get_bool(got, "more"));
    fail(&e, RC_BUSY, "somebody writes");
    got = run_result(&x, RC_BUSY, &e);
    EXPECT_STR(json_get_str(got, "code"), S("BUSY"));
    EXPECT_STR(json_get_str(got, "error"), S("somebody writes"));
    asking_end(t);
}
