/* One incident as working view: what is reported, how many and who said so, where, among them, what
 * is not stated; CLAIMS.md, "What an incident page must say". */
#include "web/incident_page.h"

enum { SPEAKERS = 6 };

bool incident_denies(const struct claim_row *row) {
    return row->c.said.act == ACT_DENIES || row->c.kind == KIND_denial ||
           row->c.polarity == POLARITY_NEGATIVE;
}

static i64 number_of(const struct incident_page *x, i64 claim) {
    for (i64 k = 0; k < x->in->nclaims; k++)
        if (x->in->claims[k] == claim) return k + 1;
    return 0;
}

void incident_ref(struct incident_page *x, i64 claim) {
    i64 n = number_of(x, claim);
    if (!n) return;
    h_el(&x->r->h, "a", "ref");
    h_attr(&x->r->h, "href", str_fmt(x->r->a, "#claim-%lld", (long long)n));
    h_text(&x->r->h, told_claim_n(x->r, n));
    h_end(&x->r->h);
}

static const struct claim_row *row(const struct incident_page *x, i64 k) {
    return &x->b->claims[x->in->claims[k]];
}

/* A claim that is counted: it stands and repeats nothing. */
static bool counts(const struct claim_row *c) {
    return c->c.status != STATUS_WITHDRAWN && !c->c.repeats.n;
}

/* ---- top ---- */

static void accounts_line(struct incident_page *x) {
    struct req *r = x->r;
    h_el(&r->h, "p", "");
    ui_term(r, "accounts", incident_accounts(x->b, x->at));
    h_text(&r->h, S(" · "));
    ui_say_n(r, "review.origins_n", x->in->origins > 0 ? x->in->origins : 1);
    h_text(&r->h, S(" · "));
    ui_term(r, "reviewed", incident_reviewed(x->b, x->at));
    if (incident_disputed(x->b, x->at)) {
        h_text(&r->h, S(" "));
        ui_el(r, "span", "badge conflict", "review.is_disputed");
    }
    h_end(&r->h);
}

static void reported_line(struct incident_page *x) {
    struct req *r = x->r;
    const struct figure *f = incident_figure(x->b, x->at);
    struct str place = told_place(&x->w, x->in);
    h_el(&r->h, "p", "reported");
    ui_el(r, "strong", "", "review.reported");
    h_text(&r->h, S(" "));
    if (f) {
        ui_range(r, f->min, f->max);
        h_text(&r->h, S(" "));
        ui_term(r, "what", word_name("what", (int)f->what));
    } else {
        ui_term(r, "kind", kind_name(x->in->kind));
    }
    told_between(r, "review.comma");
    if (place.n)
        ui_words(r, "span", "", S(""), place);
    else
        ui_say(r, "review.no_place");
    told_between(r, "review.comma");
    ui_dates(r, x->in->when);
    h_end(&r->h);
}

static rc top(struct incident_page *x, struct err *e) {
    struct req *r = x->r;
    struct str *codes;
    i64 n;
    TRY(records_merged(r->op.session->db, r->a, x->in->id, &codes, &n, e));
    h_begin(&r->h, "h1");
    ui_code(r, x->in->code);
    h_text(&r->h, S(" "));
    told_title(&x->w, x->at);
    h_end(&r->h);
    reported_line(x);
    accounts_line(x);
    if (x->in->set_by_person) ui_note(r, "", "review.set_by_person");
    h_el(&r->h, "p", "tools");
    ui_link_id(r, told_incident_path(r->a, x->in->code, "/draft"), "review.draft");
    if (n) ui_el(r, "span", "soft", "review.also_coded");
    for (i64 i = 0; i < n; i++)
        ui_code(r, codes[i]);
    h_end(&r->h);
    return RC_OK;
}

/* ---- numbers ---- */

static void speakers(struct incident_page *x, const i64 *claims, i64 n) {
    for (i64 i = 0; i < n && i < SPEAKERS; i++) {
        if (i) told_between(x->r, "review.semicolon");
        told_speaker(&x->w, claims[i]);
        h_text(&x->r->h, S(" "));
        incident_ref(x, claims[i]);
    }
    if (n <= SPEAKERS) return;
    h_text(&x->r->h, S(" "));
    ui_say_n(x->r, "review.and_more", n - SPEAKERS);
}

static void end_line(struct incident_page *x, const char *id, i64 value, const i64 *claims, i64 n) {
    h_begin(&x->r->h, "li");
    ui_el(x->r, "span", "label", id);
    h_text(&x->r->h, S(" "));
    if (value == COUNT_OPEN)
        ui_say(x->r, "review.open_end");
    else
        ui_number(x->r, value);
    told_between(x->r, "review.said_by");
    speakers(x, claims, n);
    h_end(&x->r->h);
}

static void figure(struct incident_page *x, const struct figure *f) {
    struct req *r = x->r;
    h_el(&r->h, "div", "card");
    h_begin(&r->h, "p");
    h_el(&r->h, "span", "big");
    ui_range(r, f->min, f->max);
    h_end(&r->h);
    h_text(&r->h, S(" "));
    ui_term(r, "what", word_name("what", (int)f->what));
    if (f->who != WHO_UNKNOWN) {
        told_between(r, "review.comma");
        ui_term(r, "who", word_name("who", (int)f->who));
    }
    h_end(&r->h);
    h_begin(&r->h, "ul");
    if (f->min == f->max) {
        end_line(x, "review.both_ends", f->min, f->min_claims, f->nmin_claims);
    } else {
        end_line(x, "review.lowest", f->min, f->min_claims, f->nmin_claims);
        end_line(x, "review.highest", f->max, f->max_claims, f->nmax_claims);
    }
    h_end(&r->h);
    if (f->unreviewed) {
        h_el(&r->h, "p", "soft");
        ui_say_n(r, "review.unreviewed_n", f->unreviewed);
        h_end(&r->h);
    }
    h_end(&r->h);
}

