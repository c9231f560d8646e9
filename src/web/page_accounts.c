/* For custodians: who has an account, one of them, the desk's mode, groups, all sessions. */
#include "sys/os.h"
#include "web/page_account_parts.h"

/* ---- all ---- */

static struct str path_of(struct req *r, struct str account) {
    return str_cat(r->a, S("/accounts/"), url_encode(r->a, account));
}

static rc line(struct req *r, const struct account *x, struct err *e) {
    struct html *h = &r->h;
    h_begin(h, "tr");
    h_begin(h, "td");
    ui_link(r, path_of(r, x->name), x->name);
    h_end(h);
    h_begin(h, "td");
    parts_role_words(r, x->roles);
    h_end(h);
    h_begin(h, "td");
    TRY(parts_group_words(r, x->roles >> ROLE_CUSTODIAN & 1 ? -1 : x->reach, e));
    h_end(h);
    h_begin(h, "td");
    ui_term(r, "account_state", str_c(ACCOUNT_STATE_WORDS[x->state]));
    h_end(h);
    h_begin(h, "td");
    ui_say(r, x->second ? "account.on" : "account.off");
    h_end(h);
    h_begin(h, "td");
    if (x->seen) ui_instant(r, x->seen);
    h_end(h);
    h_end(h);
    return RC_OK;
}

static rc table(struct req *r, const struct account *all, i64 n, struct err *e) {
    static const char *const HEADS[] = {"account.name",
                                        "account.roles",
                                        "account.groups",
                                        "account.state",
                                        "account.second",
                                        "account.last_login",
                                        NULL};
    ui_table_begin(r, "account.accounts", HEADS);
    for (i64 i = 0; i < n; i++)
        TRY(line(r, &all[i], e));
    ui_table_end(r);
    return RC_OK;
}

static rc add_form(struct req *r, bool first, struct err *e) {
    ui_head(r, 2, "account.add");
    if (first) ui_note(r, "", "account.first");
    form_begin(r, "account add", first ? S("/login") : S("/accounts"));
    form_text(r, "NAME", "account.name", S(""), true);
    parts_roles(r, first ? 1u << ROLE_CUSTODIAN : 0);
    TRY(parts_groups(r, 0, false, e));
    form_secret(r, "new", "account.first_passphrase", true, true);
    ui_el(r, "p", "soft small", "account.passphrase_help");
    form_submit(r, "account.add", "");
    form_end(r);
    return RC_OK;
}

static rc mode_form(struct req *r, struct err *e) {
    enum desk_mode m;
    struct str all[DESK_MODES];
    TRY(people_mode(r->desk->people, &m, e));
    for (int i = 0; i < DESK_MODES; i++)
        all[i] = str_c(DESK_MODE_WORDS[i]);
    ui_head(r, 2, "account.mode");
    ui_el(r, "p", "soft", "account.mode_help");
    form_begin(r, "desk mode", S("/accounts"));
    form_select(r, "MODE", "account.mode", "desk_mode", all, DESK_MODES, all[m], true);
    form_submit(r, "account.change", "");
    form_end(r);
    return RC_OK;
}

static void links(struct req *r) {
    h_el(&r->h, "ul", "plain");
    parts_link(r, "/groups", "account.groups");
    parts_link(r, "/sessions", "account.sessions");
    parts_link(r, "/audit", "account.audit");
    parts_link(r, "/exports", "account.exports");
    h_end(&r->h);
}

static rc accounts(struct req *r, struct err *e) {
    struct account *all;
    i64 n;
    TRY(people_accounts(r->desk->people, r->a, &all, &n, e));
    ui_head(r, 1, "account.accounts");
    links(r);
    if (n) TRY(table(r, all, n, e));
    TRY(add_form(r, n == 0, e));
    return n ? mode_form(r, e) : RC_OK;
}

/* ---- one ---- */

