/* The claims of an incident against what they say, by speaker; who disputes what; which accounts
 * have one origin, and why. */
#include "web/draw.h"
#include "web/incident_page.h"

enum { ROWS_MAX = 200, TIES_SHOWN = 100, NODES_MAX = 24 };

static void cell_begin(struct incident_page *x, const char *label) {
    h_begin(&x->r->h, "td");
    h_attr(&x->r->h, "data-label", words_get(x->r->lang, label));
}

static void value(struct incident_page *x, const struct claim_row *row, struct span s) {
    h_begin(&x->r->h, "div");
    told_words(&x->w, row->item, s, "q", "");
    h_end(&x->r->h);
}

static void cells(struct incident_page *x, const struct claim_row *row) {
    struct req *r = x->r;
    cell_begin(x, "review.what");
    ui_term(r, "kind", kind_name(row->c.kind));
    h_end(&r->h);
    cell_begin(x, "review.how_many");
    for (i64 i = 0; i < row->c.ncounts; i++) {
        const struct count *n = &row->c.counts[i];
        h_begin(&r->h, "div");
        ui_range(r, n->min, n->max);
        h_text(&r->h, S(" "));
        ui_term(r, "what", word_name("what", (int)n->what));
        h_text(&r->h, S(" "));
        told_words(&x->w, row->item, n->span, "q", "soft");
        h_end(&r->h);
    }
    h_end(&r->h);
    cell_begin(x, "review.where");
    for (i64 i = 0; i < row->c.nwhere; i++)
        value(x, row, row->c.where[i].span);
    h_end(&r->h);
    cell_begin(x, "review.when");
    if (span_some(row->c.when.span)) value(x, row, row->c.when.span);
    if (row->c.when.range.precision) ui_dates(r, row->c.when.range);
    h_end(&r->h);
    cell_begin(x, "review.accused");
    for (i64 i = 0; i < row->c.nperps; i++)
        value(x, row, row->c.perps[i].span);
    h_end(&r->h);
}

static void line(struct incident_page *x, i64 k) {
    struct req *r = x->r;
    i64 claim = x->in->claims[k];
    const struct claim_row *row = &x->b->claims[claim];
    h_begin(&r->h, "tr");
    h_attr(&r->h, "id", str_fmt(r->a, "claim-%lld", (long long)(k + 1)));
    h_attr(&r->h, "data-item", S(""));
    h_begin(&r->h, "th");
    h_attr(&r->h, "scope", S("row"));
    h_begin(&r->h, "a");
    ui_path(r, told_claim_path(r->a, row->c.id));
    h_text(&r->h, told_claim_n(r, k + 1));
    h_end(&r->h);
    h_text(&r->h, S(" "));
    told_speaker(&x->w, claim);
    h_text(&r->h, S(" · "));
    told_source(&x->w, row->item);
    h_text(&r->h, S(" "));
    told_badges(&x->w, claim);
    h_end(&r->h);
    cells(x, row);
    h_end(&r->h);
}

void incident_matrix(struct incident_page *x) {
    static const char *const HEADS[] = {
        "review.who_says", "review.what", "review.how_many", "review.where", "review.when",
        "review.accused",  NULL};
    ui_head(x->r, 2, "review.matrix");
    ui_note(x->r, "", "review.matrix_note");
    ui_table_begin(x->r, "review.matrix", HEADS);
    for (i64 k = 0; k < x->in->nclaims && k < ROWS_MAX; k++)
        line(x, k);
    ui_table_end(x->r);
    if (x->in->nclaims <= ROWS_MAX) return;
    h_el(&x->r->h, "p", "note");
    ui_say_n(x->r, "review.and_more", x->in->nclaims - ROWS_MAX);
    h_end(&x->r->h);
}

/* ---- disputes ---- */

static bool same_dispute(const struct incident_page *x, const struct dispute *d, int axis, i64 by) {
    return d->incident == x->at && (int)d->axis == axis && d->by == by;
}

/* One who disputes, and all claims that it is against. */
static void dispute(struct incident_page *x, int axis, i64 claim) {
    struct req *r = x->r;
    const struct claim_row *by = &x->b->claims[claim];
    h_begin(&r->h, "li");
    told_speaker(&x->w, claim);
    told_between(r, "review.says");
    told_words(&x->w, by->item, span_some(by->c.said.content) ? by->c.said.content : by->c.sentence,
               "q", "");
    h_text(&r->h, S(" "));
    incident_ref(x, claim);
    h_text(&r->h, S(" "));
    ui_say(r, "review.against");
    for (i64 i = 0; i < x->b->ndisputes; i++) {
        if (!same_dispute(x, &x->b->disputes[i], axis, claim)) continue;
        h_text(&r->h, S(" "));
        incident_ref(x, x->b->disputes[i].against);
    }
    h_end(&r->h);
}

static bool disputed_before(const struct incident_page *x, i64 at) {
    const struct dispute *d = &x->b->disputes[at];
    for (i64 i = 0; i < at; i++)
        if (same_dispute(x, &x->b->disputes[i], (int)d->axis, d->by)) return true;
    return false;
}

