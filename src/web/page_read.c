/* The reading desk: the text on one side, its claims on the other. Everything works by links and
 * forms; read.js adds the keys. */
#include "base/limits.h"
#include "store/copy.h"
#include "web/read_card.h"
#include "web/read_text.h"

#include <stdlib.h>

struct desk_page {
    struct told w;
    i64 item, page;
    struct read_pages pages;
    struct read_claim *claims; /* of this page */
    i64 n, all, machine;       /* shown; in the item; of these not reviewed */
    struct str outside;
};

static rc open_item(struct req *r, struct desk_page *d, struct err *e) {
    TRY(records_find_item(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &d->outside, e));
    struct slice want = {
        .items = &d->outside, .nitems = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS | SLICE_REVIEWS};
    TRY(told_open(r, &want, &d->w, e));
    d->item = book_item(d->w.b, d->outside);
    return d->item >= 0 ? RC_OK : fail(e, RC_NOTFOUND, "there is no such item");
}

/* Withdrawn ones that nobody decided on were only replaced by a later reading. */
static bool shown_here(const struct book *b, const struct claim_row *row) {
    if (row->c.status != STATUS_WITHDRAWN) return true;
    for (i64 i = 0; i < b->nreviews; i++)
        if (str_eq(b->reviews[i].claim, row->c.id)) return true;
    return false;
}

static void choose_page(struct req *r, struct desk_page *d) {
    const struct book *b = d->w.b;
    i64 wanted = book_claim(b, req_query(r, "claim"));
    d->page = req_int(r, "page", 1, d->pages.n, 1) - 1;
    if (wanted >= 0 && b->claims[wanted].item == d->item)
        d->page = read_page_of(&d->pages, b->claims[wanted].c.trigger.start);
}

static int in_text(const void *x, const void *y) {
    const struct read_claim *p = x, *q = y;
    if (p->start != q->start) return p->start < q->start ? -1 : 1;
    return p->at < q->at ? -1 : 1;
}

static void choose_claims(struct req *r, struct desk_page *d) {
    const struct book *b = d->w.b;
    struct read_claim *all = NULL;
    i64 n = 0, cap = 0, shown = 0;
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->claims[i].item == d->item && shown_here(b, &b->claims[i]))
            *PUSH(r->a, all, n, cap) =
                (struct read_claim){.at = i, .start = b->claims[i].c.trigger.start};
    if (n) qsort(all, (size_t)n, sizeof *all, in_text);
    u32 from = d->pages.starts[d->page], to = d->pages.starts[d->page + 1];
    d->all = n;
    for (i64 i = 0; i < n; i++) {
        u32 at = all[i].start;
        all[i].number = i + 1;
        d->machine += b->claims[all[i].at].c.status == STATUS_MACHINE;
        bool last = d->page + 1 == d->pages.n;
        if (at >= from && (at < to || last) && shown < READ_CARDS_MAX) all[shown++] = all[i];
    }
    d->claims = all;
    d->n = shown;
}

/* Where a decision leads without script: to the next claim that waits, else it stays. */
static struct str after(struct desk_page *d, i64 i) {
    const struct book *b = d->w.b;
    i64 to = i;
    for (i64 k = i + 1; k < d->n && to == i; k++)
        if (b->claims[d->claims[k].at].c.status == STATUS_MACHINE) to = k;
    struct str id = b->claims[d->claims[to].at].c.id;
    return str_fmt(d->w.r->a, "/read/%.*s?claim=%.*s#%.*s", SARG(d->outside), SARG(id), SARG(id));
}

static void pages_nav(struct req *r, struct desk_page *d) {
    if (d->pages.n < 2) return;
    struct str before = {0}, next = {0};
    struct str path = str_cat(r->a, S("/read/"), d->outside);
    if (d->page > 0) before = str_fmt(r->a, "%.*s?page=%lld", SARG(path), (long long)d->page);
    if (d->page + 1 < d->pages.n)
        next = str_fmt(r->a, "%.*s?page=%lld", SARG(path), (long long)d->page + 2);
    h_el(&r->h, "nav", "pager");
    h_attr(&r->h, "aria-label", words_get(r->lang, "read.pages"));
    if (before.n) ui_link_id(r, before, "read.page_before");
    h_el(&r->h, "span", "soft");
    h_text(&r->h,
           words_fill(r->a, r->lang, "read.page_of", words_number(r->a, r->lang, d->page + 1),
                      words_number(r->a, r->lang, d->pages.n)));
    h_end(&r->h);
    if (next.n) ui_link_id(r, next, "read.page_next");
    h_end(&r->h);
}

