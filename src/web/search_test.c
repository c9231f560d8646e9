/* The pages of search and of bulk acts, written without a server. */
#include "web/fixture.h"
#include "web/web.h"

static struct str page(struct fixture *f, const char *path, const char *query) {
    rc got;
    struct str html =
        fixture_page(f, (struct asked){path, S(""), query, LANG_EN, NULL}, &got, NULL);
    if (got != RC_OK) test_fail(__FILE__, __LINE__, "%s?%s: %s", path, query, f->e.msg);
    return html;
}

#define HAS(html, part)   EXPECT(str_has(html, S(part)))
#define LACKS(html, part) EXPECT(!str_has(html, S(part)))

TEST(search_page_marks_words_and_offers_facets) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str html = page(f, "/search", "words=bodies");
    HAS(html, "<mark>bodies</mark>");
    HAS(html, "name=\"claim\"");
    HAS(html, "class=\"facets\"");
    HAS(html, "/search?words=bodies&amp;kind=");
    HAS(html, "<h2>Claims");
    HAS(html, "<h2>Items");
    html = page(f, "/search", "words=bodies&noun=claim&kind=detention");
    LACKS(html, "<mark>bodies");
    html = page(f, "/search", "words=Marat&noun=incident");
    HAS(html, "/incident/");
    LACKS(html, "<h2>Items");
    html = page(f, "/search", "words=zzzzzz");
    HAS(html, "Nothing was found");
    html = page(f, "/search", "words=bodies&publication=Nowhere");
    HAS(html, "note bad");
    html = page(f, "/search", "words=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    LACKS(html, "<script>");
    html = page(f, "/search", NULL);
    HAS(html, "Words in any script");
}

TEST(search_page_is_whole_in_every_language) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    static const struct asked ALL[] = {
        {.path = "/search", .query = "words=Marat"},
        {.path = "/search", .query = "status=machine&noun=claim"},
        {.path = "/bulk", .query = NULL},
        {.path = "/bulk", .query = "status=machine"},
        {.path = "/bulk", .query = "status=machine&act=accept&reason=checked"}};
    for (i64 i = 0; i < LEN(ALL); i++)
        for (int l = 0; l < LANG_COUNT; l++) {
            rc got;
            struct asked q = ALL[i];
            q.seg = S("");
            q.lang = (enum lang)l;
            struct str html = fixture_page(f, q, &got, NULL);
            if (got != RC_OK || fixture_count(html, "<h1") != 1)
                test_fail(__FILE__, __LINE__, "%s in %s: %s", q.path, LANG_CODES[l], f->e.msg);
        }
}

TEST(search_page_has_no_more_for_who_may_see_no_names) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct rights reader = {.account = S("Rana"), .perms = 1 << PERM_READ, .reach = 1};
    EXPECT_OK(CALL(f, "claims"));
    rc got;
    struct asked q = {"/search", S(""), "words=bodies", LANG_EN, &reader};
    struct str html = fixture_page(f, q, &got, NULL);
    EXPECT_INT(got, RC_OK);
    HAS(html, "<mark>bodies</mark>");
    LACKS(html, "class=\"facets\""); /* counts would tell of words that are withheld */
    LACKS(html, "type=\"checkbox\"");
}

TEST(bulk_page_shows_what_would_change) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str html = page(f, "/bulk", "status=machine&act=accept&reason=checked");
    HAS(html, "name=\"token\"");
    HAS(html, "action=\"/do/bulk-review\"");
    HAS(html, "name=\"status\" value=\"machine\"");
    HAS(html, "is decided on");
    html = page(f, "/bulk", "status=machine&act=undo&reason=checked");
    HAS(html, "This act would change nothing");
    LACKS(html, "name=\"token\"");
    html = page(f, "/bulk", "status=machine&act=accept");
    LACKS(html, "name=\"token\"");
    html = page(f, "/bulk", NULL);
    HAS(html, "No claim is chosen");
    EXPECT_OK(CALL(f, "claims"));
    html = page(f, "/bulk",
                cstr(&a, str_fmt(&a, "claim=%.*s&act=reject&reason=x",
                                 SARG(json_get_str(f->rows[0], "id")))));
    EXPECT_INT(fixture_count(html, "is decided on"), 1);
}
