#include "web/asked.h"

TEST(answer_problem_pages_speak_the_language) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct str html = asking_body(asking_get(t, "/no-such-page?lang=ru", true));
    EXPECT(str_has(html, words_get(LANG_RU, "error.NOTFOUND")));
    EXPECT(str_has(html, S("there is no such page")));
    EXPECT_INT(fixture_count(html, "<h1"), 1);
    asking_end(t);
}

TEST(answer_cookies_are_closed) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = asking_get(t, "/login", false);
    i64 n = r->ncookies;
    answer_cookie(r, S("cairn_8480"), S("abc"), 60);
    EXPECT_STR(r->cookies[n], S("cairn_8480=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Strict"));
    t->set.tls_key = S("key");
    answer_cookie(r, S("cairn_8480"), S("abc"), 60);
    EXPECT(str_ends(r->cookies[n + 1], S("; Secure")));
    asking_end(t);
}