static void figures(struct incident_page *x) {
    i64 n = 0;
    ui_head(x->r, 2, "review.number");
    for (i64 i = 0; i < x->b->nfigures; i++)
        if (x->b->figures[i].incident == x->at) {
            if (n++ == 0) h_el(&x->r->h, "div", "grid");
            figure(x, &x->b->figures[i]);
        }
    if (n)
        h_end(&x->r->h);
    else
        ui_note(x->r, "", "review.not_stated");
}

/* ---- topics: words, then who said them ---- */

static i64 topic_begin(struct incident_page *x, const char *id, i64 n) {
    if (n) return n + 1;
    ui_head(x->r, 2, id);
    h_el(&x->r->h, "ul", "lines");
    return 1;
}

static void told(struct incident_page *x, i64 claim, struct span s) {
    h_begin(&x->r->h, "li");
    told_words(&x->w, x->b->claims[claim].item, s, "q", "");
    told_between(x->r, "review.said_by");
    told_speaker(&x->w, claim);
    h_text(&x->r->h, S(" "));
    incident_ref(x, claim);
    h_end(&x->r->h);
}

static void topic_end(struct incident_page *x, const char *id, const char *none, i64 n) {
    if (n) return h_end(&x->r->h);
    if (!none) return;
    ui_head(x->r, 2, id);
    ui_note(x->r, "", none);
}

static void places_wounds(struct incident_page *x) {
    i64 n = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        if (!counts(row(x, k))) continue;
        for (i64 i = 0; i < c->nwhere; i++) {
            n = topic_begin(x, "review.place_wounds", n);
            told(x, x->in->claims[k], c->where[i].span);
        }
        for (i64 i = 0; i < c->nfindings; i++) {
            n = topic_begin(x, "review.place_wounds", n);
            told(x, x->in->claims[k], c->findings[i].span);
        }
    }
    topic_end(x, "review.place_wounds", "review.not_stated", n);
}

static void among(struct incident_page *x) {
    i64 n = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        if (!counts(row(x, k))) continue;
        for (i64 i = 0; i < c->ncounts; i++) {
            if (c->part_of.n) {
                n = topic_begin(x, "review.among_them", n);
                told(x, x->in->claims[k], c->counts[i].span);
            }
            for (i64 j = 0; j < c->counts[i].nof; j++) {
                n = topic_begin(x, "review.among_them", n);
                told(x, x->in->claims[k], c->counts[i].of[j].span);
            }
        }
    }
    topic_end(x, "review.among_them", NULL, n);
}

static void accused(struct incident_page *x) {
    i64 n = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        if (!counts(row(x, k)) || incident_denies(row(x, k))) continue;
        for (i64 i = 0; i < c->nperps; i++) {
            n = topic_begin(x, "review.accused", n);
            told(x, x->in->claims[k], c->perps[i].span);
        }
    }
    topic_end(x, "review.accused", "review.nobody_accused", n);
}

static void missing(struct incident_page *x) {
    bool have[6] = {0};
    static const char *const IDS[6] = {"review.m_names", "review.m_number",  "review.m_place",
                                       "review.m_when",  "review.m_accused", "review.m_knows"};
    i64 n = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        if (!counts(row(x, k))) continue;
        for (i64 v = 0; v < c->nvictims; v++)
            have[0] |= span_some(c->victims[v].name);
        have[1] |= c->ncounts > 0;
        have[2] |= c->nwhere > 0;
        have[3] |= c->when.range.precision || span_some(c->when.span);
        have[4] |= c->nperps > 0;
        have[5] |= span_some(c->said.knows);
    }
    for (int i = 0; i < 6; i++) {
        if (have[i]) continue;
        n = topic_begin(x, "review.not_stated_head", n);
        ui_el(x->r, "li", "", IDS[i]);
    }
    topic_end(x, "review.not_stated_head", NULL, n);
}

/* ---- the page ---- */

static rc page(struct incident_page *x, struct err *e) {
    struct req *r = x->r;
    TRY(top(x, e));
    figures(x);
    places_wounds(x);
    among(x);
    accused(x);
    missing(x);
    incident_replies(x);
    incident_matrix(x);
    incident_disputes(x);
    incident_origins(x);
    incident_searched(x);
    TRY(incident_overlaps(x, e));
    incident_settle(x);
    TRY(incident_merge(x, e));
    incident_split(x);
    TRY(told_comments(&x->w, x->in->id, x->path, e));
    ui_note(r, "", "review.seal_law");
    return RC_OK;
}

rc incident_open(struct req *r, struct incident_page *x, bool *moved, struct err *e) {
    *x = (struct incident_page){.r = r};
    *moved = false;
    x->w.r = r;
    x->w.b = NEW(r->a, struct book);
    TRY(work_incident(&r->op, r->seg[0], NULL, 0, x->w.b, &x->at, e));
    told_shown(&x->w);
    x->b = x->w.b;
    x->in = &x->b->incidents[x->at];
    x->path = told_incident_path(r->a, x->in->code, "");
    if (!x->in->merged_into.n) return RC_OK;
    r->location = told_incident_path(r->a, x->in->merged_into, "");
    return *moved = true, RC_OK;
}

static rc incident(struct req *r, struct err *e) {
    struct incident_page x;
    bool moved;
    TRY(incident_open(r, &x, &moved, e));
    return moved ? RC_OK : page(&x, e);
}

const struct page PAGE_INCIDENT = {.path = "/incident/{}",
                                   .title = "review.incident",
                                   .menu = "/incidents",
                                   .perm = PERM_READ,
                                   .get = incident};
