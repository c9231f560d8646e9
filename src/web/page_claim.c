/* One claim: its words in context, what it states, who decided what, how it changed, comments. */
#include "flow/history.h"
#include "web/told.h"

enum { CONTEXT = 400 }; /* bytes shown before and after the sentence */

static u32 boundary(struct str t, u32 at, int step) {
    while (at > 0 && at < t.n && ((u8)t.p[at] & 0xC0) == 0x80)
        at += (u32)step;
    return at;
}

static void some(struct told *w, i64 item, u32 from, u32 to) {
    if (from < to) h_text(&w->r->h, shown_words(w->r->a, &w->shown, item, (struct span){from, to}));
}

static void context(struct told *w, const struct claim_row *row) {
    struct req *r = w->r;
    const struct item *it = &w->b->items[row->item];
    struct span s = span_some(row->c.sentence) ? row->c.sentence : row->c.trigger;
    struct span c = span_some(row->c.said.content) ? row->c.said.content : s;
    if (!span_some(s) || s.end > it->text.n || !span_covers(s, c)) return;
    u32 from = s.start > CONTEXT ? boundary(it->text, s.start - CONTEXT, 1) : 0;
    u32 to =
        s.end + CONTEXT < it->text.n ? boundary(it->text, s.end + CONTEXT, -1) : (u32)it->text.n;
    ui_head(r, 2, "review.in_context");
    h_el(&r->h, "p", "quote context");
    h_attr(&r->h, "dir", S("auto"));
    if (it->lang.n) h_attr(&r->h, "lang", it->lang);
    if (from > 0) h_text(&r->h, S("… "));
    some(w, row->item, from, c.start);
    h_begin(&r->h, "mark");
    some(w, row->item, c.start, c.end);
    h_end(&r->h);
    some(w, row->item, c.end, to);
    if (to < it->text.n) h_text(&r->h, S(" …"));
    h_end(&r->h);
}

/* ---- history ---- */

static const char *const FIELD_IDS[HISTORY_FIELDS] = {
    "review.f_kind",    "review.f_trigger", "review.f_quote",    "review.f_speaker",
    "review.f_act",     "review.f_number",  "review.f_place",    "review.f_when",
    "review.f_accused", "review.f_victims", "review.f_findings", "review.f_said_when",
    "review.f_knows",   "review.f_setting", "review.f_polarity", "review.f_modality",
    "review.f_repeats"};

static void value(struct req *r, const char *tag, const struct history_field *f) {
    struct str term = f->list ? words_term(r->lang, f->list, f->value) : (struct str){0};
    if (!f->value.n)
        ui_el(r, tag, "soft", "review.not_stated");
    else
        ui_words(r, tag, "", S(""), term.n ? term : f->value);
}

static void who_when(struct req *r, struct str by, i64 at) {
    h_el(&r->h, "p", "soft");
    ui_words(r, "bdi", "", S(""), by);
    h_text(&r->h, S(" · "));
    ui_instant(r, at);
    h_end(&r->h);
}

static void change(struct req *r, const struct history_change *c) {
    static const char *const HEADS[] = {"review.field", "review.was", "review.is", NULL};
    h_begin(&r->h, "li");
    who_when(r, c->by, c->at);
    if (!c->n) ui_note(r, "", "review.no_difference");
    if (c->n) {
        ui_table_begin(r, c->version < 0 ? "review.proposed_changes" : "review.changes", HEADS);
        for (int i = 0; i < c->n; i++) {
            h_begin(&r->h, "tr");
            h_begin(&r->h, "th");
            h_attr(&r->h, "scope", S("row"));
            ui_say(r, FIELD_IDS[c->changed[i]]);
            h_end(&r->h);
            h_begin(&r->h, "td");
            value(r, "del", &c->was[c->changed[i]]);
            h_end(&r->h);
            h_begin(&r->h, "td");
            value(r, "ins", &c->is[c->changed[i]]);
            h_end(&r->h);
            h_end(&r->h);
        }
        ui_table_end(r);
    }
    h_end(&r->h);
}

static void first(struct req *r, const struct history *h) {
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "review.as_first");
    who_when(r, h->first_by, h->first_at);
    ui_rows_begin(r);
    for (int i = 0; i < HISTORY_FIELDS; i++) {
        if (!h->first[i].value.n) continue;
        ui_row(r, FIELD_IDS[i]);
        value(r, "span", &h->first[i]);
        ui_row_end(r);
    }
    ui_rows_end(r);
    h_end(&r->h);
}

