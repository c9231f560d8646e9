/* One decision on many claims: what would change is shown, then done. Which claims: those ticked in
 * a list (claim=…), or all of a search. */
#include "flow/bulk.h"
#include "flow/show.h"
#include "web/search_ask.h"
#include "web/told.h"

static const struct str ACTS[] = {SI("accept"), SI("reject"), SI("work_needed"), SI("conflict"),
                                  SI("undo")};

struct chosen {
    struct str *ids;
    i64 n;
    bool ticked, more;
};

static void ticked(struct req *r, struct chosen *x) {
    x->ids = NEWN(r->a, struct str, r->nquery);
    for (i64 i = 0; i < r->nquery && x->n < BULK_MAX; i++)
        if (str_eqc(r->query[i].name, "claim") && r->query[i].value.n)
            x->ids[x->n++] = r->query[i].value;
    x->ticked = x->n > 0;
}

static rc choose(struct req *r, const struct search_ask *s, struct chosen *x, struct err *e) {
    struct list_page p;
    *x = (struct chosen){0};
    ticked(r, x);
    if (x->ticked || s->wrong.n || !(s->words.n || s->narrowed)) return RC_OK;
    TRY(records_list_claims(r->op.session->db, r->a, &s->f, S(""), BULK_MAX, &p, e));
    x->ids = p.ids;
    x->n = p.n;
    x->more = p.after.n > 0;
    return RC_OK;
}

/* Which claims, for the form that looks again and the form that acts. */
static void carry(struct req *r, const struct chosen *x, bool to_act) {
    for (i64 i = 0; x->ticked && i < x->n; i++)
        form_hidden(r, "claim", x->ids[i]);
    if (x->ticked) return;
    if (to_act)
        search_ask_hidden(r);
    else
        for (i64 i = 0; i < r->nquery; i++)
            if (!str_eqc(r->query[i].name, "act") && !str_eqc(r->query[i].name, "reason") &&
                !str_eqc(r->query[i].name, "done"))
                form_hidden(r, cstr(r->a, r->query[i].name), r->query[i].value);
}

static void ask_form(struct req *r, const struct chosen *x, struct str act, struct str reason) {
    form_get(r, S("/bulk"));
    carry(r, x, false);
    form_select(r, "act", "bulk.act", "bulk_act", ACTS, LEN(ACTS), act, true);
    form_text(r, "reason", "bulk.reason", reason, true);
    form_submit(r, "bulk.look", "");
    form_end(r);
}

static void row(struct told *w, const struct bulk_row *b) {
    struct req *r = w->r;
    i64 at = book_claim(w->b, b->id);
    if (at < 0) return;
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    h_begin(&r->h, "a");
    ui_path(r, told_claim_path(r->a, b->id));
    ui_term(r, "kind", b->name);
    h_end(&r->h);
    h_end(&r->h);
    h_begin(&r->h, "td");
    told_speaker(w, at);
    h_text(&r->h, S(" · "));
    told_source(w, w->b->claims[at].item);
    h_end(&r->h);
    ui_words(r, "td", "quote", w->b->items[w->b->claims[at].item].lang,
             show_short(r->a, b->words, 200));
    h_begin(&r->h, "td");
    ui_term(r, "status", b->status);
    h_end(&r->h);
    h_begin(&r->h, "td");
    if (b->refused.n) {
        h_begin(&r->h, "strong");
        ui_say(r, "bulk.left");
        h_end(&r->h);
        h_text(&r->h, S(" "));
        h_begin(&r->h, "span");
        h_attr(&r->h, "lang", S("en"));
        h_attr(&r->h, "dir", S("ltr"));
        h_text(&r->h, b->refused);
        h_end(&r->h);
    } else {
        ui_say(r, "bulk.changes");
    }
    h_end(&r->h);
    h_end(&r->h);
}

static rc table(struct req *r, const struct bulk_plan *p, struct err *e) {
    static const char *const HEADS[] = {"bulk.claim",     "bulk.said_by",  "bulk.words",
                                        "bulk.stands_as", "bulk.what_now", NULL};
    enum { SHOWN = 200 };
    struct told w;
    struct str *ids = NEWN(r->a, struct str, p->n);
    i64 n = p->n < SHOWN ? p->n : SHOWN;
    for (i64 i = 0; i < n; i++)
        ids[i] = p->rows[i].id;
    struct slice want = {.claims = ids, .nclaims = n, .with = SLICE_TEXTS};
    TRY(told_open(r, &want, &w, e));
    ui_table_begin(r, "bulk.preview", HEADS);
    for (i64 i = 0; i < n; i++)
        row(&w, &p->rows[i]);
    ui_table_end(r);
    if (p->n > SHOWN) {
        h_begin(&r->h, "p");
        ui_say_n(r, "bulk.more_rows", p->n - SHOWN);
        h_end(&r->h);
    }
    return RC_OK;
}

static void act_form(struct req *r, const struct chosen *x, const struct bulk_plan *p,
                     struct str act, struct str reason) {
    form_begin(r, "bulk review", S("/review"));
    carry(r, x, true);
    form_hidden(r, "ACT", act);
    form_hidden(r, "reason", reason);
    form_hidden(r, "token", p->token);
    h_begin(&r->h, "p");
    ui_say_n(r, "bulk.would_change", p->acts);
    h_end(&r->h);
    form_submit(r, "bulk.do", "danger");
    form_end(r);
}

static bool known(struct str act) {
    for (i64 i = 0; i < LEN(ACTS); i++)
        if (str_eq(act, ACTS[i])) return true;
    return false;
}

static rc whole_ids(struct req *r, struct chosen *x, struct err *e) {
    for (i64 i = 0; x->ticked && i < x->n; i++)
        TRY(records_find_claim(r->op.session->db, r->a, x->ids[i], op_reach(&r->op), &x->ids[i],
                               e));
    return RC_OK;
}

static rc bulk(struct req *r, struct err *e) {
    struct search_ask s;
    struct chosen x;
    struct bulk_plan p;
    struct str act = req_query(r, "act"), reason = str_trim(req_query(r, "reason"));
    search_ask_read(r, &s);
    ui_head(r, 1, "bulk.title");
    TRY(choose(r, &s, &x, e));
    if (!x.n) {
        ui_empty(r, "bulk.none");
        search_ask_form(r, &s, "/bulk");
        return RC_OK;
    }
    if (x.more) {
        ui_note(r, "bad", "bulk.too_many");
        search_ask_form(r, &s, "/bulk");
        return RC_OK;
    }
    ui_note(r, "", "bulk.law");
    h_begin(&r->h, "p");
    ui_say_n(r, "bulk.chosen", x.n);
    h_end(&r->h);
    ask_form(r, &x, act, reason);
    if (!known(act) || !reason.n) return RC_OK;
    TRY(whole_ids(r, &x, e));
    TRY(bulk_plan_review(&r->op, act, reason, x.ids, x.n, &p, e));
    ui_head(r, 2, "bulk.preview");
    if (p.acts) act_form(r, &x, &p, act, reason);
    if (!p.acts) ui_note(r, "", "bulk.nothing");
    return table(r, &p, e);
}

const struct page PAGE_BULK = {
    .path = "/bulk", .title = "bulk.title", .menu = "/search", .perm = PERM_REVIEW, .get = bulk};
