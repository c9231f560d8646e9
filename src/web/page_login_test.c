#include "web/asked.h"

TEST(page_login_without_accounts_names_the_link) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct str html = asking_body(asking_get(t, "/login", false));
    EXPECT(str_has(html, words_get(LANG_EN, "core.use_link")));
    EXPECT(!str_has(html, S("type=\"password\"")));
    asking_end(t);
}

/* A try that fails keeps the name and where one wanted to go, never the passphrase. */
TEST(page_login_again) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    EXPECT_OK(CALL(t->f, "account", "add", "Velin", "--roles", "custodian", "--new-file",
                   fixture_file(t->f, "pw", S("an invented phrase\n"))));
    struct req *r =
        POST(t, "/login", "account", "Velin", "passphrase", "a wrong phrase", "_next", "/health");
    struct str html = asking_body(r);
    EXPECT_INT(r->status, 403);
    EXPECT_INT(r->ncookies, 0);
    EXPECT(str_has(html, S("value=\"Velin\"")) && str_has(html, S("value=\"/health\"")));
    EXPECT(!str_has(html, S("a wrong phrase")));
    r = POST(t, "/login", "account", "Velin", "passphrase", "an invented phrase", "_next",
             "/health");
    EXPECT_STR(r->location, S("/health"));
    EXPECT(r->ncookies == 1 && str_has(r->cookies[0], S("HttpOnly; SameSite=Strict")));
    asking_end(t);
}
