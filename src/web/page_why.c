/* Why the reader proposes a claim. */
#include "flow/why.h"
#include "web/told.h"

static void joined(struct req *r, const struct json *list) {
    i64 n = 0;
    JSON_EACH(v, list) {
        struct str term = words_term(r->lang, "kind", v->s);
        if (!term.n) term = words_term(r->lang, "act", v->s);
        if (!term.n) term = words_term(r->lang, "role", v->s);
        if (!term.n) term = words_term(r->lang, "what", v->s);
        if (!term.n) term = words_term(r->lang, "who", v->s);
        if (n++) h_text(&r->h, S(" · "));
        ui_words(r, "span", "", term.n ? S("") : S("en"), term.n ? term : v->s);
    }
}

static void words_table(struct req *r, const struct json *words) {
    static const char *const HEADS[] = {"read.why_part", "read.why_words", "read.why_entry",
                                        "read.why_means", NULL};
    if (!words || !words->kids) return;
    ui_table_begin(r, "read.why_lexicon", HEADS);
    JSON_EACH(v, words) {
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_term(r, "readpart", json_get_str(v, "part"));
        h_end(&r->h);
        ui_words(r, "td", "quote", S("en"), json_get_str(v, "words"));
        ui_words(r, "td", "", S("en"), json_get_str(v, "entry"));
        h_begin(&r->h, "td");
        joined(r, json_get(v, "means"));
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
}

/* Part, words, why: of the trained stage, and of names whose letters deceive. */
static void reasons_table(struct req *r, const char *title, const struct json *list) {
    static const char *const HEADS[] = {"read.why_part", "read.why_words", "read.why_because",
                                        NULL};
    if (!list || !list->kids) return;
    ui_table_begin(r, title, HEADS);
    JSON_EACH(v, list) {
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_term(r, "readpart", json_get_str(v, "part"));
        h_end(&r->h);
        ui_words(r, "td", "quote", S(""), json_get_str(v, "words"));
        ui_words(r, "td", "", S("en"), json_get_str(v, "why"));
        h_end(&r->h);
    }
    ui_table_end(r);
}

static void proposed_by(struct req *r, const struct claim *c) {
    ui_rows_begin(r);
    ui_row(r, "read.why_proposer");
    ui_code(r, c->by_proposer);
    ui_row_end(r);
    ui_rows_end(r);
    ui_note(r, c->held ? "warn" : "", c->held ? "read.why_held" : "read.why_verified");
}

static rc get(struct req *r, struct err *e) {
    struct told w;
    struct str id;
    TRY(records_find_claim(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &id, e));
    struct slice want = {.claims = &id, .nclaims = 1, .with = SLICE_TEXTS};
    TRY(told_open(r, &want, &w, e));
    i64 at = book_claim(w.b, id);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such claim");
    const struct claim_row *row = &w.b->claims[at];
    const struct item *it = &w.b->items[row->item];
    struct json *why = claim_why(&r->op, &row->c, it->text, it->lang);
    h_el(&r->h, "nav", "crumbs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "read.crumbs"));
    ui_link_id(r, told_read_path(&w, at), "read.back");
    h_end(&r->h);
    ui_head(r, 1, "read.why_title");
    told_quote(&w, at);
    h_begin(&r->h, "div");
    h_attr(&r->h, "id", S("why"));
    if (row->c.by_person.n && !row->c.by_reader.n) ui_note(r, "", "read.why_person");
    if (row->c.by_proposer.n) proposed_by(r, &row->c);
    if (row->c.by_reader.n || row->c.by_proposer.n) {
        ui_rows_begin(r);
        ui_row(r, "read.why_rules");
        joined(r, json_get(why, "rules"));
        ui_row_end(r);
        if (row->c.by_reader.n) {
            ui_row(r, "read.why_reader");
            ui_code(r, row->c.by_reader);
            ui_row_end(r);
        }
        ui_rows_end(r);
        if (op_sees(&r->op, FIELD_NAMES)) {
            words_table(r, json_get(why, "words"));
            reasons_table(r, "read.why_weights", json_get(why, "weights"));
            reasons_table(r, "read.why_suspicious", json_get(why, "suspicious"));
        }
        ui_note(r, "machine", "read.why_law");
    }
    h_end(&r->h);
    return RC_OK;
}

const struct page PAGE_WHY = {
    .path = "/why/{}", .title = "read.why_title", .menu = "/items", .perm = PERM_READ, .get = get};