static rc translations(struct req *r, struct desk_page *d, struct err *e) {
    struct copy *v;
    i64 n;
    TRY(records_copies(r->op.session->db, r->a, d->outside, &v, &n, e));
    struct str seen = {0};
    for (i64 i = 0; i < n; i++) {
        struct str text;
        if (!str_eqc(v[i].what, "translation") || str_eq(seen, v[i].lang)) continue;
        seen = v[i].lang; /* the newest of a language; all stand on the item's page */
        TRY(records_copy_text(r->op.session->db, r->a, d->outside, v[i].lang, v[i].version, &text,
                              e));
        h_begin(&r->h, "details");
        h_attr(&r->h, "open", S(""));
        h_begin(&r->h, "summary");
        ui_say(r, "read.translation");
        h_text(&r->h, S(" ("));
        ui_code(r, v[i].lang);
        h_text(&r->h, S(")"));
        h_end(&r->h);
        ui_note(r, "", "read.translation_law");
        ui_words(r, "div", "translation", v[i].lang, shown_text(r->a, &d->w.shown, text));
        h_end(&r->h);
    }
    return RC_OK;
}

static void not_read(struct req *r, struct desk_page *d) {
    ui_note(r, "", "seal.not_read");
    if (!op_may(&r->op, PERM_WRITE)) return;
    form_begin(r, "read", str_cat(r->a, S("/read/"), d->outside));
    form_hidden(r, "ITEM", d->outside);
    form_submit(r, "seal.read", "");
    form_end(r);
}

static void no_text(struct req *r, struct desk_page *d) {
    if (d->w.b->items[d->item].state == ITEM_SEALED) return not_read(r, d);
    if (d->w.b->items[d->item].state == ITEM_ERASED) {
        ui_note(r, "warn", "erase.was");
        ui_link_id(r, str_cat(r->a, S("/item/"), d->outside), "seal.item");
        return;
    }
    ui_note(r, "warn", "read.no_text");
    if (d->w.b->items[d->item].reason.n)
        ui_words(r, "p", "soft", S("en"), d->w.b->items[d->item].reason);
    h_el(&r->h, "p", "");
    ui_link_id(r, str_fmt(r->a, "/item/%.*s#type", SARG(d->outside)), "read.type_it");
    h_end(&r->h);
}

static rc text_side(struct req *r, struct desk_page *d, struct err *e) {
    const struct item *it = &d->w.b->items[d->item];
    bool write = op_may(&r->op, PERM_WRITE);
    struct str add = write ? str_cat(r->a, S("/claim-new/"), d->outside) : (struct str){0};
    h_el(&r->h, "section", "pane own text-pane");
    h_attr(&r->h, "aria-labelledby", S("h-text"));
    h_begin(&r->h, "h2");
    h_attr(&r->h, "id", S("h-text"));
    ui_say(r, "read.text");
    h_end(&r->h);
    if (it->state == ITEM_UNREAD) ui_note(r, "", "read.unread");
    if (!it->text.n) no_text(r, d);
    h_el(&r->h, "div", "text");
    h_attr(&r->h, "id", S("text"));
    h_attr(&r->h, "tabindex", S("0"));
    h_attr(&r->h, "role", S("group"));
    h_attr(&r->h, "aria-labelledby", S("h-text"));
    if (it->text.n)
        read_text_pane(&d->w, d->item, d->pages.starts[d->page], d->pages.starts[d->page + 1],
                       d->claims, d->n, add);
    h_end(&r->h);
    pages_nav(r, d);
    TRY(translations(r, d, e));
    h_end(&r->h);
    return RC_OK;
}

