#include "web/serve.h"

#include "web/asked.h"

static rc serve(struct fixture *f, const char *const *words, i64 n) {
    struct arena perm = arena_make("test call", 1LL << 32), whole = perm;
    struct arena scratch = arena_make("test work", 1LL << 32);
    struct run x = {.r = &(struct req){.a = &perm}, .rows = json_arr(&perm)};
    struct face face = run_face(&x);
    struct op_ctx c = {.op = op_find(S("serve")),
                       .perm = &perm,
                       .scratch = scratch,
                       .face = &face,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .actor = S("Orlan")};
    err_clear(&f->e);
    rc r = args_parse(&c, words, n, &f->e);
    if (r == RC_OK) r = web_serve(NULL, &c, &f->e);
    session_close(&c);
    arena_drop(whole);
    arena_drop(scratch);
    return r;
}

TEST(serve_does_not_open_itself_to_others) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    const char *net[] = {"--listen", "127.0.0.2", "--no-browser"};
    EXPECT_INT(serve(f, net, 3), RC_DENIED);
    EXPECT(str_has(str_c(f->e.msg), S("accounts")));
    const char *bad[] = {"--listen", "a name", "--no-browser"};
    EXPECT_INT(serve(f, bad, 3), RC_USAGE);
    const char *half[] = {"--tls-cert", "x.pem", "--no-browser"};
    EXPECT_INT(serve(f, half, 3), RC_USAGE);
    const char *port[] = {"--port", "70000"};
    EXPECT_INT(serve(f, port, 2), RC_USAGE);
    f->case_dir = "/no/such/case";
    EXPECT_INT(serve(f, port, 0), RC_NOTFOUND);
}
