/* A claim by hand, and a claim corrected: the words around it, and the form. */
#include "base/limits.h"
#include "flow/enter.h"
#include "web/claim_form.h"
#include "web/read_text.h"

/* The paragraph that the words stand in, one before and one after it. */
static void surroundings(struct told *w, i64 item, u32 from, u32 to) {
    enum { AROUND = 1200 };
    struct req *r = w->r;
    struct str text = w->b->items[item].text;
    i64 begin = from > AROUND ? str_chr(text, '\n', from - AROUND) : 0;
    if (begin < 0 || begin > (i64)from) begin = 0;
    i64 end = str_chr(text, '\n', to + AROUND < text.n ? to + AROUND : text.n);
    if (end < 0 || end > text.n) end = text.n;
    h_el(&r->h, "section", "pane own text-pane");
    h_attr(&r->h, "aria-labelledby", S("h-text"));
    h_begin(&r->h, "h2");
    h_attr(&r->h, "id", S("h-text"));
    ui_say(r, "read.text");
    h_end(&r->h);
    ui_el(r, "p", "help", "read.h_pick");
    h_el(&r->h, "div", "text");
    h_attr(&r->h, "id", S("text"));
    h_attr(&r->h, "tabindex", S("0"));
    h_attr(&r->h, "role", S("group"));
    h_attr(&r->h, "aria-labelledby", S("h-text"));
    read_text_pane(w, item, (u32)begin, (u32)end, NULL, 0, S(""));
    h_end(&r->h);
    h_end(&r->h);
}

/* "92-96" within the text, on letters; false when it is none. */
static bool span_of_query(struct req *r, struct str text, struct span *out) {
    struct str at = req_query(r, "at");
    i64 dash = str_chr(at, '-', 0), from, to;
    if (dash < 0 || !str_i64(str_sub(at, 0, dash), &from) ||
        !str_i64(str_sub(at, dash + 1, at.n), &to))
        return false;
    if (from < 0 || to <= from || to > text.n || to - from > CLAIM_WORDS_MAX) return false;
    if ((u8)text.p[from] >> 6 == 2 || (to < text.n && (u8)text.p[to] >> 6 == 2)) return false;
    *out = (struct span){(u32)from, (u32)to};
    return true;
}

static void crumbs(struct req *r, struct str outside, const char *title) {
    h_el(&r->h, "nav", "crumbs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "read.crumbs"));
    ui_link_id(r, str_cat(r->a, S("/read/"), outside), "read.back");
    h_end(&r->h);
    ui_head(r, 1, title);
}

static void buttons(struct req *r, const char *id, struct str back) {
    h_el(&r->h, "div", "actions sticky-end");
    h_el(&r->h, "button", "");
    h_attr(&r->h, "aria-keyshortcuts", S("Control+Enter"));
    ui_say(r, id);
    h_end(&r->h);
    h_el(&r->h, "a", "button quiet");
    ui_path(r, back);
    ui_say(r, "read.leave");
    h_end(&r->h);
    h_end(&r->h);
}

static rc add(struct req *r, struct err *e) {
    struct told w;
    struct str outside;
    struct span quote = {0};
    TRY(records_find_item(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &outside, e));
    struct slice want = {.items = &outside, .nitems = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS};
    TRY(told_open(r, &want, &w, e));
    i64 item = book_item(w.b, outside);
    if (item < 0) return fail(e, RC_NOTFOUND, "there is no such item");
    struct str text = w.b->items[item].text;
    struct json *shown = json_obj(r->a);
    if (span_of_query(r, text, &quote)) json_set_str(r->a, shown, "quote", span_words(text, quote));
    if (req_query(r, "kind").n) json_set_str(r->a, shown, "kind", req_query(r, "kind"));
    crumbs(r, outside, "read.add_title");
    h_el(&r->h, "div", "panes read form-page");
    if (text.n) surroundings(&w, item, quote.start, span_some(quote) ? quote.end : (u32)text.n);
    h_el(&r->h, "section", "pane own");
    form_begin(r, "claim add", str_fmt(r->a, "/read/%.*s?claim={id}#{id}", SARG(outside)));
    form_hidden(r, "ITEM", outside);
    if (span_some(quote)) form_hidden(r, "near", str_fmt(r->a, "%u", quote.start));
    claim_fields(&w, item, shown);
    buttons(r, "read.save", str_cat(r->a, S("/read/"), outside));
    form_end(r);
    claim_lists(&w, item);
    h_end(&r->h);
    h_end(&r->h);
    return RC_OK;
}

static void reason(struct req *r) {
    h_el(&r->h, "p", "field");
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", S("f-reason"));
    ui_say(r, "read.reason");
    h_end(&r->h);
    h_begin(&r->h, "input");
    h_attr(&r->h, "type", S("text"));
    h_attr(&r->h, "id", S("f-reason"));
    h_attr(&r->h, "name", S("reason"));
    h_attr(&r->h, "dir", S("auto"));
    h_attr(&r->h, "required", S(""));
    h_attr(&r->h, "value", words_get(r->lang, "read.reason_words"));
    h_void(&r->h);
    h_end(&r->h);
}

static rc correct(struct req *r, struct err *e) {
    struct told w;
    struct str id;
    TRY(records_find_claim(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &id, e));
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS};
    TRY(told_open(r, &want, &w, e));
    i64 at = book_claim(w.b, id);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such claim");
    const struct claim_row *row = &w.b->claims[at];
    const struct item *it = &w.b->items[row->item];
    struct span s = span_some(row->c.said.content) ? row->c.said.content : row->c.trigger;
    crumbs(r, it->outside, "read.correct_title");
    h_el(&r->h, "p", "");
    told_badges(&w, at);
    h_end(&r->h);
    h_el(&r->h, "div", "panes read form-page");
    if (it->text.n) surroundings(&w, row->item, s.start, s.end);
    h_el(&r->h, "section", "pane own");
    form_begin(r, "claim correct",
               str_fmt(r->a, "/read/%.*s?claim=%.*s#%.*s", SARG(it->outside), SARG(id), SARG(id)));
    form_hidden(r, "CLAIM", id);
    form_hidden(r, "whole", S("1"));
    form_match(r, id);
    claim_fields(&w, row->item, enter_shown(r->a, it->text, &row->c));
    reason(r);
    buttons(r, "read.save", told_read_path(&w, at));
    form_end(r);
    claim_lists(&w, row->item);
    h_end(&r->h);
    h_end(&r->h);
    return RC_OK;
}

const struct page PAGE_CLAIM_NEW = {.path = "/claim-new/{}",
                                    .title = "read.add_title",
                                    .menu = "/items",
                                    .perm = PERM_WRITE,
                                    .get = add};
const struct page PAGE_CLAIM_CORRECT = {.path = "/correct/{}",
                                        .title = "read.correct_title",
                                        .menu = "/items",
                                        .perm = PERM_WRITE,
                                        .get = correct};
