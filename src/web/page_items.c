/* What was received: filters and one screen of items. */
#include "base/limits.h"
#include "web/told.h"

static const struct str STATES[] = {SI("sealed"), SI("read"), SI("unread"), SI("unreadable"),
                                    SI("erased")};

struct filter_form {
    struct str words, publication, lang, state;
};

static void offer_publications(struct req *r, const struct book *b, struct str chosen) {
    struct pair *v = NEWN(r->a, struct pair, b->npublications);
    for (i64 i = 0; i < b->npublications; i++)
        v[i] = (struct pair){b->publications[i].id, b->publications[i].name};
    form_choose(r, "publication", "items.publication", v, b->npublications, chosen, false);
}

static void filters(struct req *r, const struct book *b, const struct filter_form *f) {
    form_get(r, S("/items"));
    form_text(r, "words", "items.words", f->words, false);
    offer_publications(r, b, f->publication);
    form_select(r, "state", "items.state", "itemstate", STATES, LEN(STATES), f->state, false);
    form_text(r, "lang", "items.lang", f->lang, false);
    form_submit(r, "items.filter", "quiet");
    form_end(r);
}

static void item_row(struct told *w, i64 at) {
    static const char *const BADGES[] = {"badge", "badge good", "badge warn", "badge bad",
                                         "badge withdrawn"};
    struct req *r = w->r;
    const struct item *it = &w->b->items[at];
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    const char *to = it->state == ITEM_ERASED ? "/item/" : "/read/";
    ui_link(r, str_cat(r->a, str_c(to), it->outside),
            shown_text(r->a, &w->shown,
                       it->title.n  ? it->title
                       : it->name.n ? it->name
                                    : it->outside));
    h_end(&r->h);
    h_begin(&r->h, "td");
    told_source(w, at);
    h_end(&r->h);
    h_begin(&r->h, "td");
    h_el(&r->h, "span", BADGES[it->state]);
    ui_term(r, "itemstate", STATES[it->state]);
    h_end(&r->h);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_instant(r, it->received_at);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_link_id(r, str_cat(r->a, S("/item/"), it->outside), "items.about");
    h_end(&r->h);
    h_end(&r->h);
}

static void say_filter(const struct filter_form *f, struct list_filter *to) {
    to->words = f->words;
    to->publication = f->publication;
    to->lang = f->lang;
    for (i64 i = 0; i < LEN(STATES); i++)
        if (str_eq(f->state, STATES[i])) to->status = 1u << i;
}

static rc items(struct req *r, struct err *e) {
    static const char *const HEADS[] = {"items.item",     "items.source", "items.state",
                                        "items.received", "items.more",   NULL};
    struct told w;
    struct list_page page;
    struct filter_form f = {req_query(r, "words"), req_query(r, "publication"),
                            req_query(r, "lang"), req_query(r, "state")};
    struct list_filter want = list_everything(op_reach(&r->op));
    say_filter(&f, &want);
    TRY(records_list_items(r->op.session->db, r->a, &want, req_query(r, "after"), 50, &page, e));
    struct slice of = {.items = page.ids, .nitems = page.n};
    TRY(told_open(r, &of, &w, e));
    ui_head(r, 1, "items.title");
    h_el(&r->h, "p", "soft");
    ui_say_n(r, page.count_more ? "items.more_than" : "items.n", page.count);
    h_end(&r->h);
    filters(r, w.b, &f);
    if (op_may(&r->op, PERM_WRITE)) {
        h_el(&r->h, "p", "actions");
        h_el(&r->h, "a", "button");
        ui_path(r, S("/seal"));
        ui_say(r, "seal.title");
        h_end(&r->h);
        h_end(&r->h);
    }
    if (!page.n) {
        ui_empty(r, "items.empty");
        return RC_OK;
    }
    ui_table_begin(r, "items.title", HEADS);
    for (i64 i = 0; i < page.n; i++) {
        i64 at = book_item(w.b, page.ids[i]);
        if (at >= 0) item_row(&w, at);
    }
    ui_table_end(r);
    ui_pager(r, page.before, page.after);
    return RC_OK;
}

const struct page PAGE_ITEMS = {
    .path = "/items", .title = "items.title", .menu = "/items", .perm = PERM_READ, .get = items};