void incident_disputes(struct incident_page *x) {
    static const char *const AXES[] = {"review.axis_occurrence", "review.axis_number",
                                       "review.axis_responsibility"};
    struct req *r = x->r;
    ui_head(r, 2, "review.disputes");
    if (!incident_disputed(x->b, x->at)) return ui_note(r, "", "review.no_disputes");
    ui_note(r, "", "review.disputes_note");
    for (int axis = AXIS_OCCURRENCE; axis <= AXIS_RESPONSIBILITY; axis++) {
        i64 n = 0;
        for (i64 i = 0; i < x->b->ndisputes; i++) {
            const struct dispute *d = &x->b->disputes[i];
            if (d->incident != x->at || (int)d->axis != axis || n >= TIES_SHOWN) continue;
            if (disputed_before(x, i)) continue;
            if (n++ == 0) {
                ui_head(r, 3, AXES[axis]);
                h_begin(&r->h, "ul");
            }
            dispute(x, axis, d->by);
        }
        if (n) h_end(&r->h);
    }
}

/* ---- origins ---- */

static void graph(struct incident_page *x) {
    struct draw_edge *edges = NEWN(x->r->a, struct draw_edge, TIES_SHOWN);
    struct str names[NODES_MAX];
    i64 n = 0, nodes = x->in->nclaims < NODES_MAX ? x->in->nclaims : NODES_MAX;
    for (i64 i = 0; i < nodes; i++)
        names[i] = words_number(x->r->a, x->r->lang, i + 1);
    for (i64 i = 0; i < x->b->nties && n < TIES_SHOWN; i++) {
        const struct tie *t = &x->b->ties[i];
        i64 a = -1, b = -1;
        if (t->incident != x->at) continue;
        for (i64 k = 0; k < nodes; k++) {
            if (x->in->claims[k] == t->a) a = k;
            if (x->in->claims[k] == t->b) b = k;
        }
        if (a >= 0 && b >= 0) edges[n++] = (struct draw_edge){a, b, t->independent};
    }
    if (n) draw_graph(x->r, "review.origins_title", names, nodes, edges, n);
}

/* The method's own closed list of reasons (method/origin.c). */
static const struct {
    const char *reason, *words;
} REASONS[] = {
    {"one speaker in one publication", "review.tie_voice"},
    {"one text: a repost or shared copy", "review.tie_repost"},
    {"one speaker", "review.tie_speaker"},
    {"same publication", "review.tie_publication"},
    {"same owner", "review.tie_owner"},
    {"one carries the copy of the other", "review.tie_feeds"},
    {"both carry the copy of a third", "review.tie_third"},
    {"same side", "review.tie_side"},
    {"allied sides", "review.tie_allied"},
    {"publication not known", "review.tie_no_publication"},
    {"publication not in the register", "review.tie_not_registered"},
    {"owner not known", "review.tie_no_owner"},
    {"side of the publication not known", "review.tie_no_side"},
    {"side of a speaker not known", "review.tie_no_speaker_side"},
    {"texts not compared", "review.tie_no_text"},
    {"too many accounts to compare", "review.tie_too_many"},
    {"different speakers, publications, owners and sides; no copy shared", "review.tie_none"}};

static void reason(struct req *r, struct str words) {
    for (i64 i = 0; i < LEN(REASONS); i++)
        if (str_eqc(words, REASONS[i].reason)) return ui_el(r, "td", "", REASONS[i].words);
    ui_words(r, "td", "", S("en"), words);
}

static void tie(struct incident_page *x, const struct tie *t) {
    struct req *r = x->r;
    h_begin(&r->h, "tr");
    h_begin(&r->h, "td");
    told_speaker(&x->w, t->a);
    h_text(&r->h, S(" "));
    incident_ref(x, t->a);
    h_end(&r->h);
    h_begin(&r->h, "td");
    told_speaker(&x->w, t->b);
    h_text(&r->h, S(" "));
    incident_ref(x, t->b);
    h_end(&r->h);
    ui_el(r, "td", "", t->independent ? "review.independent" : "review.one_origin");
    reason(r, t->reason);
    h_end(&r->h);
}

static i64 ties_of(const struct incident_page *x) {
    i64 n = 0;
    for (i64 i = 0; i < x->b->nties; i++)
        n += x->b->ties[i].incident == x->at;
    return n;
}

enum { TIES_OPEN = 12 }; /* more pairs stand behind a summary */

void incident_origins(struct incident_page *x) {
    static const char *const HEADS[] = {"review.account_a", "review.account_b", "review.tie",
                                        "review.reason", NULL};
    struct req *r = x->r;
    i64 n = 0, all = ties_of(x);
    ui_head(r, 2, "review.origins");
    if (!all) return ui_note(r, "", "review.one_voice");
    ui_note(r, "", "review.origins_note");
    graph(x);
    h_begin(&r->h, "details");
    if (all <= TIES_OPEN) h_attr(&r->h, "open", S(""));
    ui_el(r, "summary", "", "review.all_pairs");
    ui_table_begin(r, "review.origins_title", HEADS);
    for (i64 i = 0; i < x->b->nties && n < TIES_SHOWN; i++) {
        if (x->b->ties[i].incident != x->at) continue;
        tie(x, &x->b->ties[i]);
        n++;
    }
    ui_table_end(r);
    if (all > n) {
        h_begin(&r->h, "p");
        ui_say_n(r, "review.and_more", all - n);
        h_end(&r->h);
    }
    h_end(&r->h);
}
