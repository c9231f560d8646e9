/* The chain of custody on the page of an item. */
#include "web/fixture.h"

static struct str page_of(struct fixture *f, struct str seg, enum lang lang) {
    rc got;
    struct str to;
    struct str html = fixture_page(f, (struct asked){"/item/{}", seg, "", lang, NULL}, &got, &to);
    EXPECT_OK(got);
    return html;
}

TEST(custody_of_an_item_is_on_its_page) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "items"));
    struct str item = str_dup(&f->a, json_get_str(f->rows[0], "outside"));
    const char *id = cstr(&f->a, item);
    EXPECT(str_has(page_of(f, item, LANG_EN), S("received and sealed")));
    EXPECT(!str_has(page_of(f, item, LANG_EN), S("The chain has a gap")));
    EXPECT(str_has(page_of(f, item, LANG_EN), S("/do/custody-add")));
    EXPECT(!str_has(page_of(f, item, LANG_EN), S("ssh-keygen"))); /* nobody has a key */
    EXPECT_OK(CALL(f, "custody", "add", id, "--act", "transferred", "--from", "Nobody Known",
                   "--to", "Ilin Soro"));
    struct str html = page_of(f, item, LANG_EN);
    EXPECT(str_has(html, S("handed over")) && str_has(html, S("Ilin Soro")));
    EXPECT(str_has(html, S("not signed")) && str_has(html, S("The chain has a gap")));
    EXPECT(str_has(page_of(f, item, LANG_AR), S("سُلّم")));
    EXPECT(str_has(page_of(f, item, LANG_RU), S("передан")));
}
