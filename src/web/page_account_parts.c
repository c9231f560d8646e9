#include "web/page_account_parts.h"

static void box(struct req *r, const char *name, struct str value, struct str label, bool on) {
    struct html *h = &r->h;
    h_begin(h, "label");
    h_begin(h, "input");
    h_attr(h, "type", S("checkbox"));
    h_attr(h, "name", str_c(name));
    h_attr(h, "value", value);
    if (on) h_attr(h, "checked", S(""));
    h_void(h);
    h_text(h, S(" "));
    h_leaf(h, "bdi", "", label);
    h_end(h);
    h_text(h, S(" "));
}

void parts_roles(struct req *r, u32 chosen) {
    h_el(&r->h, "fieldset", "field check");
    ui_el(r, "legend", "", "account.roles");
    for (int i = 0; i < ROLE_COUNT; i++)
        box(r, "roles", str_c(ROLES[i].name), words_term(r->lang, "duty", str_c(ROLES[i].name)),
            chosen >> i & 1);
    h_end(&r->h);
}

rc parts_groups(struct req *r, i64 chosen, bool everybody, struct err *e) {
    struct team *all;
    i64 n;
    TRY(records_teams(r->op.session->db, r->a, &all, &n, e));
    form_hidden(r, "groups", S("none"));
    if (!n && !everybody) return RC_OK;
    h_el(&r->h, "fieldset", "field check");
    ui_el(r, "legend", "", "account.groups");
    if (everybody)
        box(r, "groups", S("everybody"), words_get(r->lang, "account.everybody"), chosen & 1);
    for (i64 i = 0; i < n; i++)
        box(r, "groups", all[i].name, all[i].name, chosen >> all[i].bit & 1);
    h_end(&r->h);
    return RC_OK;
}

void parts_role_words(struct req *r, u32 roles) {
    bool first = true;
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (!(roles >> i & 1)) continue;
        if (!first) h_text(&r->h, S(" · "));
        first = false;
        ui_term(r, "duty", str_c(ROLES[i].name));
    }
}

rc parts_group_words(struct req *r, i64 reach, struct err *e) {
    struct team *all;
    i64 n;
    bool first = true;
    if (reach == -1) return ui_say(r, "account.everything"), RC_OK;
    TRY(records_teams(r->op.session->db, r->a, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!(reach >> all[i].bit & 1)) continue;
        if (!first) h_text(&r->h, S(" · "));
        first = false;
        ui_words(r, "span", "", S(""), all[i].name);
    }
    if (first) h_text(&r->h, S("—"));
    return RC_OK;
}

void parts_sessions(struct req *r, const struct sitting *all, i64 n, struct str next) {
    static const char *const HEADS[] = {"account.name", "account.begun", "account.seen",
                                        "account.act", NULL};
    ui_table_begin(r, "account.sessions", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        ui_words(r, "td", "", S(""), all[i].account);
        h_begin(&r->h, "td");
        ui_instant(r, all[i].begun);
        h_end(&r->h);
        h_begin(&r->h, "td");
        ui_instant(r, all[i].seen);
        h_end(&r->h);
        h_begin(&r->h, "td");
        form_begin(r, "session end", next);
        form_hidden(r, "ID", all[i].id);
        form_submit(r, "account.end", "quiet");
        form_end(r);
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

void parts_link(struct req *r, const char *path, const char *id) {
    h_begin(&r->h, "li");
    ui_link_id(r, str_c(path), id);
    h_end(&r->h);
}
