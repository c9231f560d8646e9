/* What waits for a decision: queues of claims, each with its words, accept and reject in place. */
#include "web/told.h"

static const struct {
    const char *queue, *words;
} QUEUES[] = {{"machine", "review.q_machine"},
              {"mine", "review.q_mine"},
              {"second", "review.q_second"},
              {"conflict", "review.q_conflict"},
              {"work_needed", "review.q_work_needed"}};

enum { SCREEN = 20 };

static void item(struct told *w, i64 at, struct str next) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[at];
    h_el(&r->h, "li", "card");
    h_attr(&r->h, "data-item", S(""));
    h_attr(&r->h, "data-open", told_claim_path(r->a, row->c.id));
    h_attr(&r->h, "id", row->c.id);
    h_el(&r->h, "p", "what");
    h_begin(&r->h, "a");
    ui_path(r, told_claim_path(r->a, row->c.id));
    ui_term(r, "kind", kind_name(row->c.kind));
    h_end(&r->h);
    h_text(&r->h, S(" "));
    told_badges(w, at);
    h_end(&r->h);
    h_begin(&r->h, "p");
    told_speaker(w, at);
    h_text(&r->h, S(" · "));
    told_source(w, row->item);
    h_end(&r->h);
    told_quote(w, at);
    told_facts(w, at);
    told_decide(w, at, next);
    h_el(&r->h, "p", "tools");
    ui_link_id(r, told_read_path(w, at), "review.in_the_text");
    if (op_may(&r->op, PERM_WRITE))
        ui_link_id(r, str_cat(r->a, S("/correct/"), row->c.id), "review.correct");
    if (row->incident >= 0)
        ui_link(r, told_incident_path(r->a, w->b->incidents[row->incident].code, ""),
                w->b->incidents[row->incident].code);
    h_end(&r->h);
    h_end(&r->h);
}

static void tabs(struct req *r, struct str chosen) {
    h_el(&r->h, "nav", "tabs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "review.queues"));
    h_begin(&r->h, "ul");
    for (i64 i = 0; i < LEN(QUEUES); i++) {
        h_begin(&r->h, "li");
        h_begin(&r->h, "a");
        ui_path(r, str_cat(r->a, S("/review?queue="), str_c(QUEUES[i].queue)));
        if (str_eqc(chosen, QUEUES[i].queue)) h_attr(&r->h, "aria-current", S("page"));
        ui_say(r, QUEUES[i].words);
        h_end(&r->h);
        h_end(&r->h);
    }
    h_end(&r->h);
    h_end(&r->h);
}

static void keys(struct req *r) {
    static const struct {
        const char *key, *words;
    } KEYS[] = {
        {"a", "review.key_accept"}, {"r", "review.key_reject"}, {"Enter", "review.key_open"}};
    h_el(&r->h, "details", "keys");
    ui_el(r, "summary", "", "review.keys");
    h_begin(&r->h, "dl");
    for (i64 i = 0; i < LEN(KEYS); i++) {
        h_begin(&r->h, "dt");
        h_leaf(&r->h, "kbd", "", str_c(KEYS[i].key));
        h_end(&r->h);
        ui_el(r, "dd", "", KEYS[i].words);
    }
    h_end(&r->h);
    h_end(&r->h);
}

static rc list(struct req *r, struct str queue, struct err *e) {
    struct list_filter f = list_everything(op_reach(&r->op));
    struct list_page page;
    struct told w;
    f.queue = queue;
    f.actor = r->op.actor;
    TRY(records_list_claims(r->op.session->db, r->a, &f, req_query(r, "after"), SCREEN, &page, e));
    struct slice want = {.claims = page.ids, .nclaims = page.n, .with = SLICE_TEXTS};
    TRY(told_open(r, &want, &w, e));
    if (!page.n) return ui_empty(r, "review.nothing_waits"), RC_OK;
    h_el(&r->h, "ol", "plain review");
    h_attr(&r->h, "data-roving", S("[data-item]"));
    struct str next = req_with(r, "done", S(""));
    for (i64 i = 0; i < page.n; i++) {
        i64 at = book_claim(w.b, page.ids[i]);
        if (at >= 0) item(&w, at, next);
    }
    h_end(&r->h);
    ui_pager(r, page.before, page.after);
    return RC_OK;
}

static struct str queue_of(const struct req *r) {
    struct str given = req_query(r, "queue");
    for (i64 i = 0; i < LEN(QUEUES); i++)
        if (str_eqc(given, QUEUES[i].queue)) return given;
    return str_c(QUEUES[0].queue);
}

static rc review(struct req *r, struct err *e) {
    struct str queue = queue_of(r);
    struct waiting n;
    ui_head(r, 1, "review.title");
    ui_note(r, "", "review.law");
    TRY(told_waiting(r, &n, e));
    told_waiting_tiles(r, &n);
    tabs(r, queue);
    for (i64 i = 0; i < LEN(QUEUES); i++)
        if (str_eqc(queue, QUEUES[i].queue)) ui_head(r, 2, QUEUES[i].words);
    keys(r);
    return list(r, queue, e);
}

const struct page PAGE_REVIEW = {.path = "/review",
                                 .title = "review.title",
                                 .menu = "/review",
                                 .perm = PERM_READ,
                                 .get = review};
