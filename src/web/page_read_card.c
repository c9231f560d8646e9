/* One claim as a card of the reading desk: who says what, its fields, its standing, and the acts on
 * it. */
#include "web/read_card.h"

static void name_field(struct req *r, const char *name, const char *id, struct str value,
                       const char *list, struct str key) {
    form_line(r, name, id, key, value, list, true);
    h_void(&r->h);
    h_end(&r->h);
}

/* The reasons that are given most, once a page; any other can be written. */
void read_reasons(struct req *r) {
    static const char *const IDS[] = {
        "read.reason_checked", "read.reason_second", "read.reason_not_said", "read.reason_speaker",
        "read.reason_number",  "read.reason_double", "read.reason_back"};
    h_begin(&r->h, "datalist");
    h_attr(&r->h, "id", S("reasons"));
    for (i64 i = 0; i < LEN(IDS); i++) {
        h_begin(&r->h, "option");
        h_attr(&r->h, "value", words_get(r->lang, IDS[i]));
        h_end(&r->h);
    }
    h_end(&r->h);
}

static void act(struct req *r, const char *act, const char *id, const char *cls, const char *key,
                const char *reason) {
    h_el(&r->h, "button", cls);
    h_attr(&r->h, "name", S("ACT"));
    h_attr(&r->h, "value", str_c(act));
    h_attr(&r->h, "data-reason", words_get(r->lang, reason));
    if (key[0]) h_attr(&r->h, "aria-keyshortcuts", str_c(key));
    ui_say(r, id);
    h_end(&r->h);
}

static void to(struct req *r, const char *path, struct str id, const char *words, const char *key) {
    h_el(&r->h, "a", "button quiet");
    ui_path(r, str_cat(r->a, str_c(path), id));
    h_attr(&r->h, "data-do", str_c(key));
    h_attr(&r->h, "aria-keyshortcuts", str_c(key));
    ui_say(r, words);
    h_end(&r->h);
}

/* Is there a decision that stands and can be taken back? */
static bool decided(const struct book *b, struct str claim) {
    for (i64 i = 0; i < b->nreviews; i++)
        if (str_eq(b->reviews[i].claim, claim) && !b->reviews[i].undone &&
            !str_eqc(b->reviews[i].act, "undo"))
            return true;
    return false;
}

static void decide(struct told *w, i64 at, struct str next) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[at];
    bool gone = row->c.status == STATUS_WITHDRAWN;
    form_begin(r, "review", next);
    form_hidden(r, "CLAIM", row->c.id);
    form_match(r, row->c.id);
    name_field(r, "reason", "read.reason", words_get(r->lang, "read.reason_checked"), "reasons",
               str_cat(r->a, S("why-"), row->c.id));
    h_el(&r->h, "div", "actions");
    if (told_may_decide(w, at)) {
        act(r, "accept", "read.accept", "", "a", "read.reason_checked");
        if (!gone) act(r, "reject", "read.reject", "quiet", "r", "read.reason_not_said");
        if (!gone) act(r, "work_needed", "read.work_needed", "quiet", "", "read.reason_not_said");
    }
    if (decided(w->b, row->c.id)) act(r, "undo", "read.undo", "quiet", "u", "read.reason_back");
    h_end(&r->h);
    form_end(r);
}

static void acts(struct told *w, i64 at, struct str next) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[at];
    if (op_may(&r->op, PERM_REVIEW)) decide(w, at, next);
    h_el(&r->h, "div", "actions no-print");
    if (op_may(&r->op, PERM_WRITE)) to(r, "/correct/", row->c.id, "read.correct", "c");
    if (row->c.by_reader.n || row->c.nrules) to(r, "/why/", row->c.id, "read.why", "w");
    to(r, "/claim/", row->c.id, "read.history", "h");
    h_end(&r->h);
    h_el(&r->h, "div", "why-here");
    h_attr(&r->h, "aria-live", S("polite"));
    h_end(&r->h);
}

