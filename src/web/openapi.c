/* /openapi.json: OpenAPI 3.1, made from the operations' declarations. */
#include "web/desk.h"

static struct json *typed(struct arena *a, const char *type) {
    struct json *o = json_obj(a);
    json_set_str(a, o, "type", str_c(type));
    return o;
}

static struct json *ref(struct arena *a, const char *to) {
    struct json *o = json_obj(a);
    json_set_str(a, o, "$ref", str_fmt(a, "#/components/%s", to));
    return o;
}

static struct json *one_value(struct arena *a, const struct op_arg *g) {
    if (g->kind == ARG_FLAG) return typed(a, "boolean");
    struct json *o = typed(a, g->type == ARG_NUMBER ? "integer" : "string");
    if (g->type == ARG_FILE_IN)
        json_set_str(a, o, "contentMediaType", S("application/octet-stream"));
    if (g->type == ARG_DATE)
        json_set_str(a, o, "description", S("2031-03-10, 2031-03, 2031 or a range FROM/TO"));
    if (g->values) {
        struct json *all = json_arr(a);
        struct str rest = str_c(g->values);
        while (rest.p)
            json_add(all, json_str(a, str_cut(&rest, '|')));
        json_set(o, S("enum"), all);
    }
    return o;
}

static struct json *schema_of(struct arena *a, const struct op_arg *g) {
    bool many = g->kind == ARG_POS_MANY || g->kind == ARG_OPT_MANY;
    if (!many) return one_value(a, g);
    struct json *o = typed(a, "array");
    json_set(o, S("items"), one_value(a, g));
    return o;
}

static struct str row_name(struct arena *a, const struct op_arg *g, i64 row) {
    return row == 1 ? str_c(g->name) : str_fmt(a, "%s-%lld", g->name, (long long)row);
}

static struct json *parameters(struct arena *a, const struct op *op) {
    struct json *all = json_arr(a);
    for (const struct op_arg *g = op->args; g->name; g++)
        for (i64 row = 1; row == 1 || row <= g->rows; row++) {
            if (g->type == ARG_FILE_OUT || g->type == ARG_FILE_IN || g->type == ARG_FOLDER_OUT)
                continue;
            struct json *p = json_add(all, json_obj(a));
            json_set_str(a, p, "name", row_name(a, g, row));
            json_set_str(a, p, "in", S("query"));
            json_set_str(a, p, "description", str_c(g->help));
            json_set(p, S("required"), json_bool(a, g->required && row == 1));
            json_set(p, S("schema"), schema_of(a, g));
        }
    return all;
}

static struct json *object_of(struct arena *a, const struct op *op, bool files) {
    struct json *o = typed(a, "object"), *props = json_obj(a), *need = json_arr(a);
    for (const struct op_arg *g = op->args; g->name; g++)
        for (i64 row = 1; row == 1 || row <= g->rows; row++) {
            if (g->type == ARG_FILE_OUT || g->type == ARG_FOLDER_OUT ||
                (g->type == ARG_FILE_IN && !files))
                continue;
            struct json *s = json_set(props, row_name(a, g, row), schema_of(a, g));
            if (!json_get(s, "description")) json_set_str(a, s, "description", str_c(g->help));
            if (g->required && row == 1) json_add(need, json_str(a, str_c(g->name)));
        }
    json_set(o, S("properties"), props);
    if (need->n) json_set(o, S("required"), need);
    json_set(o, S("additionalProperties"), json_bool(a, false));
    return o;
}

static bool takes_files(const struct op *op) {
    for (const struct op_arg *g = op->args; g->name; g++)
        if (g->type == ARG_FILE_IN) return true;
    return false;
}

static struct json *body(struct arena *a, const struct op *op) {
    struct json *o = json_obj(a), *content = json_obj(a), *m;
    if (takes_files(op)) {
        m = json_set(content, S("multipart/form-data"), json_obj(a));
        json_set(m, S("schema"), object_of(a, op, true));
    }
    m = json_set(content, S("application/json"), json_obj(a));
    json_set(m, S("schema"), object_of(a, op, false));
    json_set(o, S("content"), content);
    return o;
}

static bool writes_file(const struct op *op) {
    for (const struct op_arg *g = op->args; g->name; g++)
        if (g->type == ARG_FILE_OUT) return true;
    return false;
}

static struct json *responses(struct arena *a, const struct op *op) {
    struct json *all = json_obj(a);
    if (!op->slow)
        json_set(all, S("200"), ref(a, writes_file(op) ? "responses/File" : "responses/Rows"));
    if (op->slow || takes_files(op)) json_set(all, S("202"), ref(a, "responses/Job"));
    if (op->edits) {
        json_set(all, S("412"), ref(a, "responses/Problem"));
        json_set(all, S("428"), ref(a, "responses/Problem"));
    }
    json_set(all, S("default"), ref(a, "responses/Problem"));
    return all;
}

