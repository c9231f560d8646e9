/* The incidents: what is reported, where, when, how many, by how many accounts; newest first. */
#include "web/incident_list.h"

enum { SCREEN = 30 };

static bool fits(const struct incident_filter *f, const struct book *b, i64 at) {
    if (f->accounts.n && !str_eq(f->accounts, incident_accounts(b, at))) return false;
    if (f->reviewed.n && !str_eq(f->reviewed, incident_reviewed(b, at))) return false;
    return !f->disputed.n || incident_disputed(b, at) == str_eqc(f->disputed, "yes");
}

static void number(struct req *r, const struct figure *f) {
    if (!f) return ui_el(r, "span", "soft", "review.not_stated");
    ui_range(r, f->min, f->max);
    h_text(&r->h, S(" "));
    ui_term(r, "what", word_name("what", (int)f->what));
}

static void row(struct told *w, i64 at) {
    struct req *r = w->r;
    const struct incident *in = &w->b->incidents[at];
    h_begin(&r->h, "tr");
    h_attr(&r->h, "data-item", S(""));
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    told_incident_link(w, at);
    h_end(&r->h);
    h_el(&r->h, "td", "num");
    number(r, incident_figure(w->b, at));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_words(r, "span", "", S(""), told_place(w, in));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_dates(r, in->when);
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "accounts", incident_accounts(w->b, at));
    h_end(&r->h);
    h_begin(&r->h, "td");
    ui_term(r, "reviewed", incident_reviewed(w->b, at));
    if (incident_disputed(w->b, at)) {
        h_text(&r->h, S(" "));
        ui_el(r, "span", "badge conflict", "review.is_disputed");
    }
    h_end(&r->h);
    h_end(&r->h);
}

static void table(struct told *w, const struct incident_filter *f, const struct list_page *page) {
    static const char *const HEADS[] = {"review.incident",
                                        "review.number",
                                        "review.place",
                                        "review.when",
                                        "review.accounts",
                                        "review.reviewed",
                                        NULL};
    struct req *r = w->r;
    i64 n = 0;
    for (i64 i = 0; i < page->n; i++) {
        i64 at = book_incident(w->b, page->ids[i]);
        if (at < 0 || !fits(f, w->b, at)) continue;
        if (n++ == 0) ui_table_begin(r, "review.incidents", HEADS);
        row(w, at);
    }
    if (n) ui_table_end(r);
    if (!n) ui_empty(r, page->n ? "review.none_on_screen" : "review.no_incidents");
}

static rc incidents(struct req *r, struct err *e) {
    struct incident_filter f;
    struct list_page page;
    struct told w;
    TRY(incident_filter_read(r, &f, e));
    TRY(records_list_incidents(r->op.session->db, r->a, &f.list, req_query(r, "after"), SCREEN,
                               &page, e));
    struct slice want = {
        .incidents = page.ids, .nincidents = page.n, .with = SLICE_TEXTS | SLICE_INCIDENTS};
    TRY(told_open(r, &want, &w, e));
    ui_head(r, 1, "review.incidents");
    incident_views(r, "/incidents");
    incident_filter_form(r, &f, "/incidents");
    h_el(&r->h, "p", "soft");
    ui_say_n(r, page.count_more ? "review.incidents_more" : "review.incidents_n", page.count);
    h_end(&r->h);
    if (f.accounts.n || f.disputed.n || f.reviewed.n) ui_note(r, "", "review.of_this_screen");
    table(&w, &f, &page);
    ui_pager(r, page.before, page.after);
    return RC_OK;
}

const struct page PAGE_INCIDENTS = {.path = "/incidents",
                                    .title = "review.incidents",
                                    .menu = "/incidents",
                                    .perm = PERM_READ,
                                    .get = incidents};
