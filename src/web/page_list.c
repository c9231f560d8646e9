/* Lists of names: which there are, one with its versions and rows, what a version brought. */
#include "web/person_bits.h"

enum { SCREEN = 50 };

/* ---- /lists ---- */

static void list_row(struct req *r, const struct name_list *l) {
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    ui_link(r, name_list_path(r->a, l->id), l->name);
    h_end(&r->h);
    i64 n[] = {l->rows, l->flagged, l->version};
    for (i64 i = 0; i < LEN(n); i++) {
        h_el(&r->h, "td", "num");
        ui_number(r, n[i]);
        h_end(&r->h);
    }
    ui_words(r, "td", "", S(""), l->item_name);
    h_begin(&r->h, "td");
    ui_instant(r, l->at);
    h_end(&r->h);
    h_end(&r->h);
}

static rc lists(struct req *r, struct err *e) {
    static const char *const HEADS[] = {
        "list.h_list", "list.h_rows", "list.h_flagged", "list.h_version", "list.h_file",
        "list.h_when", NULL};
    struct name_list *all;
    i64 n;
    TRY(records_name_lists(r->op.session->db, r->a, op_reach(&r->op), &all, &n, e));
    ui_head(r, 1, "list.title");
    ui_note(r, "", "list.law");
    if (op_may(&r->op, PERM_WRITE)) {
        h_el(&r->h, "p", "actions");
        h_el(&r->h, "a", "button");
        ui_path(r, S("/lists/import"));
        ui_say(r, "list.import");
        h_end(&r->h);
        h_end(&r->h);
    }
    if (!n) return ui_empty(r, "list.none"), RC_OK;
    ui_table_begin(r, "list.title", HEADS);
    for (i64 i = 0; i < n; i++)
        list_row(r, &all[i]);
    ui_table_end(r);
    return RC_OK;
}

/* ---- /list/{} ---- */

static rc find(struct req *r, struct name_list *l, struct err *e) {
    return name_list_find(&r->op, r->seg[0], l, e);
}

static void version_row(struct req *r, const struct name_list *l, const struct list_version *v) {
    h_begin(&r->h, "tr");
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    h_begin(&r->h, "a");
    ui_path(r, str_fmt(r->a, "/list/%.*s/diff?version=%lld", SARG(l->id), (long long)v->version));
    ui_number(r, v->version);
    h_end(&r->h);
    h_end(&r->h);
    i64 n[] = {v->rows, v->flagged, v->added, v->changed, v->rekeyed, v->gone};
    for (i64 i = 0; i < LEN(n); i++) {
        h_el(&r->h, "td", "num");
        ui_number(r, n[i]);
        h_end(&r->h);
    }
    ui_words(r, "td", "", S(""), v->item_name);
    ui_words(r, "td", "", S(""), v->actor);
    h_begin(&r->h, "td");
    ui_instant(r, v->at);
    h_end(&r->h);
    h_end(&r->h);
}

static rc versions(struct req *r, const struct name_list *l, struct err *e) {
    static const char *const HEADS[] = {"list.h_version",
                                        "list.h_rows",
                                        "list.h_flagged",
                                        "list_change.added",
                                        "list_change.changed",
                                        "list_change.rekeyed",
                                        "list_change.gone",
                                        "list.h_file",
                                        "list.h_by",
                                        "list.h_when",
                                        NULL};
    struct list_version *v;
    i64 n;
    TRY(records_list_versions(r->op.session->db, r->a, l->id, &v, &n, e));
    ui_head(r, 2, "list.versions");
    ui_table_begin(r, "list.versions", HEADS);
    for (i64 i = 0; i < n; i++)
        version_row(r, l, &v[i]);
    ui_table_end(r);
    return RC_OK;
}

static void tab(struct req *r, const char *show, const char *id, struct str chosen) {
    h_begin(&r->h, "li");
    h_begin(&r->h, "a");
    ui_path(r, str_cat(r->a, r->path, *show ? str_fmt(r->a, "?show=%s", show) : S("")));
    if (str_eqc(chosen, show)) h_attr(&r->h, "aria-current", S("page"));
    ui_say(r, id);
    h_end(&r->h);
    h_end(&r->h);
}

