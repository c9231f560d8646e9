#include "web/asked.h"

static const struct json *parsed(struct asking *t, struct req *r) {
    struct json *j = NULL;
    struct err e = {0};
    struct str text = str_trim(str_dup(&t->a, asking_body(r)));
    EXPECT_OK(json_read(&t->a, text, &j, &e));
    return j;
}

TEST(api_gives_rows) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = asking_get(t, "/api/v1/items", true);
    EXPECT_STR(r->type, S("application/json"));
    EXPECT_INT(json_get(parsed(t, r), "rows")->n, 4);
    r = asking_get(t, "/api/v1", true);
    EXPECT_STR(json_get_str(parsed(t, r), "account"), S("Orlan"));
    asking_end(t);
}

static void problem(struct asking *t, struct req *r, int status, const char *code) {
    const struct json *j = parsed(t, r);
    EXPECT_INT(r->status, status);
    EXPECT_STR(r->type, S("application/problem+json"));
    EXPECT_STR(json_get_str(j, "code"), str_c(code));
    EXPECT_INT(json_get_i(j, "status", 0), status);
    EXPECT(str_starts(json_get_str(j, "type"), S("docs/api.md#")));
    EXPECT(json_get_str(j, "detail").n > 0);
}

TEST(api_problems) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    problem(t, asking_get(t, "/api/v1/no-such", true), 404, "NOTFOUND");
    problem(t, asking_get(t, "/api/v1/init", true), 404, "NOTFOUND");
    problem(t, asking_get(t, "/api/v1/claim-add", true), 405, "USAGE");
    problem(t, asking_get(t, "/api/v1/items?nonsense=1", true), 400, "USAGE");
    problem(t, asking_get(t, "/api/v1/show?ID=c-00000000", true), 404, "NOTFOUND");
    problem(t, POST(t, "/api/v1/items", "a", "b"), 405, "USAGE");
    problem(t, POST(t, "/api/v1/seal", "PATH", "/etc/passwd"), 400, "USAGE");
    t->sitting.rights.perms = 1u << PERM_NONE;
    problem(t, asking_get(t, "/api/v1/items", true), 403, "DENIED");
    asking_end(t);
}

TEST(api_edits_need_a_version) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    EXPECT_OK(CALL(t->f, "claims"));
    const char *id = cstr(&t->a, json_get_str(t->f->rows[0], "id"));
    struct req *r = asking_get(t, cstr(&t->a, str_fmt(&t->a, "/api/v1/show?ID=%s", id)), true);
    i64 entry, part;
    EXPECT(url_version(str_fmt(&t->a, "\"%.*s\"", SARG(r->etag)), &entry, &part));
    problem(t, POST(t, "/api/v1/review", "CLAIM", id, "ACT", "accept"), 428, "CONFLICT");
    asking_end(t);
}

TEST(api_slow_calls_are_jobs) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = POST(t, "/api/v1/verify", "deep", "true");
    EXPECT_INT(r->status, 202);
    EXPECT(str_starts(r->location, S("/api/v1/job/")));
    r = asking_get(t, cstr(&t->a, r->location), true);
    EXPECT_STR(json_get_str(parsed(t, r), "state"), S("waiting"));
    asking_end(t);
}
