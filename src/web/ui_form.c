/* Forms: every field has a label of its own, every form the session's token. */
#include "sys/os.h"
#include "web/desk.h"
#include "web/ui.h"

static void input(struct req *r, const char *type, const char *name, struct str value) {
    h_begin(&r->h, "input");
    h_attr(&r->h, "type", str_c(type));
    h_attr(&r->h, "name", str_c(name));
    if (value.n) h_attr(&r->h, "value", value);
}

void form_hidden(struct req *r, const char *name, struct str value) {
    input(r, "hidden", name, value);
    h_void(&r->h);
}

void form_begin(struct req *r, const char *op, struct str next) {
    h_el(&r->h, "form", "act");
    h_attr(&r->h, "method", S("post"));
    h_attr(&r->h, "enctype", S("multipart/form-data"));
    struct str slug = str_dup(r->a, str_c(op));
    for (i64 i = 0; i < slug.n; i++)
        if (slug.p[i] == ' ') ((char *)slug.p)[i] = '-';
    h_attr(&r->h, "action", str_cat(r->a, S("/do/"), slug));
    form_hidden(r, "_csrf", r->csrf);
    form_hidden(r, "_next", next);
}

void form_get(struct req *r, struct str path) {
    h_el(&r->h, "form", "filter");
    h_attr(&r->h, "method", S("get"));
    h_attr(&r->h, "action", path);
}

void form_match(struct req *r, struct str object) {
    i64 entry = -1, part = -1;
    struct err e = {0};
    if (records_version(r->op.session->db, object, &entry, &part, &e) != RC_OK)
        entry = part = -1; /* then the act refuses */
    form_hidden(r, "_match", object);
    form_hidden(r, "_version", str_fmt(r->a, "\"%lld-%lld\"", (long long)entry, (long long)part));
}

/* Ids of fields are unique in a page: counted by what stands there already. */
static struct str field_begin(struct req *r, const char *name, const char *id, const char *cls,
                              bool required) {
    struct str key = str_fmt(r->a, "f%lld-%s", (long long)r->out->n, name);
    h_el(&r->h, "p", cls);
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", key);
    ui_say(r, id);
    if (required) {
        h_text(&r->h, S(" "));
        ui_el(r, "span", "required", "core.required");
    }
    h_end(&r->h);
    return key;
}

static void field(struct req *r, const char *type, const char *name, const char *id,
                  struct str value, bool required) {
    struct str key = field_begin(r, name, id, "field", required);
    input(r, type, name, value);
    h_attr(&r->h, "id", key);
    if (!strcmp(type, "text")) h_attr(&r->h, "dir", S("auto"));
    if (required) h_attr(&r->h, "required", S(""));
}

void form_line(struct req *r, const char *name, const char *id, struct str key, struct str value,
               const char *list, bool required) {
    h_el(&r->h, "p", "field");
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", key);
    ui_say(r, id);
    h_end(&r->h);
    h_begin(&r->h, "input");
    h_attr(&r->h, "type", S("text"));
    h_attr(&r->h, "id", key);
    h_attr(&r->h, "name", str_c(name));
    h_attr(&r->h, "dir", S("auto"));
    h_attr(&r->h, "autocomplete", S("off"));
    if (value.n) h_attr(&r->h, "value", value);
    if (list[0]) h_attr(&r->h, "list", str_c(list));
    if (required) h_attr(&r->h, "required", S(""));
}

void form_text(struct req *r, const char *name, const char *id, struct str value, bool required) {
    field(r, "text", name, id, value, required);
    h_void(&r->h);
    h_end(&r->h);
}

void form_secret(struct req *r, const char *name, const char *id, bool fresh, bool required) {
    field(r, "password", name, id, S(""), required);
    h_attr(&r->h, "autocomplete", fresh ? S("new-password") : S("current-password"));
    h_void(&r->h);
    h_end(&r->h);
}

