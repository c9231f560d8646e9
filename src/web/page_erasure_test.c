/* The page of orders and holds, and what the desk says of an item that is held, asked for, erased.
 */
#include "flow/session.h"
#include "web/fixture.h"

/* The desk draws what the log says; that an order is signed is flow's to demand. */
static void logged(struct fixture *f, const char *type, const char *const *texts) {
    struct op_ctx c = {.perm = &f->a, .case_dir = f->case_dir, .key_file = f->key};
    struct face face = {.self = f};
    struct err e = {0};
    struct json *parts[4];
    i64 n = 0;
    c.face = &face;
    c.actor = S("Tamir");
    c.scratch = arena_make("test scratch", 1 << 30);
    EXPECT_OK(session_open(&c, &e));
    for (; texts[n]; n++)
        EXPECT_OK(json_read(&f->a, str_c(texts[n]), &parts[n], &e));
    EXPECT_OK(session_act(&c, type, parts, n, &e));
    if (e.code) test_fail(__FILE__, __LINE__, "%s", e.msg);
    session_close(&c);
    arena_drop(c.scratch);
}
#define LOGGED(f, type, ...) logged((f), (type), (const char *const[]){__VA_ARGS__, NULL})

static struct str page_of(struct fixture *f, const char *path, struct str seg, enum lang lang) {
    rc got;
    struct str to;
    struct str html = fixture_page(f, (struct asked){path, seg, "", lang, NULL}, &got, &to);
    EXPECT_OK(got);
    return html;
}

static const char *form(struct fixture *f, const char *text, struct str item) {
    return cstr(&f->a, str_fmt(&f->a, text, SARG(item)));
}

TEST(erasure_pages_tell_what_stands) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "items"));
    struct str item = str_dup(&f->a, json_get_str(f->rows[0], "outside"));
    struct str title = str_dup(&f->a, json_get_str(f->rows[0], "name"));
    LOGGED(f, "held",
           form(f,
                "{\"kind\":\"hold\",\"item\":\"%.*s\",\"authority\":\"Court 4\","
                "\"reason\":\"12/2031\"}",
                item));
    LOGGED(f, "ordered",
           form(f,
                "{\"kind\":\"erasure_order\",\"order\":\"e-1\",\"item\":\"%.*s\","
                "\"basis\":\"Art. 17\",\"reason\":\"asked\"}",
                item));
    struct str html = page_of(f, "/erasures", (struct str){0}, LANG_EN);
    EXPECT(str_has(html, S("Court 4")) && str_has(html, S("Art. 17")) &&
           str_has(html, S("Approve and erase")) && str_has(html, S("to-sign")));
    html = page_of(f, "/item/{}", item, LANG_EN);
    EXPECT(str_has(html, S("A legal hold covers this item")) &&
           str_has(html, S("asked that this item be erased")));
    LOGGED(f, "erased",
           form(f,
                "{\"kind\":\"erased\",\"order\":\"e-1\",\"item\":\"%.*s\","
                "\"basis\":\"Art. 17\"}",
                item),
           form(f,
                "{\"kind\":\"erased_item\",\"order\":\"e-1\",\"item\":\"%.*s\",\"entry\":0,"
                "\"part\":1,\"groups\":[0],\"counts\":{\"claims\":3}}",
                item));
    html = page_of(f, "/item/{}", item, LANG_EN);
    EXPECT(str_has(html, S("This item was erased.")) && str_has(html, S("Art. 17")));
    EXPECT(!str_has(html, title));
    EXPECT(str_has(page_of(f, "/item/{}", item, LANG_AR), S("مُحيت هذه المادة.")));
    EXPECT(str_has(page_of(f, "/erasures", (struct str){0}, LANG_RU), S("удалено")));
    EXPECT(str_has(page_of(f, "/items", (struct str){0}, LANG_EN), S("badge withdrawn")));
}
