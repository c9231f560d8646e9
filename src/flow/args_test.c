#include "flow/args.h"

#include "base/t.h"

static rc nothing(struct op_ctx *c, struct err *e) {
    (void)c;
    (void)e;
    return RC_OK;
}

static const struct op_arg ARGS[] = {{"ONE", "ONE", ARG_POS, true, "", NULL},
                                     {"REST", "REST", ARG_POS_MANY, false, "", NULL},
                                     {"name", "TEXT", ARG_OPT, false, "", NULL},
                                     {"out", "FILE", ARG_OPT, false, "", NULL},
                                     {"way", "WAY", ARG_OPT, false, "", "left|right"},
                                     {"feeds", "NAME", ARG_OPT_MANY, false, "", NULL},
                                     {"all", "", ARG_FLAG, false, "", NULL},
                                     {0}};
static const struct op TRIAL = {.name = "trial", .args = ARGS, .columns = "", .run = nothing};

static rc parse(struct op_ctx *c, struct arena *a, struct err *e, const char *const *w, i64 n) {
    *c = (struct op_ctx){.op = &TRIAL, .perm = a};
    *e = (struct err){0};
    return args_parse(c, w, n, e);
}
#define PARSE(...)                                                                                 \
    parse(&c, &a, &e, (const char *const[]){__VA_ARGS__}, LEN(((const char *const[]){__VA_ARGS__})))

TEST(args_take_positionals_options_and_flags_in_any_order) {
    struct arena a = test_arena();
    struct op_ctx c;
    struct err e;
    EXPECT_OK(
        PARSE("x", "--name", "n m", "y", "--all", "--feeds=f", "--feeds", "g", "z", "-o", "file"));
    EXPECT_STR(op_str(&c, "ONE"), S("x"));
    EXPECT_STR(op_values(&c, "REST")->v, S("y"));
    EXPECT_STR(op_values(&c, "REST")->more->v, S("z"));
    EXPECT_STR(op_str(&c, "name"), S("n m"));
    EXPECT_STR(op_str(&c, "out"), S("file"));
    EXPECT_STR(op_values(&c, "feeds")->more->v, S("g"));
    EXPECT(op_flag(&c, "all"));
}

TEST(args_after_two_dashes_are_never_options) {
    struct arena a = test_arena();
    struct op_ctx c;
    struct err e;
    EXPECT_OK(PARSE("--", "--name"));
    EXPECT_STR(op_str(&c, "ONE"), S("--name"));
}

TEST(args_refuse_what_makes_no_sense) {
    struct arena a = test_arena();
    struct op_ctx c;
    struct err e;
    EXPECT_INT(PARSE("--all"), RC_USAGE);
    EXPECT(str_has(str_c(e.msg), S("needs ONE")));
    EXPECT_INT(PARSE("x", "--nme", "y"), RC_USAGE);
    EXPECT_INT(PARSE("x", "--name"), RC_USAGE);
    EXPECT_INT(PARSE("x", "--name", "a", "--name", "b"), RC_USAGE);
    EXPECT_INT(PARSE("x", "--way", "up"), RC_USAGE);
    EXPECT_INT(PARSE("x", "--all=yes"), RC_USAGE);
}

TEST(args_from_json_are_the_same_arguments) {
    struct arena a = test_arena();
    struct err e = {0};
    struct json *j;
    struct op_ctx c = {.op = &TRIAL, .perm = &a};
    EXPECT_OK(json_read(
        &a, S("{\"ONE\":\"x\",\"REST\":[\"y\",\"z\"],\"all\":true,\"way\":\"left\"}"), &j, &e));
    EXPECT_OK(args_from_json(&c, j, &e));
    EXPECT_STR(op_values(&c, "REST")->more->v, S("z"));
    EXPECT(op_flag(&c, "all"));
    EXPECT_OK(json_read(&a, S("{\"ONE\":{}}"), &j, &e));
    EXPECT_INT(args_from_json(&c, j, &e), RC_USAGE);
}

TEST(args_find_the_longest_name) {
    i64 used = 0;
    const struct op *op = args_find((const char *const[]){"claim", "add", "x"}, 3, &used);
    EXPECT(op && str_eqc(S("claim add"), op->name));
    EXPECT_INT(used, 2);
    EXPECT(args_find((const char *const[]){"clam"}, 1, &used) == NULL);
    EXPECT(op_nearest(S("incidnts")) && str_eqc(S("incidents"), op_nearest(S("incidnts"))->name));
}