static rc change_form(struct req *r, const struct account *x, struct err *e) {
    struct str all[ACCOUNT_STATES];
    for (int i = 0; i < ACCOUNT_STATES; i++)
        all[i] = str_c(ACCOUNT_STATE_WORDS[i]);
    ui_head(r, 2, "account.may");
    form_begin(r, "account set", path_of(r, x->name));
    form_hidden(r, "NAME", x->name);
    parts_roles(r, x->roles);
    TRY(parts_groups(r, x->reach, false, e));
    form_select(r, "state", "account.state", "account_state", all, ACCOUNT_STATES, all[x->state],
                true);
    form_submit(r, "account.change", "");
    form_end(r);
    return RC_OK;
}

static void proofs(struct req *r, const struct account *x) {
    ui_head(r, 2, "account.passphrase_new");
    form_begin(r, "account passphrase", path_of(r, x->name));
    form_hidden(r, "NAME", x->name);
    form_secret(r, "new", "account.new", true, true);
    ui_el(r, "p", "soft small", "account.passphrase_help");
    form_submit(r, "account.change", "");
    form_end(r);
    if (!x->second) return;
    form_begin(r, "account totp", path_of(r, x->name));
    form_hidden(r, "NAME", x->name);
    form_hidden(r, "off", S("1"));
    form_submit(r, "account.second_off", "danger");
    form_end(r);
}

static rc one(struct req *r, struct err *e) {
    struct account x;
    struct sitting *all;
    bool found;
    i64 n;
    TRY(people_account(r->desk->people, r->a, r->seg[0], &x, &found, e));
    if (!found) return fail(e, RC_NOTFOUND, "there is no such account");
    h_begin(&r->h, "h1");
    h_attr(&r->h, "dir", S("auto"));
    h_text(&r->h, x.name);
    h_end(&r->h);
    TRY(change_form(r, &x, e));
    if (str_eq(x.name, r->rights.account)) { /* one's own needs the old passphrase */
        h_el(&r->h, "p", "");
        ui_link_id(r, S("/account"), "account.own");
        h_end(&r->h);
    } else {
        proofs(r, &x);
    }
    TRY(people_sittings(r->desk->people, r->a, x.name, os_now(), &all, &n, e));
    ui_head(r, 2, "account.sessions");
    parts_sessions(r, all, n, path_of(r, x.name));
    return RC_OK;
}

/* ---- groups ---- */

static rc access_form(struct req *r, struct err *e) {
    ui_head(r, 2, "account.confine");
    ui_el(r, "p", "soft", "account.confine_help");
    form_begin(r, "item access", S("/groups"));
    form_text(r, "ITEM", "account.item", req_query(r, "item"), true);
    TRY(parts_groups(r, 0, true, e));
    form_submit(r, "account.confine_do", "");
    form_end(r);
    return RC_OK;
}

static rc groups(struct req *r, struct err *e) {
    struct team *all;
    i64 n;
    TRY(records_teams(r->op.session->db, r->a, &all, &n, e));
    ui_head(r, 1, "account.groups");
    ui_el(r, "p", "soft", "account.groups_help");
    if (!n) ui_empty(r, "account.groups_none");
    h_el(&r->h, "ul", "plain");
    for (i64 i = 0; i < n; i++)
        ui_words(r, "li", "", S(""), all[i].name);
    h_end(&r->h);
    ui_head(r, 2, "account.group_add");
    form_begin(r, "group add", S("/groups"));
    form_text(r, "NAME", "account.group_name", S(""), true);
    form_submit(r, "account.group_add", "");
    form_end(r);
    return access_form(r, e);
}

static rc sessions(struct req *r, struct err *e) {
    struct sitting *all;
    i64 n;
    TRY(people_sittings(r->desk->people, r->a, S(""), os_now(), &all, &n, e));
    ui_head(r, 1, "account.sessions");
    parts_sessions(r, all, n, S("/sessions"));
    return RC_OK;
}

#define OWN_PAGE(sym, at, words, fn)                                                               \
    const struct page sym = {                                                                      \
        .path = at, .title = words, .menu = "/accounts", .perm = PERM_OWN, .get = fn}
OWN_PAGE(PAGE_ACCOUNTS, "/accounts", "account.accounts", accounts);
OWN_PAGE(PAGE_ACCOUNT_OF, "/accounts/{}", "account.accounts", one);
OWN_PAGE(PAGE_GROUPS, "/groups", "account.groups", groups);
OWN_PAGE(PAGE_SESSIONS, "/sessions", "account.sessions", sessions);