static const char *perm_name(enum perm p) {
    static const char *const NAMES[] = {
        [PERM_NONE] = "none",   [PERM_READ] = "read",       [PERM_EXPORT] = "export",
        [PERM_WRITE] = "write", [PERM_REVIEW] = "review",   [PERM_PUBLISH] = "publish",
        [PERM_OWN] = "own",     [PERM_COMMENT] = "comment", [PERM_APPROVE] = "approve",
        [PERM_SELF] = "self"};
    return (i64)p < LEN(NAMES) && NAMES[p] ? NAMES[p] : "other";
}

static struct json *operation(struct arena *a, const struct op *op) {
    struct json *o = json_obj(a), *tags = json_arr(a);
    json_set_str(a, o, "operationId", op_slug(a, op));
    json_set_str(a, o, "summary", str_c(op->summary));
    if (op->details[0]) json_set_str(a, o, "description", str_c(op->details));
    json_add(tags, json_str(a, str_c(op->group)));
    json_set(o, S("tags"), tags);
    json_set_str(a, o, "x-permission", str_c(perm_name(op->perm)));
    if (api_is_get(op)) {
        json_set(o, S("parameters"), parameters(a, op));
    } else {
        struct json *p = json_arr(a);
        json_add(p, ref(a, "parameters/Token"));
        if (op->edits) json_add(p, ref(a, "parameters/IfMatch"));
        json_set(o, S("parameters"), p);
        json_set(o, S("requestBody"), body(a, op));
    }
    json_set(o, S("responses"), responses(a, op));
    return o;
}

/* What does not depend on the operations. */
static const char COMPONENTS[] =
    "{\"securitySchemes\":{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"cairn\","
    "\"description\":\"The session's cookie; its name ends with the port of the desk.\"}},"
    "\"parameters\":{\"IfMatch\":{\"name\":\"If-Match\",\"in\":\"header\",\"required\":true,"
    "\"description\":\"ETag of the object that is edited.\",\"schema\":{\"type\":\"string\"}},"
    "\"Token\":{\"name\":\"X-CSRF-Token\",\"in\":\"header\",\"required\":true,"
    "\"description\":\"From /api/v1.\",\"schema\":{\"type\":\"string\"}}},"
    "\"schemas\":{\"Problem\":{\"type\":\"object\",\"description\":\"RFC 9457\",\"properties\":{"
    "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":"
    "\"integer\"},\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"},\"hint\":{"
    "\"type\":\"string\"}},\"required\":[\"type\",\"title\",\"status\",\"code\",\"detail\"]},"
    "\"Rows\":{\"type\":\"object\",\"properties\":{\"rows\":{\"type\":\"array\",\"items\":{"
    "\"type\":\"object\"}},\"said\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
    "\"after\":{\"type\":\"string\",\"description\":\"Cursor of the next rows.\"}},"
    "\"required\":[\"rows\"]},"
    "\"Job\":{\"type\":\"object\",\"properties\":{\"job\":{\"type\":\"string\"},\"state\":{"
    "\"type\":\"string\",\"enum\":[\"waiting\",\"running\",\"done\",\"failed\"]}},"
    "\"required\":[\"job\",\"state\"]}},"
    "\"responses\":{\"Problem\":{\"description\":\"Why it was not done.\",\"content\":{"
    "\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}},"
    "\"Rows\":{\"description\":\"The rows of the operation.\",\"headers\":{\"ETag\":{"
    "\"description\":\"Version of the object that the rows are about.\",\"schema\":{\"type\":"
    "\"string\"}}},\"content\":{\"application/json\":{\"schema\":{\"$ref\":"
    "\"#/components/schemas/Rows\"}}}},"
    "\"File\":{\"description\":\"The file.\",\"content\":{\"application/octet-stream\":{}}},"
    "\"Job\":{\"description\":\"It takes a while: where to look.\",\"content\":{"
    "\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Job\"}}}}}}";

struct json *openapi_make(struct arena *a) {
    struct json *doc = json_obj(a), *info = json_obj(a), *paths = json_obj(a), *fixed;
    struct json *use = json_obj(a), *security = json_arr(a);
    struct err e = {0};
    json_set_str(a, doc, "openapi", S("3.1.0"));
    json_set_str(a, info, "title", S("cairn"));
    json_set_str(a, info, "version", S(CAIRN_VERSION));
    json_set_str(
        a, info, "description",
        S("Every operation of the desk. What it shows is when and unchanged, never true."));
    json_set(doc, S("info"), info);
    for (i64 i = 0; OPS[i]; i++) {
        if (OPS[i]->local) continue;
        struct str path = str_cat(a, S("/api/v1/"), op_slug(a, OPS[i]));
        struct json *item = json_set(paths, path, json_obj(a));
        json_set(item, api_is_get(OPS[i]) ? S("get") : S("post"), operation(a, OPS[i]));
    }
    json_set(doc, S("paths"), paths);
    CHECK(json_read(a, str_c(COMPONENTS), &fixed, &e) == RC_OK);
    json_set(doc, S("components"), fixed);
    json_set(use, S("session"), json_arr(a));
    json_add(security, use);
    json_set(doc, S("security"), security);
    return doc;
}

void openapi_document(struct req *r) {
    r->type = S("application/json");
    buf_put(r->out, json_text(r->a, openapi_make(r->a)));
    buf_c(r->out, '\n');
}
