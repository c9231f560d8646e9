/* Exports on request: ask, decide, take. */
#include "flow/signed.h"
#include "people/requests.h"
#include "sys/os.h"
#include "web/page_account_parts.h"

static bool is_mine(struct req *r, const struct request *x) {
    return str_eq(x->account, r->rights.account);
}

/* Once the case has signers, whoever approves signs. */
static void decide_forms(struct req *r, const struct request *x, bool signers) {
    form_begin(r, "export approve", S("/exports"));
    form_hidden(r, "ID", x->id);
    form_number(r, "days", "account.days", S("7"));
    if (signers)
        form_signing(r, "account.approve", "");
    else
        form_submit(r, "account.approve", "");
    form_end(r);
    form_begin(r, "export refuse", S("/exports"));
    form_hidden(r, "ID", x->id);
    form_text(r, "reason", "account.why_not", S(""), true);
    form_submit(r, "account.refuse", "quiet");
    form_end(r);
}

static void get_form(struct req *r, const struct request *x) {
    form_begin(r, "export get", S("/exports"));
    form_hidden(r, "ID", x->id);
    form_submit(r, "account.take", "");
    form_end(r);
}

static struct str words_of(struct req *r, const struct request *x) {
    struct json *j;
    struct err low = {0};
    struct buf b = buf_make(r->a, 64 << 10);
    if (json_read(r->a, x->words, &j, &low) != RC_OK) return x->words;
    JSON_EACH(it, j) {
        if (b.n) buf_c(&b, ' ');
        buf_put(&b, it->s);
    }
    return buf_str(&b);
}

static void row_words(struct req *r, const char *id, struct str words) {
    if (!words.n) return;
    ui_row(r, id);
    ui_words(r, "span", "", S(""), words);
    ui_row_end(r);
}

static void request(struct req *r, const struct request *x, bool signers) {
    bool over = x->state == REQUEST_APPROVED && x->expires < os_now();
    h_el(&r->h, "section", "card");
    h_begin(&r->h, "h2");
    ui_code(r, words_of(r, x));
    h_end(&r->h);
    ui_rows_begin(r);
    row_words(r, "account.name", x->account);
    row_words(r, "account.purpose", x->purpose);
    row_words(r, "account.recipients", x->recipients);
    ui_row(r, "account.state");
    ui_term(r, "export_state", over ? S("expired") : str_c(REQUEST_STATE_WORDS[x->state]));
    ui_row_end(r);
    row_words(r, "account.decided_by", x->decider);
    row_words(r, "account.why_not", x->reason);
    if (x->state == REQUEST_APPROVED) {
        ui_row(r, "account.expires");
        ui_instant(r, x->expires);
        ui_row_end(r);
    }
    ui_rows_end(r);
    bool decides = op_may(&r->op, PERM_APPROVE) && !is_mine(r, x);
    if (x->state == REQUEST_ASKED && decides) decide_forms(r, x, signers);
    if (x->state == REQUEST_APPROVED && !over && is_mine(r, x)) get_form(r, x);
    h_end(&r->h);
}

static void ask_form(struct req *r) {
    ui_head(r, 2, "account.ask");
    ui_el(r, "p", "soft", "account.ask_help");
    form_begin(r, "export request", S("/exports"));
    form_text(r, "WORDS", "account.what", req_query(r, "what"), true);
    form_area(r, "purpose", "account.purpose", S(""), true);
    form_text(r, "recipients", "account.recipients", S(""), true);
    form_submit(r, "account.ask", "");
    form_end(r);
}

static rc exports(struct req *r, struct err *e) {
    struct request *all;
    i64 n;
    bool signers;
    struct str of = op_may(&r->op, PERM_APPROVE) ? S("") : r->rights.account;
    TRY(people_requests(r->desk->people, r->a, of, &all, &n, e));
    TRY(signed_has_signers(&r->op, &signers, e));
    ui_head(r, 1, "account.exports");
    ui_el(r, "p", "soft", "account.exports_help");
    if (!n) ui_empty(r, "account.exports_none");
    for (i64 i = 0; i < n; i++)
        request(r, &all[i], signers);
    ask_form(r);
    return RC_OK;
}

const struct page PAGE_EXPORTS = {.path = "/exports",
                                  .title = "account.exports",
                                  .menu = "/account",
                                  .perm = PERM_SELF,
                                  .get = exports};