void form_area(struct req *r, const char *name, const char *id, struct str value, bool required) {
    struct str key = field_begin(r, name, id, "field", required);
    h_begin(&r->h, "textarea");
    h_attr(&r->h, "name", str_c(name));
    h_attr(&r->h, "id", key);
    h_attr(&r->h, "dir", S("auto"));
    h_attr(&r->h, "rows", S("4"));
    if (required) h_attr(&r->h, "required", S(""));
    if (value.n && value.p[0] == '\n') h_text(&r->h, S("\n")); /* HTML drops the first one */
    h_text(&r->h, value);
    h_end(&r->h);
    h_end(&r->h);
}

void form_number(struct req *r, const char *name, const char *id, struct str value) {
    field(r, "text", name, id, value, false);
    h_attr(&r->h, "inputmode", S("numeric"));
    h_void(&r->h);
    h_end(&r->h);
}

void form_date(struct req *r, const char *name, const char *id, struct str value) {
    field(r, "text", name, id, value, false);
    h_attr(&r->h, "placeholder", S("2031-03-10"));
    h_attr(&r->h, "autocomplete", S("off"));
    h_void(&r->h);
    h_end(&r->h);
}

void form_check(struct req *r, const char *name, const char *id, bool on) {
    h_el(&r->h, "p", "field check");
    h_begin(&r->h, "label");
    input(r, "checkbox", name, S("1"));
    if (on) h_attr(&r->h, "checked", S(""));
    h_void(&r->h);
    h_text(&r->h, S(" "));
    ui_say(r, id);
    h_end(&r->h);
    h_end(&r->h);
}

void form_file(struct req *r, const char *name, const char *id, bool many) {
    field(r, "file", name, id, S(""), false);
    if (many) h_attr(&r->h, "multiple", S(""));
    h_void(&r->h);
    h_end(&r->h);
}

static void option(struct req *r, struct str value, struct str label, struct str chosen) {
    h_begin(&r->h, "option");
    h_attr(&r->h, "value", value);
    if (str_eq(value, chosen)) h_attr(&r->h, "selected", S(""));
    h_text(&r->h, label);
    h_end(&r->h);
}

static void select_begin(struct req *r, const char *name, const char *id, bool required,
                         struct str chosen) {
    struct str key = field_begin(r, name, id, "field", required);
    h_begin(&r->h, "select");
    h_attr(&r->h, "name", str_c(name));
    h_attr(&r->h, "id", key);
    if (required)
        h_attr(&r->h, "required", S(""));
    else
        option(r, S(""), S("—"), chosen);
}

void form_select(struct req *r, const char *name, const char *id, const char *list,
                 const struct str *values, i64 n, struct str chosen, bool required) {
    select_begin(r, name, id, required, chosen);
    for (i64 i = 0; i < n; i++) {
        struct str label = words_term(r->lang, list, values[i]);
        option(r, values[i], label.n ? label : values[i], chosen);
    }
    h_end(&r->h);
    h_end(&r->h);
}

void form_choose(struct req *r, const char *name, const char *id, const struct pair *options, i64 n,
                 struct str chosen, bool required) {
    select_begin(r, name, id, required, chosen);
    for (i64 i = 0; i < n; i++)
        option(r, options[i].name, options[i].value, chosen);
    h_end(&r->h);
    h_end(&r->h);
}

static void button(struct req *r, const char *id, const char *cls, const char *name,
                   struct str value) {
    h_el(&r->h, "button", cls);
    if (name) {
        h_attr(&r->h, "name", str_c(name));
        h_attr(&r->h, "value", value);
    }
    if (str_has(str_c(cls), S("danger")))
        h_attr(&r->h, "data-confirm", words_get(r->lang, "face.sure"));
    ui_say(r, id);
    h_end(&r->h);
}

void form_submit(struct req *r, const char *id, const char *cls) {
    button(r, id, cls, NULL, S(""));
}

void form_submit_as(struct req *r, const char *name, struct str value, const char *id,
                    const char *cls) {
    button(r, id, cls, name, value);
}

void form_signing(struct req *r, const char *id, const char *cls) {
    form_submit_as(r, "to-sign", S("1"), "erase.to_sign", "quiet");
    form_file(r, "signed", "erase.signed", false);
    form_file(r, "signature", "erase.signature", false);
    form_submit(r, id, cls);
}

void form_end(struct req *r) {
    h_end(&r->h);
}
