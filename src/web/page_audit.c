/* The audit trail, newest first; and its check, when asked. */
#include "flow/desk.h"
#include "web/page_account_parts.h"

enum { SCREEN = 100, DAY = 86400 };

static void filter(struct req *r) {
    form_get(r, S("/audit"));
    form_text(r, "account", "account.name", req_query(r, "account"), false);
    form_text(r, "object", "account.object", req_query(r, "object"), false);
    form_date(r, "from", "account.from", req_query(r, "from"));
    form_date(r, "to", "account.to", req_query(r, "to"));
    form_submit(r, "account.show", "quiet");
    form_submit_as(r, "check", S("1"), "account.audit_check", "quiet");
    form_end(r);
}

static void table(struct req *r, const struct audit_line *all, i64 n) {
    static const char *const HEADS[] = {"account.line", "account.at",     "account.name",
                                        "account.act",  "account.object", NULL};
    ui_table_begin(r, "account.audit", HEADS);
    for (i64 i = 0; i < n; i++) {
        h_begin(&r->h, "tr");
        h_el(&r->h, "td", "num");
        ui_number(r, all[i].n);
        h_end(&r->h);
        h_begin(&r->h, "td");
        ui_instant(r, all[i].at);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), all[i].account);
        h_begin(&r->h, "td");
        ui_code(r, all[i].act);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), all[i].object);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static void check(struct req *r) {
    struct err low = {0};
    i64 lines;
    rc got = desk_audit_check(&r->op, r->desk->people, &lines, &low);
    ui_note(r, got == RC_OK ? "good" : "bad",
            got == RC_OK ? "account.audit_whole" : "account.audit_broken");
    if (got != RC_OK) ui_words(r, "p", "", S("en"), str_c(low.msg));
}

static i64 day(struct req *r, const char *name, bool end) {
    struct date_range d;
    struct str s = req_query(r, name);
    if (!s.n || !date_parse(s, &d)) return 0;
    return ((i64)(end ? d.to + 1 : d.from)) * DAY;
}

static rc audit_trail(struct req *r, struct err *e) {
    struct audit_line *all;
    i64 n, next;
    struct audit_filter f = {.from = day(r, "from", false),
                             .to = day(r, "to", true),
                             .account = req_query(r, "account"),
                             .object = req_query(r, "object")};
    i64 before = req_int(r, "after", 1, INT64_MAX, 0);
    TRY(people_audit_page(r->desk->people, r->a, &f, before, SCREEN, &all, &n, &next, e));
    ui_head(r, 1, "account.audit");
    ui_el(r, "p", "soft", "account.audit_help");
    filter(r);
    if (req_query(r, "check").n) check(r);
    if (n)
        table(r, all, n);
    else
        ui_empty(r, "account.audit_none");
    ui_pager(r, S(""), next ? str_fmt(r->a, "%lld", (long long)next) : S(""));
    return RC_OK;
}

const struct page PAGE_AUDIT = {.path = "/audit",
                                .title = "account.audit",
                                .menu = "/accounts",
                                .perm = PERM_OWN,
                                .get = audit_trail};
