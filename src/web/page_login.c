/* Coming in: by account and passphrase; without accounts by the link that `cairn serve` prints. */
#include "web/desk.h"
#include "web/ui.h"

static void fields(struct req *r) {
    struct str next = req_query(r, "next");
    if (next.n == 0) next = req_form(r, "_next"); /* a try before this one */
    h_el(&r->h, "form", "act");
    h_attr(&r->h, "method", S("post"));
    h_attr(&r->h, "action", S("/login"));
    form_hidden(r, "_next", url_is_local(next) ? next : S("/"));
    form_text(r, "account", "core.account", req_form(r, "account"), true);
    form_secret(r, "passphrase", "core.passphrase", false, true);
    form_secret(r, "code", "core.code", false, false);
    form_submit(r, "core.login", "");
    form_end(r);
}

static rc login(struct req *r, struct err *e) {
    bool accounts;
    TRY(people_has_accounts(r->desk->people, &accounts, e));
    ui_head(r, 1, "core.login");
    if (accounts)
        fields(r);
    else
        ui_note(r, "", "core.use_link");
    return RC_OK;
}

const struct page PAGE_LOGIN = {
    .path = "/login", .title = "core.login", .menu = "", .perm = PERM_NONE, .get = login};