static void changes(struct req *r, const char *head, const struct history_change *c, i64 n) {
    if (!n) return;
    ui_head(r, 3, head);
    h_el(&r->h, "ol", "plain");
    for (i64 i = 0; i < n; i++)
        change(r, &c[i]);
    h_end(&r->h);
}

static void decisions(struct told *w, const struct history *h) {
    static const char *const HEADS[] = {"review.by", "review.act", "review.reason", "review.at",
                                        NULL};
    struct req *r = w->r;
    if (!h->ndecisions) return ui_empty(r, "review.no_decisions");
    ui_table_begin(r, "review.decisions", HEADS);
    for (i64 i = 0; i < h->ndecisions; i++) {
        const struct review *d = &h->decisions[i];
        h_begin(&r->h, "tr");
        ui_words(r, "td", "", S(""), d->by);
        h_begin(&r->h, "td");
        ui_term(r, "decided", d->act);
        if (d->undone) {
            h_text(&r->h, S(" "));
            ui_el(r, "span", "badge", "review.undone");
        }
        h_end(&r->h);
        ui_words(r, "td", "", S(""), shown_text(r->a, &w->shown, d->reason));
        h_begin(&r->h, "td");
        ui_instant(r, d->at);
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

static void history(struct told *w, const struct history *h) {
    struct req *r = w->r;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("history"));
    ui_head(r, 2, "review.history");
    ui_head(r, 3, "review.decisions");
    decisions(w, h);
    changes(r, "review.changes", h->changes, h->nchanges);
    changes(r, "review.proposed_changes", h->proposed, h->nproposed);
    first(r, h);
    h_end(&r->h);
}

/* ---- deciding ---- */

static void other_act(struct told *w, const char *act, const char *words, i64 claim,
                      struct str next) {
    struct req *r = w->r;
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", words);
    form_begin(r, "review", next);
    form_hidden(r, "CLAIM", w->b->claims[claim].c.id);
    form_hidden(r, "ACT", str_c(act));
    form_match(r, w->b->claims[claim].c.id);
    told_reason(r);
    form_submit(r, words, "quiet");
    form_end(r);
    h_end(&r->h);
}

static void decide(struct told *w, i64 at, const struct history *h, struct str next) {
    struct req *r = w->r;
    if (w->b->claims[at].c.status == STATUS_CONFLICT) ui_note(r, "warn", "review.conflict_note");
    if (!op_may(&r->op, PERM_REVIEW)) return;
    ui_head(r, 2, "review.decide");
    told_decide(w, at, next);
    if (!told_may_decide(w, at)) return;
    other_act(w, "conflict", "review.to_conflict", at, next);
    other_act(w, "work_needed", "review.to_work", at, next);
    if (h->ndecisions) other_act(w, "undo", "review.undo", at, next);
}

static rc claim(struct req *r, struct err *e) {
    struct str id;
    struct told w;
    struct history h;
    TRY(session_open(&r->op, e));
    TRY(records_find_claim(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &id, e));
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS};
    TRY(told_open(r, &want, &w, e));
    i64 at = book_claim(w.b, id);
    const struct claim_row *row = &w.b->claims[at];
    struct str next = told_claim_path(r->a, id);
    TRY(history_of(&r->op, &w.shown, at, &h, e));
    h_begin(&r->h, "h1");
    ui_term(r, "kind", kind_name(row->c.kind));
    h_end(&r->h);
    h_begin(&r->h, "p");
    told_badges(&w, at);
    ui_code(r, str_sub(id, 0, 14));
    h_end(&r->h);
    h_begin(&r->h, "p");
    told_speaker(&w, at);
    h_text(&r->h, S(" · "));
    told_source(&w, row->item);
    h_end(&r->h);
    told_quote(&w, at);
    told_facts(&w, at);
    h_el(&r->h, "p", "tools");
    ui_link_id(r, told_read_path(&w, at), "review.in_the_text");
    if (op_may(&r->op, PERM_WRITE))
        ui_link_id(r, str_cat(r->a, S("/correct/"), row->c.id), "review.correct");
    if (row->incident >= 0) told_incident_link(&w, row->incident);
    h_end(&r->h);
    decide(&w, at, &h, next);
    context(&w, row);
    history(&w, &h);
    return told_comments(&w, id, next, e);
}

const struct page PAGE_CLAIM = {.path = "/claim/{}",
                                .title = "review.claim",
                                .menu = "/review",
                                .perm = PERM_READ,
                                .get = claim};
