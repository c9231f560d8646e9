#include "web/asked.h"

/* Every page that needs no object, in every language: one h1, a language, a skip link, no error. */
TEST(page_each_is_whole) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    for (i64 i = 0; PAGES[i]; i++)
        for (int l = 0; l < LANG_COUNT && !strchr(PAGES[i]->path, '{'); l++) {
            struct arena s = t->a;
            const char *uri = cstr(&s, str_fmt(&s, "%s?lang=%s", PAGES[i]->path, LANG_CODES[l]));
            struct req *r = asking_get(t, uri, true);
            struct str html = asking_body(r);
            if (r->location.n || PAGES[i]->bare) continue;
            if (r->status && r->status != 200)
                test_fail(__FILE__, __LINE__, "%s: status %d", uri, r->status);
            if (fixture_count(html, "<h1") != 1) test_fail(__FILE__, __LINE__, "%s: h1", uri);
            EXPECT(str_has(html, str_fmt(&s, "<html lang=\"%s\"", LANG_CODES[l])));
            EXPECT(str_has(html, S("href=\"#main\"")) && str_has(html, S("id=\"main\"")));
            EXPECT(!str_has(html, S(" style=\"")) && !str_has(html, S("onclick")));
        }
    asking_end(t);
}

TEST(page_of_a_job) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct req *r = POST(t, "/do/verify", "_next", "/");
    EXPECT(str_starts(r->location, S("/job/")));
    const char *path = cstr(&t->a, r->location);
    r = asking_get(t, path, true);
    EXPECT(str_has(asking_body(r), S("waiting")));
    EXPECT_INT(r->refresh, 2);
    r = asking_get(t, "/job/0000000000000000", true);
    EXPECT_INT(r->status, 404);
    /* of others only a custodian sees it */
    t->sitting.rights.perms = 1u << PERM_READ | 1u << PERM_NONE;
    t->sitting.rights.account = S("Marat");
    r = asking_get(t, path, true);
    EXPECT_INT(r->status, 404);
    asking_end(t);
}

TEST(page_of_times_says_what_is_not_shown) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct str html = asking_body(asking_get(t, "/times", true));
    EXPECT(str_has(html, S("No witness is named")));
    EXPECT(str_has(html, S("No time authority has stamped")));
    EXPECT(str_has(html, S("sigsum.org/v1/tree/")));
    asking_end(t);
}

TEST(page_of_health_says_what_to_do) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct str html = asking_body(asking_get(t, "/health", true));
    EXPECT(str_has(html, S("no passphrase")));
    EXPECT(str_find(html, S("needs a look"), 0) < str_find(html, S(">good<"), 0));
    asking_end(t);
}
