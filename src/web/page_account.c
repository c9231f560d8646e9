/* One's own account: passphrase, second factor, sessions, language; before there are accounts, what
 * that means. */
#include "people/totp.h"
#include "sys/os.h"
#include "web/page_account_parts.h"

/* What the account may do, beyond coming in. */
static void may(struct req *r) {
    static const struct {
        enum perm perm;
        const char *word;
    } PERMS[] = {{PERM_READ, "read"},     {PERM_WRITE, "write"},     {PERM_REVIEW, "review"},
                 {PERM_EXPORT, "export"}, {PERM_PUBLISH, "publish"}, {PERM_OWN, "own"}};
    bool first = true;
    ui_row(r, "account.may");
    for (i64 i = 0; i < LEN(PERMS); i++) {
        if (!op_may(&r->op, PERMS[i].perm)) continue;
        if (!first) h_text(&r->h, S(" · "));
        first = false;
        ui_term(r, "perm", str_c(PERMS[i].word));
    }
    ui_row_end(r);
}

static rc facts(struct req *r, const struct account *x, struct err *e) {
    ui_rows_begin(r);
    ui_row(r, "account.name");
    ui_words(r, "span", "", S(""), x->name);
    ui_row_end(r);
    ui_row(r, "account.roles");
    parts_role_words(r, x->roles);
    ui_row_end(r);
    ui_row(r, "account.groups");
    TRY(parts_group_words(r, r->rights.reach, e));
    ui_row_end(r);
    may(r);
    ui_row(r, "account.second");
    ui_say(r, x->second ? "account.on" : "account.off");
    ui_row_end(r);
    ui_rows_end(r);
    if (r->rights.read_only) ui_note(r, "warn", "account.read_only_now");
    return RC_OK;
}

static void passphrase(struct req *r) {
    ui_head(r, 2, "account.passphrase_new");
    form_begin(r, "account passphrase", S("/login"));
    form_secret(r, "old", "account.old", false, true);
    form_secret(r, "new", "account.new", true, true);
    ui_el(r, "p", "soft small", "account.passphrase_help");
    form_submit(r, "account.change", "");
    form_end(r);
}

static void second(struct req *r, const struct account *x) {
    ui_head(r, 2, "account.second");
    ui_el(r, "p", "soft", "account.second_help");
    form_begin(r, "account totp", x->second ? S("/account") : S("/account/second"));
    form_secret(r, "old", "account.old", false, true);
    if (x->second) form_hidden(r, "off", S("1"));
    form_submit(r, x->second ? "account.second_off" : "account.second_on",
                x->second ? "danger" : "");
    form_end(r);
}

static rc language(struct req *r) {
    struct pair all[LANG_COUNT];
    for (int i = 0; i < LANG_COUNT; i++)
        all[i] = (struct pair){str_c(LANG_CODES[i]), str_c(LANG_NAMES[i])};
    ui_head(r, 2, "account.language");
    form_begin(r, "account language", S("/account"));
    form_choose(r, "LANG", "account.language", all, LANG_COUNT, str_c(LANG_CODES[r->lang]), true);
    form_submit(r, "account.change", "");
    form_end(r);
    return RC_OK;
}

static rc sessions(struct req *r, struct err *e) {
    struct sitting *all;
    i64 n;
    TRY(people_sittings(r->desk->people, r->a, r->rights.account, os_now(), &all, &n, e));
    ui_head(r, 2, "account.sessions");
    parts_sessions(r, all, n, S("/account"));
    return RC_OK;
}

static void links(struct req *r) {
    h_el(&r->h, "ul", "plain");
    parts_link(r, "/exports", "account.exports");
    if (op_may(&r->op, PERM_OWN)) parts_link(r, "/accounts", "account.accounts");
    h_end(&r->h);
}

static rc own(struct req *r, struct err *e) {
    struct account x;
    bool found;
    TRY(people_account(r->desk->people, r->a, r->rights.account, &x, &found, e));
    ui_head(r, 1, "account.own");
    if (!found) {
        ui_note(r, "", "account.holder");
    } else {
        TRY(facts(r, &x, e));
        links(r);
        passphrase(r);
        second(r, &x);
        TRY(language(r));
    }
    TRY(sessions(r, e));
    if (!found) links(r);
    return RC_OK;
}

/* The new secret, until a code made with it has come. */
static rc enrol(struct req *r, struct err *e) {
    struct str secret;
    bool found;
    TRY(people_totp_pending(r->desk->people, r->a, r->rights.account, &secret, &found, e));
    ui_head(r, 1, "account.second");
    if (!found) {
        ui_note(r, "", "account.second_none");
        h_el(&r->h, "p", "");
        ui_link_id(r, S("/account"), "account.own");
        h_end(&r->h);
        return RC_OK;
    }
    ui_el(r, "p", "", "account.second_enter");
    ui_rows_begin(r);
    ui_row(r, "account.secret");
    ui_code(r, totp_base32(r->a, secret));
    ui_row_end(r);
    ui_row(r, "account.secret_uri");
    ui_code(r, totp_uri(r->a, r->rights.account, secret));
    ui_row_end(r);
    ui_rows_end(r);
    form_begin(r, "account totp", S("/account"));
    form_secret(r, "code", "account.code", true, true);
    form_submit(r, "account.confirm", "");
    form_end(r);
    return RC_OK;
}

const struct page PAGE_ACCOUNT = {
    .path = "/account", .title = "account.own", .menu = "/account", .perm = PERM_SELF, .get = own};
const struct page PAGE_ACCOUNT_SECOND = {.path = "/account/second",
                                         .title = "account.second",
                                         .menu = "/account",
                                         .perm = PERM_SELF,
                                         .get = enrol};
