/* What was asked to be erased, by whom, and what became of it; legal holds. Two persons decide, and
 * both sign elsewhere: the page gives the text to sign and takes the signature. */
#include "store/erasure.h"
#include "web/told.h"

static void row_words(struct req *r, const char *id, struct str words) {
    if (!words.n) return;
    ui_row(r, id);
    ui_words(r, "span", "", S(""), words);
    ui_row_end(r);
}

static void row_when(struct req *r, const char *id, i64 at) {
    if (at < 0) return;
    ui_row(r, id);
    ui_instant(r, at);
    ui_row_end(r);
}

static void row_number(struct req *r, const char *id, i64 n) {
    ui_row(r, id);
    ui_number(r, n);
    ui_row_end(r);
}

static void answer_forms(struct req *r, const struct erasure *x) {
    form_begin(r, "erase approve", S("/erasures"));
    form_hidden(r, "ORDER", x->id);
    ui_el(r, "p", "note warn", "erase.law");
    form_signing(r, "erase.approve", "danger");
    form_end(r);
    form_begin(r, "erase refuse", S("/erasures"));
    form_hidden(r, "ORDER", x->id);
    form_text(r, "reason", "erase.why_not", S(""), true);
    form_signing(r, "erase.refuse", "quiet");
    form_end(r);
}

static void counts(struct req *r, const struct erasure *x) {
    row_number(r, "erase.claims", x->claims);
    row_number(r, "erase.parts", x->parts);
    row_number(r, "erase.objects", x->objects);
    row_number(r, "erase.persons", x->persons);
    row_number(r, "erase.incidents", x->incidents);
}

static void order(struct req *r, const struct erasure *x) {
    static const char *const STATES[] = {"ordered", "refused", "done"};
    h_el(&r->h, "section", "card");
    h_attr(&r->h, "id", x->id);
    h_begin(&r->h, "h3");
    ui_link(r, str_cat(r->a, S("/item/"), x->item), x->item);
    h_end(&r->h);
    ui_rows_begin(r);
    ui_row(r, "erase.state");
    ui_term(r, "erasure", str_c(STATES[x->state]));
    ui_row_end(r);
    row_words(r, "erase.basis", x->basis);
    row_words(r, "erase.reason", x->reason);
    row_words(r, "erase.asked_by", x->asked_by);
    row_when(r, "erase.asked", x->asked_at);
    row_words(r, "erase.answered_by", x->by);
    row_when(r, "erase.answered", x->at);
    row_words(r, "erase.why_not", x->why);
    if (x->state == ERASURE_DONE) counts(r, x);
    ui_rows_end(r);
    if (x->state == ERASURE_ORDERED && op_may(&r->op, PERM_APPROVE)) answer_forms(r, x);
    h_end(&r->h);
}

static bool may_see(struct req *r, struct str item) {
    struct str found;
    struct err none = {0};
    return op_reach(&r->op) == -1 || records_find_item(r->op.session->db, r->a, item,
                                                       op_reach(&r->op), &found, &none) == RC_OK;
}

static rc orders(struct req *r, struct err *e) {
    struct erasure *all;
    i64 n, seen = 0;
    TRY(records_erasures(r->op.session->db, r->a, &all, &n, e));
    ui_head(r, 2, "erase.orders");
    for (i64 i = n - 1; i >= 0; i--) {
        if (!may_see(r, all[i].item)) continue;
        order(r, &all[i]);
        seen++;
    }
    if (!seen) ui_empty(r, "erase.none");
    return RC_OK;
}

static void ask_form(struct req *r) {
    if (!op_may(&r->op, PERM_REVIEW)) return;
    ui_head(r, 2, "erase.ask");
    form_begin(r, "erase request", S("/erasures"));
    form_text(r, "ITEM", "erase.item", req_query(r, "item"), true);
    form_text(r, "basis", "erase.basis", S(""), true);
    form_area(r, "reason", "erase.reason", S(""), true);
    form_signing(r, "erase.ask", "");
    form_end(r);
}

static void hold(struct req *r, const struct hold *h) {
    h_el(&r->h, "section", "card");
    h_begin(&r->h, "h3");
    if (str_eqc(h->item, "all"))
        ui_say(r, "erase.all");
    else
        ui_link(r, str_cat(r->a, S("/item/"), h->item), h->item);
    h_end(&r->h);
    ui_rows_begin(r);
    ui_row(r, "erase.state");
    ui_term(r, "hold", h->released ? S("released") : S("held"));
    ui_row_end(r);
    row_words(r, "erase.authority", h->authority);
    row_words(r, "erase.reason", h->reason);
    row_words(r, "erase.asked_by", h->by);
    row_when(r, "erase.held_since", h->at);
    if (h->released) {
        row_words(r, "erase.released_by", h->released_by);
        row_when(r, "erase.released", h->released_at);
        row_words(r, "erase.why_released", h->released_why);
    }
    ui_rows_end(r);
    if (!h->released && op_may(&r->op, PERM_OWN)) {
        form_begin(r, "hold release", S("/erasures"));
        form_hidden(r, "ITEM", h->item);
        form_text(r, "reason", "erase.why_released", S(""), true);
        form_signing(r, "erase.release", "quiet");
        form_end(r);
    }
    h_end(&r->h);
}

static rc holds(struct req *r, struct err *e) {
    struct hold *all;
    i64 n, seen = 0;
    TRY(records_holds(r->op.session->db, r->a, &all, &n, e));
    ui_head(r, 2, "erase.holds");
    ui_el(r, "p", "soft", "erase.holds_help");
    for (i64 i = n - 1; i >= 0; i--) {
        if (!str_eqc(all[i].item, "all") && !may_see(r, all[i].item)) continue;
        hold(r, &all[i]);
        seen++;
    }
    if (!seen) ui_empty(r, "erase.no_holds");
    if (!op_may(&r->op, PERM_APPROVE)) return RC_OK;
    form_begin(r, "hold place", S("/erasures"));
    form_text(r, "ITEM", "erase.hold_item", req_query(r, "item"), true);
    form_text(r, "by", "erase.authority", S(""), true);
    form_area(r, "reason", "erase.reason", S(""), true);
    form_signing(r, "erase.hold", "");
    form_end(r);
    return RC_OK;
}

static rc erasures(struct req *r, struct err *e) {
    ui_head(r, 1, "erase.title");
    ui_el(r, "p", "soft", "erase.help");
    TRY(orders(r, e));
    ask_form(r);
    return holds(r, e);
}

const struct page PAGE_ERASURES = {.path = "/erasures",
                                   .title = "erase.title",
                                   .menu = "/erasures",
                                   .perm = PERM_READ,
                                   .get = erasures};
