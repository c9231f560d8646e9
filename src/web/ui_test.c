#include "web/ui.h"

#include "web/asked.h"

static struct req *page_in(struct arena *a, enum lang lang) {
    struct req *r = NEW(a, struct req);
    r->a = a;
    r->lang = lang;
    r->path = S("/x");
    r->csrf = S("token");
    answer_reset(r);
    return r;
}

TEST(ui_text_from_outside_is_escaped_and_turned) {
    struct arena a = test_arena();
    struct req *r = page_in(&a, LANG_EN);
    ui_words(r, "p", "quote", S("ar"), S("<b>\u202Eabc"));
    EXPECT_STR(asking_body(r),
               S("<p class=\"quote\" dir=\"auto\" lang=\"ar\">&lt;b&gt;\uFFFDabc</p>\n"));
}

TEST(ui_ranges) {
    struct arena a = test_arena();
    struct req *r = page_in(&a, LANG_EN);
    ui_range(r, 14, 14);
    h_text(&r->h, S(" "));
    ui_range(r, 14, 20);
    h_text(&r->h, S(" "));
    ui_range(r, 36, -1);
    EXPECT_STR(asking_body(r), S("14 14–20 36 or more"));
}

TEST(ui_terms_and_unknown_ones) {
    struct arena a = test_arena();
    struct req *r = page_in(&a, LANG_RU);
    ui_term(r, "kind", S("denial"));
    h_text(&r->h, S("|"));
    ui_term(r, "kind", S("no <such>"));
    EXPECT(str_ends(asking_body(r), S("|no &lt;such&gt;")));
}

TEST(ui_every_field_has_its_label) {
    struct arena a = test_arena();
    struct req *r = page_in(&a, LANG_EN);
    struct str kinds[] = {S("denial"), S("killing")};
    form_begin(r, "claim add", S("/next"));
    form_text(r, "place", "core.account", S("a\"b"), true);
    form_area(r, "quote", "core.account", S("\nfirst"), false);
    form_secret(r, "new", "core.passphrase", true, true);
    form_select(r, "kind", "core.account", "kind", kinds, 2, S("killing"), false);
    form_check(r, "draft", "core.account", true);
    form_file(r, "PATH", "core.account", true);
    form_submit(r, "core.login", "");
    form_end(r);
    h_done(&r->h);
    struct str html = asking_body(r);
    EXPECT_INT(fixture_count(html, "<label"), 6);
    EXPECT_INT(fixture_count(html, " for=\""), 5);
    EXPECT_INT(fixture_count(html, " id=\""), 5);
    EXPECT(str_has(html, S("action=\"/do/claim-add\"")));
    EXPECT(str_has(html, S("name=\"_csrf\" value=\"token\"")));
    EXPECT(str_has(html, S("value=\"a&quot;b\"")));
    EXPECT(str_has(html, S("autocomplete=\"new-password\"")));
    EXPECT(str_has(html, S("<option value=\"killing\" selected=\"\">")));
    EXPECT(str_has(html, S("multiple")));
}

TEST(ui_pager_only_where_there_is_more) {
    struct arena a = test_arena();
    struct req *r = page_in(&a, LANG_EN);
    ui_pager(r, S(""), S(""));
    EXPECT_INT(asking_body(r).n, 0);
    ui_pager(r, S(""), S("k 1"));
    EXPECT(str_has(asking_body(r), S("href=\"/x?after=k%201\"")));
    EXPECT_INT(fixture_count(asking_body(r), "<a "), 1);
}
