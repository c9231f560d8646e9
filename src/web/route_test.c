#include "web/asked.h"

TEST(route_strangers_learn_nothing) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    const char *const paths[] = {"/", "/health", "/jobs", "/no-such-page", "/item/m-1"};
    for (i64 i = 0; i < LEN(paths); i++) {
        struct req *r = asking_get(t, paths[i], false);
        EXPECT(str_starts(r->location, S("/login")));
        EXPECT_INT(asking_body(r).n, 0);
    }
    struct req *r = asking_get(t, "/login", false);
    EXPECT(!str_has(asking_body(r), S("a test"))); /* the name of the case */
    r = asking_get(t, "/api/v1/items", false);
    EXPECT_INT(r->status, 401);
    r = asking_get(t, "/openapi.json", false);
    EXPECT_INT(r->status, 401);
    asking_end(t);
}

TEST(route_what_is_not_there) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    EXPECT_INT(asking_get(t, "/no-such-page", true)->status, 404);
    EXPECT_INT(asking_get(t, "/a/0000/desk.css", true)->status, 404);
    EXPECT_INT(asking_get(t, "/a/../desk.css", true)->status, 400);
    EXPECT_INT(asking_get(t, "/%zz", true)->status, 400);
    EXPECT_INT(asking_get(t, "/?a=%2", true)->status, 400);
    EXPECT_INT(asking_get(t, "/do/review", true)->status, 405);
    EXPECT_INT(asking_get(t, "/in/0123456789abcdef", true)->status, 403);
    EXPECT_INT(POST(t, "/health", "a", "b")->status, 405);
    asking_end(t);
}

TEST(route_needs_the_token) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct str token = t->sitting.csrf;
    t->sitting.csrf = S("0000000000000000000000000000000000000000000000000000000000000000");
    struct req *r = POST(t, "/do/publication-add", "NAME", "Lisharan Post", "source", "known");
    EXPECT(r->location.n > 0); /* here the form has what the sitting has */
    t->in.sitting.csrf = token;
    r = desk_answer(&t->in, "POST");
    EXPECT_INT(r->status, 403);
    EXPECT(r->location.n == 0);
    asking_end(t);
}

TEST(route_ends_a_session) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = POST(t, "/logout", "x", "y");
    EXPECT_STR(r->location, S("/login"));
    EXPECT(r->ncookies == 1 && str_has(r->cookies[0], S("Max-Age=0")));
    EXPECT(str_has(r->cookies[0], S("HttpOnly; SameSite=Strict")));
    asking_end(t);
}

/* What may not be seen is refused by the page's declaration. */
TEST(route_asks_for_the_right) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    t->sitting.rights.perms = 1u << PERM_NONE;
    for (i64 i = 0; PAGES[i]; i++) {
        if (PAGES[i]->perm == PERM_NONE || strchr(PAGES[i]->path, '{')) continue;
        struct req *r = asking_get(t, PAGES[i]->path, true);
        if (r->status != 403) test_fail(__FILE__, __LINE__, "%s: %d", PAGES[i]->path, r->status);
    }
    asking_end(t);
}
