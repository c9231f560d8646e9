#include "web/desk.h"

#include "base/t.h"

/* "#/components/schemas/Rows" leads to something. */
static bool resolves(struct arena *a, const struct json *doc, struct str to) {
    if (!str_starts(to, S("#/"))) return false;
    struct str rest = str_sub(to, 2, to.n);
    while (doc && rest.p)
        doc = json_get(doc, cstr(a, str_cut(&rest, '/')));
    return doc != NULL;
}

static i64 walk(struct arena *a, const struct json *doc, const struct json *v) {
    i64 n = 0;
    JSON_EACH(it, v) {
        if (str_eqc(it->key, "$ref")) {
            if (!EXPECT(resolves(a, doc, it->s))) EXPECT_STR(it->s, S("something that is there"));
            n++;
        }
        n += walk(a, doc, it);
    }
    return n;
}

TEST(openapi_refs_resolve) {
    struct arena a = test_arena();
    struct json *doc = openapi_make(&a), *again;
    struct err e = {0};
    EXPECT(walk(&a, doc, doc) > 50);
    EXPECT_STR(json_get_str(doc, "openapi"), S("3.1.0"));
    EXPECT_OK(json_read(&a, json_text(&a, doc), &again, &e)); /* no key is there twice */
}

TEST(openapi_has_every_operation_once) {
    struct arena a = test_arena();
    struct json *doc = openapi_make(&a);
    const struct json *paths = json_get(doc, "paths");
    i64 n = 0;
    for (i64 i = 0; OPS[i]; i++) {
        struct str path = str_cat(&a, S("/api/v1/"), op_slug(&a, OPS[i]));
        const struct json *item = json_get(paths, cstr(&a, path));
        EXPECT(!!item == !OPS[i]->local);
        if (!item) continue;
        const struct json *op = json_get(item, api_is_get(OPS[i]) ? "get" : "post");
        EXPECT(item->n == 1 && op);
        EXPECT(json_get(json_get(op, "responses"), "default") != NULL);
        EXPECT(OPS[i]->perm <= PERM_EXPORT || !json_get(item, "get"));
        n++;
    }
    EXPECT_INT(paths->n, n);
}

TEST(openapi_tells_what_an_edit_needs) {
    struct arena a = test_arena();
    const struct json *paths = json_get(openapi_make(&a), "paths");
    const struct json *op = json_get(json_get(paths, "/api/v1/review"), "post");
    EXPECT(json_get(json_get(op, "responses"), "428") != NULL);
    EXPECT(str_has(json_text(&a, op), S("parameters/IfMatch")));
}

/* Nothing that a program sends becomes a path of this machine. */
TEST(openapi_files_come_as_uploads_only) {
    for (i64 i = 0; OPS[i]; i++) {
        if (OPS[i]->local) continue;
        for (const struct op_arg *g = OPS[i]->args; g->name; g++) {
            bool path = g->meta && (!strcmp(g->meta, "FILE") || !strcmp(g->meta, "PATH") ||
                                    !strcmp(g->meta, "DIR"));
            bool file = g->type == ARG_FILE_IN || g->type == ARG_FILE_OUT ||
                        g->type == ARG_FOLDER_OUT;
            if (path && !file) test_fail(__FILE__, __LINE__, "%s %s", OPS[i]->name, g->name);
        }
    }
}