static void claims_side(struct req *r, struct desk_page *d) {
    h_el(&r->h, "section", "pane own claims-pane");
    h_attr(&r->h, "aria-labelledby", S("h-claims"));
    h_begin(&r->h, "h2");
    h_attr(&r->h, "id", S("h-claims"));
    ui_say_n(r, "read.claims_n", d->all);
    h_end(&r->h);
    h_el(&r->h, "p", "soft");
    h_attr(&r->h, "id", S("waiting"));
    h_attr(&r->h, "role", S("status"));
    ui_say_n(r, "read.machine_n", d->machine);
    h_end(&r->h);
    if (op_may(&r->op, PERM_WRITE) && d->w.b->items[d->item].text.n) {
        h_el(&r->h, "p", "no-print");
        h_el(&r->h, "a", "button quiet");
        ui_path(r, str_cat(r->a, S("/claim-new/"), d->outside));
        h_attr(&r->h, "data-do", S("n"));
        h_attr(&r->h, "aria-keyshortcuts", S("n"));
        ui_say(r, "read.add");
        h_end(&r->h);
        h_end(&r->h);
    }
    if (!d->n) ui_empty(r, "read.no_claims");
    for (i64 i = 0; i < d->n; i++)
        read_card(&d->w, d->claims[i].at, d->claims[i].number, after(d, i));
    h_end(&r->h);
}

static void key(struct req *r, const char *keys, const char *id) {
    struct str rest = str_c(keys);
    h_begin(&r->h, "dt");
    while (rest.p)
        h_leaf(&r->h, "kbd", "", str_cut(&rest, ' '));
    h_end(&r->h);
    ui_el(r, "dd", "", id);
}

static void key_help(struct req *r) {
    h_el(&r->h, "details", "keys no-print");
    ui_el(r, "summary", "", "read.keys");
    h_begin(&r->h, "dl");
    key(r, "j k", "read.key_jk");
    key(r, "a", "read.accept");
    key(r, "r", "read.reject");
    key(r, "c", "read.correct");
    key(r, "u", "read.undo");
    key(r, "w", "read.why");
    key(r, "n", "read.add");
    key(r, "t", "read.key_t");
    key(r, "← → ↑ ↓", "read.key_arrows");
    key(r, "Shift+←", "read.key_shift");
    key(r, ".", "read.key_sentence");
    key(r, "/", "read.key_find");
    h_end(&r->h);
    h_end(&r->h);
}

static void head(struct req *r, struct desk_page *d) {
    const struct item *it = &d->w.b->items[d->item];
    h_el(&r->h, "nav", "crumbs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "read.crumbs"));
    ui_link_id(r, S("/items"), "read.items");
    h_text(&r->h, S(" › "));
    ui_link(r, str_cat(r->a, S("/item/"), d->outside),
            shown_text(r->a, &d->w.shown, it->name.n ? it->name : d->outside));
    h_end(&r->h);
    ui_words(r, "h1", "", it->lang,
             it->title.n  ? shown_text(r->a, &d->w.shown, it->title)
             : it->name.n ? shown_text(r->a, &d->w.shown, it->name)
                          : words_get(r->lang, "read.title"));
    h_el(&r->h, "p", "");
    told_source(&d->w, d->item);
    h_end(&r->h);
}

static rc get(struct req *r, struct err *e) {
    struct desk_page d = {0};
    TRY(open_item(r, &d, e));
    d.pages = read_pages(r->a, d.w.b->items[d.item].text);
    choose_page(r, &d);
    choose_claims(r, &d);
    head(r, &d);
    key_help(r);
    read_reasons(r);
    h_el(&r->h, "div", "panes read");
    h_attr(&r->h, "data-read", d.outside);
    h_attr(&r->h, "data-left", words_get(r->lang, "read.left"));
    TRY(text_side(r, &d, e));
    claims_side(r, &d);
    h_end(&r->h);
    return RC_OK;
}

const struct page PAGE_READ = {
    .path = "/read/{}", .title = "read.title", .menu = "/items", .perm = PERM_READ, .get = get};