static void words_row(struct told *w, i64 item, const char *id, struct span s) {
    if (!span_some(s)) return;
    h_begin(&w->r->h, "li");
    ui_el(w->r, "span", "label", id);
    h_text(&w->r->h, S(" "));
    told_words(w, item, s, "q", "");
    h_end(&w->r->h);
}

/* What told_facts() leaves to other pages. */
static void more_facts(struct told *w, i64 at) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[at];
    const struct claim *c = &row->c;
    if (!span_some(c->said.knows) && !span_some(c->said.setting) && !c->nvictims && !c->nnames &&
        !span_some(c->said.when.span) && c->modality == MODALITY_ASSERTED)
        return;
    h_el(&r->h, "ul", "facts");
    words_row(w, row->item, "read.knows", c->said.knows);
    words_row(w, row->item, "read.setting", c->said.setting);
    words_row(w, row->item, "read.said_when", c->said.when.span);
    for (i64 i = 0; i < c->nvictims; i++)
        words_row(w, row->item, "read.victim", c->victims[i].name);
    for (i64 i = 0; i < c->nnames; i++) {
        words_row(w, row->item, "read.name", c->names[i].name);
        words_row(w, row->item, "read.other_name", c->names[i].other);
    }
    if (c->modality != MODALITY_ASSERTED) {
        h_begin(&r->h, "li");
        ui_term(r, "modality", word_name("modality", (int)c->modality));
        h_end(&r->h);
    }
    h_end(&r->h);
}

static void said(struct told *w, i64 at) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[at];
    h_el(&r->h, "p", "who-says");
    told_speaker(w, at);
    h_text(&r->h, S(" "));
    h_el(&r->h, "span", "act");
    ui_term(r, "act", word_name("act", (int)row->c.said.act));
    h_end(&r->h);
    h_end(&r->h);
}

void read_card(struct told *w, i64 at, i64 number, struct str next) {
    struct req *r = w->r;
    const struct claim_row *row = &w->b->claims[at];
    struct span c = span_some(row->c.said.content) ? row->c.said.content : row->c.trigger;
    h_el(&r->h, "article", "card claim");
    h_attr(&r->h, "id", row->c.id);
    h_attr(&r->h, "tabindex", S("-1"));
    h_attr(&r->h, "data-n", str_fmt(r->a, "%lld", (long long)number));
    h_attr(&r->h, "data-status", word_name("status", (int)row->c.status));
    h_attr(&r->h, "data-span", str_fmt(r->a, "%u-%u", c.start, c.end));
    h_attr(&r->h, "aria-labelledby", str_cat(r->a, S("h-"), row->c.id));
    h_begin(&r->h, "h3");
    h_attr(&r->h, "id", str_cat(r->a, S("h-"), row->c.id));
    ui_number(r, number);
    h_text(&r->h, S(". "));
    ui_term(r, "kind", kind_name(row->c.kind));
    h_end(&r->h);
    h_el(&r->h, "p", "");
    told_badges(w, at);
    h_end(&r->h);
    said(w, at);
    told_quote(w, at);
    told_facts(w, at);
    more_facts(w, at);
    acts(w, at, next);
    h_end(&r->h);
}

/* ---- /read-card/{}: the card alone, for read.js ---- */

static rc card(struct req *r, struct err *e) {
    struct told w;
    struct str id;
    TRY(records_find_claim(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &id, e));
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS | SLICE_REVIEWS};
    TRY(told_open(r, &want, &w, e));
    i64 at = book_claim(w.b, id);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such claim");
    read_card(&w, at, req_int(r, "n", 1, 1000000, 1),
              str_fmt(r->a, "/read-card/%.*s?n=%lld", SARG(id),
                      (long long)req_int(r, "n", 1, 1000000, 1)));
    h_done(&r->h);
    return RC_OK;
}

const struct page PAGE_READ_CARD = {.path = "/read-card/{}",
                                    .title = "read.title",
                                    .menu = "/items",
                                    .perm = PERM_READ,
                                    .get = card,
                                    .bare = true};