static void tabs(struct req *r, struct str chosen) {
    h_el(&r->h, "nav", "tabs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "list.which_rows"));
    h_begin(&r->h, "ul");
    tab(r, "", "list.all_rows", chosen);
    tab(r, "flagged", "list.flagged_rows", chosen);
    tab(r, "doubles", "list.double_rows", chosen);
    tab(r, "gone", "list.gone_rows", chosen);
    h_end(&r->h);
    h_end(&r->h);
}

static rc list(struct req *r, struct err *e) {
    struct name_list l;
    struct person_page p;
    struct str show = req_query(r, "show");
    TRY(find(r, &l, e));
    ui_words(r, "h1", "", S(""), l.name);
    ui_note(r, "", "list.law");
    TRY(versions(r, &l, e));
    if (op_may(&r->op, PERM_WRITE)) {
        h_el(&r->h, "p", "actions");
        ui_link_id(r, str_fmt(r->a, "/lists/import?list=%.*s", SARG(l.id)), "list.new_version");
        h_end(&r->h);
    }
    ui_head(r, 2, "list.persons");
    tabs(r, show);
    struct person_filter f = {.list = l.id,
                              .dirty = str_eqc(show, "flagged"),
                              .suspects = str_eqc(show, "doubles"),
                              .gone = str_eqc(show, "gone"),
                              .reach = op_reach(&r->op)};
    TRY(records_persons(r->op.session->db, r->a, &f, req_query(r, "after"), SCREEN, &p, e));
    person_count(r, p.count, p.count_more);
    if (p.n)
        person_table(r, p.lines, p.n);
    else
        ui_empty(r, "list.no_rows");
    ui_pager(r, S(""), p.after);
    return RC_OK;
}

/* ---- /list/{}/diff ---- */

static void said(struct req *r, struct str field, struct str v) {
    h_begin(&r->h, "span");
    if (v.n)
        person_value(r, field, v);
    else
        ui_say(r, "list.nothing");
    h_end(&r->h);
}

static void field_differences(struct req *r, const struct json *fields) {
    h_el(&r->h, "ul", "plain");
    JSON_EACH(f, fields) {
        struct str field = json_get_str(f, "field");
        bool shown = person_may_see(r, field, false);
        h_begin(&r->h, "li");
        ui_term(r, "person_field", field);
        h_text(&r->h, S(": "));
        if (shown) {
            said(r, field, json_get_str(f, "was"));
            h_text(&r->h, S(" → "));
            said(r, field, json_get_str(f, "now"));
        } else {
            ui_say(r, "list.withheld_value");
        }
        h_end(&r->h);
    }
    h_end(&r->h);
}

static void change_row(struct req *r, const struct list_change *k) {
    struct json *j = list_change_json(&r->op, k);
    struct str name = json_get_str(j, "name");
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    ui_term(r, "list_change", k->change);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_words(r, "span", "", S(""), k->key);
    if (k->was.n) {
        h_text(&r->h, S(" ← "));
        ui_words(r, "span", "", S(""), k->was);
    }
    h_end(&r->h);
    h_begin(&r->h, "td");
    h_begin(&r->h, "a");
    ui_path(r, person_path(r->a, k->person));
    if (!name.n)
        ui_say(r, "list.no_name");
    else if (op_sees(&r->op, FIELD_NAMES))
        ui_words(r, "span", "", S(""), name);
    else
        ui_say(r, "list.withheld");
    h_end(&r->h);
    h_end(&r->h);
    h_begin(&r->h, "td");
    field_differences(r, json_get(j, "fields"));
    h_end(&r->h);
    h_end(&r->h);
}

static rc diff(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"list.h_change", "list.h_key", "list.h_name",
                                        "list.h_fields", NULL};
    struct name_list l;
    struct list_change *k;
    struct str next;
    i64 n;
    TRY(find(r, &l, e));
    i64 version = req_int(r, "version", 1, l.version, l.version);
    ui_words(r, "h1", "", S(""), l.name);
    h_begin(&r->h, "p");
    ui_say_n(r, "list.brought", version);
    h_text(&r->h, S(" "));
    ui_link_id(r, name_list_path(r->a, l.id), "list.back");
    h_end(&r->h);
    TRY(records_list_changes(r->op.session->db, r->a, l.id, version, req_query(r, "after"), SCREEN,
                             &k, &n, &next, e));
    if (!n) return ui_empty(r, version == 1 ? "list.first_version" : "list.no_change"), RC_OK;
    ui_table_begin(r, "list.changes", HEADS);
    for (i64 i = 0; i < n; i++)
        change_row(r, &k[i]);
    ui_table_end(r);
    ui_pager(r, S(""), next);
    return RC_OK;
}

const struct page PAGE_LISTS = {
    .path = "/lists", .title = "list.title", .menu = "/lists", .perm = PERM_READ, .get = lists};
const struct page PAGE_LIST = {
    .path = "/list/{}", .title = "list.one", .menu = "/lists", .perm = PERM_READ, .get = list};
const struct page PAGE_LIST_DIFF = {.path = "/list/{}/diff",
                                    .title = "list.changes",
                                    .menu = "/lists",
                                    .perm = PERM_READ,
                                    .get = diff};
