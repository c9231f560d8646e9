#include "web/asked.h"

TEST(frame_says_where_one_is) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    struct str html = asking_body(asking_get(t, "/health?done=verify", true));
    EXPECT(str_has(html, S("href=\"/health\" aria-current=\"page\"")));
    EXPECT(str_has(html, S("role=\"status\"")));
    EXPECT(str_has(html, S("· a test</title>")));
    EXPECT(str_has(html, S("name=\"csrf\"")));
    html = asking_body(asking_get(t, "/login", false));
    EXPECT(!str_has(html, S("name=\"csrf\"")) && !str_has(html, S("<nav class=\"menu\"")));
    asking_end(t);
}

/* The menu leads nowhere that one may not go. */
TEST(frame_menu_follows_the_rights) {
    struct arena a = test_arena();
    struct asking *t = asking_make(&a);
    i64 all = fixture_count(asking_body(asking_get(t, "/login", true)), "<li>");
    t->sitting.rights.perms = 0;
    i64 none = fixture_count(asking_body(asking_get(t, "/login", true)), "<li>");
    EXPECT(none < all);
    asking_end(t);
}
