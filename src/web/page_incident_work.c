/* What people do on the page of an incident: what was searched, replies, overlaps, settling, merge
 * and split; each with a reason, each an entry. */
#include "reconcile/totals.h"
#include "web/incident_page.h"

static bool may(const struct incident_page *x, enum perm p) {
    return op_may(&x->r->op, p);
}

static struct str shown(struct incident_page *x, struct str s) {
    return shown_text(x->r->a, &x->w.shown, s);
}

/* A form of this page behind a summary; what it edits is this incident. */
static void form(struct incident_page *x, const char *summary, const char *op, const char *arg) {
    h_begin(&x->r->h, "details");
    ui_el(x->r, "summary", "", summary);
    form_begin(x->r, op, x->path);
    form_hidden(x->r, arg, x->in->code);
    form_match(x->r, x->in->id);
}

static void form_close(struct incident_page *x, const char *submit) {
    form_submit(x->r, submit, "");
    form_end(x->r);
    h_end(&x->r->h);
}

static void entered(struct incident_page *x, struct str by, i64 at) {
    h_text(&x->r->h, S(" "));
    h_el(&x->r->h, "span", "soft");
    ui_say(x->r, "review.entered_by");
    h_text(&x->r->h, S(" "));
    ui_words(x->r, "bdi", "", S(""), by);
    h_text(&x->r->h, S(" · "));
    ui_instant(x->r, at);
    h_end(&x->r->h);
}

/* ---- searched ---- */

void incident_searched(struct incident_page *x) {
    struct req *r = x->r;
    i64 n = 0;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("searched"));
    ui_head(r, 2, "review.searched");
    for (i64 i = 0; i < x->b->nsearched; i++) {
        const struct searched *s = &x->b->searched[i];
        if (s->incident != x->at) continue;
        if (n++ == 0) h_el(&r->h, "ul", "plain");
        h_begin(&r->h, "li");
        ui_words(r, "strong", "", S(""), shown(x, s->where));
        h_text(&r->h, S(" · "));
        ui_dates(r, s->on);
        h_text(&r->h, S(": "));
        ui_words(r, "span", "", S(""), shown(x, s->found));
        entered(x, s->by, s->at);
        h_end(&r->h);
    }
    if (n) h_end(&r->h);
    if (!n) ui_note(r, "", "review.nothing_searched");
    if (may(x, PERM_WRITE)) {
        form(x, "review.add_searched", "incident searched", "INCIDENT");
        form_text(r, "where", "review.searched_where", S(""), true);
        form_date(r, "on", "review.searched_on", S(""));
        form_area(r, "found", "review.searched_found", S(""), true);
        form_close(x, "review.record");
    }
    h_end(&r->h);
}

/* ---- replies ---- */

static void parties(struct incident_page *x) {
    struct req *r = x->r;
    struct pair *all = NEWN(r->a, struct pair, x->b->nparties);
    for (i64 i = 0; i < x->b->nparties; i++)
        all[i] = (struct pair){x->b->parties[i].id, x->b->parties[i].name};
    if (x->b->nparties)
        form_choose(r, "party", "review.reply_party", all, x->b->nparties, S(""), true);
    else
        form_text(r, "party", "review.reply_party", S(""), true);
}

/* The words of a denial stay those of whoever denies. */
static i64 denials(struct incident_page *x) {
    i64 n = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim_row *row = &x->b->claims[x->in->claims[k]];
        if (!incident_denies(row) || row->c.status == STATUS_WITHDRAWN) continue;
        if (n++ == 0) h_el(&x->r->h, "ul", "plain");
        h_begin(&x->r->h, "li");
        told_speaker(&x->w, x->in->claims[k]);
        told_between(x->r, "review.says");
        told_words(&x->w, row->item,
                   span_some(row->c.said.content) ? row->c.said.content : row->c.sentence, "q", "");
        h_text(&x->r->h, S(" "));
        incident_ref(x, x->in->claims[k]);
        h_end(&x->r->h);
    }
    return n;
}

static void reply(struct incident_page *x, const struct reply *y) {
    struct req *r = x->r;
    i64 party = book_party(x->b, y->party);
    h_begin(&r->h, "li");
    ui_words(r, "strong", "", S(""), party < 0 ? shown(x, y->party) : x->b->parties[party].name);
    if (y->on.precision) {
        h_text(&r->h, S(" · "));
        ui_dates(r, y->on);
    }
    told_between(r, "review.says");
    ui_words(r, "q", "", S(""), shown(x, y->words));
    if (y->source.n) {
        h_text(&r->h, S(" · "));
        ui_words(r, "span", "source soft", S(""), shown(x, y->source));
    }
    entered(x, y->by, y->at);
    h_end(&r->h);
}

void incident_replies(struct incident_page *x) {
    struct req *r = x->r;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("replies"));
    ui_head(r, 2, "review.replies");
    i64 n = denials(x);
    for (i64 i = 0; i < x->b->nreplies; i++) {
        if (x->b->replies[i].incident != x->at) continue;
        if (n++ == 0) h_el(&r->h, "ul", "plain");
        reply(x, &x->b->replies[i]);
    }
    if (n) h_end(&r->h);
    if (!n) ui_note(r, "", "review.no_reply");
    if (may(x, PERM_WRITE)) {
        form(x, "review.add_reply", "incident reply", "INCIDENT");
        parties(x);
        form_area(r, "words", "review.reply_words", S(""), true);
        form_date(r, "on", "review.reply_on", S(""));
        form_text(r, "source", "review.reply_source", S(""), true);
        form_close(x, "review.record");
    }
    h_end(&r->h);
}

/* ---- overlaps ---- */

static void net(struct incident_page *x) {
    struct req *r = x->r;
    const struct figure *f = incident_figure(x->b, x->at);
    struct arena scratch = r->scratch;
    if (!f) return;
    struct net n = reconcile_net(scratch, x->b, x->at, f->what);
    if (!n.figure || (!n.less_min && !n.less_max)) return;
    h_el(&r->h, "p", "net");
    ui_say(r, "review.net");
    h_text(&r->h, S(" "));
    ui_range(r, n.min, n.max);
    h_text(&r->h, S(" "));
    ui_term(r, "what", word_name("what", (int)f->what));
    h_end(&r->h);
}

static void apart(struct incident_page *x, struct str code) {
    if (!may(x, PERM_PUBLISH)) return;
    form(x, "review.untie", "incident overlap", "AGGREGATE");
    form_hidden(x->r, "INCIDENT", code);
    form_hidden(x->r, "apart", S("1"));
    told_reason(x->r);
    form_close(x, "review.untie");
}

/* Aggregates that overlap this one: not in the book, asked for by themselves. */
static rc aggregates(struct incident_page *x, struct err *e) {
    struct req *r = x->r;
    struct str *ids;
    struct book *b;
    i64 n, nshown = 0;
    TRY(records_overlaps(r->op.session->db, r->a, x->in->id, &ids, &n, e));
    struct slice want = {.incidents = ids, .nincidents = n < OVERLAPS_MAX ? n : OVERLAPS_MAX};
    TRY(session_slice(&r->op, &want, &b, e));
    struct told other = {.r = r, .b = b};
    told_shown(&other);
    for (i64 i = 0; i < b->nincidents; i++) {
        bool part = false;
        for (i64 k = 0; k < x->b->noverlaps; k++)
            part |= x->b->overlaps[k].aggregate == x->at &&
                    str_eq(x->b->incidents[x->b->overlaps[k].incident].id, b->incidents[i].id);
        if (part || str_eq(b->incidents[i].id, x->in->id)) continue;
        if (nshown++ == 0) {
            ui_head(r, 3, "review.counted_in");
            h_begin(&r->h, "ul");
        }
        h_begin(&r->h, "li");
        told_incident_link(&other, i);
        h_end(&r->h);
    }
    if (nshown) h_end(&r->h);
    return RC_OK;
}

rc incident_overlaps(struct incident_page *x, struct err *e) {
    struct req *r = x->r;
    i64 n = 0;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("overlaps"));
    ui_head(r, 2, "review.overlaps");
    for (i64 i = 0; i < x->b->noverlaps; i++) {
        const struct overlap *o = &x->b->overlaps[i];
        if (o->aggregate != x->at) continue;
        if (n++ == 0) h_el(&r->h, "ul", "plain");
        h_begin(&r->h, "li");
        told_incident_link(&x->w, o->incident);
        h_text(&r->h, S(" · "));
        ui_words(r, "span", "", S(""), shown(x, o->reason));
        entered(x, o->by, o->at);
        apart(x, x->b->incidents[o->incident].code);
        h_end(&r->h);
    }
    if (n) h_end(&r->h);
    if (n) net(x);
    if (!n) ui_note(r, "", "review.no_overlaps");
    TRY(aggregates(x, e));
    if (may(x, PERM_PUBLISH)) {
        form(x, "review.add_overlap", "incident overlap", "AGGREGATE");
        form_text(r, "INCIDENT", "review.overlap_code", S(""), true);
        told_reason(r);
        form_close(x, "review.tie_it");
    }
    h_end(&r->h);
    return RC_OK;
}

/* ---- settle ---- */

void incident_settle(struct incident_page *x) {
    struct req *r = x->r;
    if (!may(x, PERM_PUBLISH)) return;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("settle"));
    ui_head(r, 2, "review.settle");
    form(x, "review.settle_open", "incident set", "INCIDENT");
    struct pair kinds[KIND_COUNT];
    for (int k = 0; k < KIND_COUNT; k++) {
        struct str name = kind_name((enum kind)k);
        kinds[k] = (struct pair){name, words_term(r->lang, "kind", name)};
    }
    form_text(r, "title", "review.working_title", S(""), false);
    form_choose(r, "kind", "review.kind", kinds, KIND_COUNT, S(""), false);
    form_text(r, "place", "review.place", S(""), false);
    form_text(r, "place-words", "review.place_words", S(""), false);
    form_date(r, "date", "review.when", S(""));
    told_reason(r);
    form_close(x, "review.settle_do");
    if (x->in->set_by_person) {
        form(x, "review.reset", "incident set", "INCIDENT");
        form_hidden(r, "reset", S("1"));
        told_reason(r);
        form_close(x, "review.reset");
    }
    h_end(&r->h);
}

/* ---- merge ---- */

enum { CANDIDATES = 8, DAYS_NEAR = 7 };

static void why(struct incident_page *x, const struct incident *other) {
    struct req *r = x->r;
    const struct incident *in = x->in;
    bool place = in->where.place.n ? str_eq(in->where.place, other->where.place)
                                   : str_eq(in->place_words, other->place_words);
    bool days = in->when.precision && other->when.precision && in->when.from <= other->when.to &&
                other->when.from <= in->when.to;
    h_el(&r->h, "span", "soft");
    if (place) ui_say(r, "review.same_place");
    h_text(&r->h, S(" "));
    ui_say(r, !in->when.precision || !other->when.precision ? "review.no_day_to_compare"
              : days                                        ? "review.days_overlap"
                                                            : "review.days_near");
    if (in->kind == other->kind) {
        h_text(&r->h, S(" "));
        ui_say(r, "review.same_kind");
    }
    h_end(&r->h);
}

static rc near_by(struct incident_page *x, struct book **b, struct err *e) {
    struct req *r = x->r;
    struct date_range d = x->in->when;
    struct near spot = {.spot = x->in->where.place.n ? x->in->where.place : x->in->place_words,
                        .from = d.precision ? d.from - DAYS_NEAR : date_days(1, 1, 1),
                        .to = d.precision ? d.to + DAYS_NEAR : date_days(9999, 12, 31)};
    struct str *ids = NULL;
    i64 n = 0;
    if (spot.spot.n)
        TRY(records_near(r->op.session->db, r->a, &spot, 1, CANDIDATES + 1, &ids, &n, e));
    struct slice want = {.incidents = ids, .nincidents = n};
    return session_slice(&r->op, &want, b, e);
}

static void merge_form(struct incident_page *x, struct str gone) {
    form(x, "review.merge_into_this", "incident merge", "KEEP");
    if (gone.n)
        form_hidden(x->r, "GONE", gone);
    else
        form_text(x->r, "GONE", "review.merge_code", S(""), true);
    told_reason(x->r);
    form_close(x, "review.merge_do");
}

rc incident_merge(struct incident_page *x, struct err *e) {
    struct req *r = x->r;
    struct book *b;
    i64 n = 0;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("merge"));
    ui_head(r, 2, "review.merge");
    TRY(near_by(x, &b, e));
    struct told other = {.r = r, .b = b};
    told_shown(&other);
    for (i64 i = 0; i < b->nincidents; i++) {
        const struct incident *in = &b->incidents[i];
        if (str_eq(in->id, x->in->id) || in->merged_into.n) continue;
        if (n++ == 0) {
            ui_note(r, "", "review.candidates_note");
            h_el(&r->h, "ul", "plain");
        }
        h_begin(&r->h, "li");
        told_incident_link(&other, i);
        h_text(&r->h, S(" "));
        why(x, in);
        if (may(x, PERM_PUBLISH)) merge_form(x, in->code);
        h_end(&r->h);
    }
    if (n) h_end(&r->h);
    if (!n) ui_note(r, "", "review.no_candidates");
    if (may(x, PERM_PUBLISH)) merge_form(x, S(""));
    h_end(&r->h);
    return RC_OK;
}

/* ---- split ---- */

static void choice(struct incident_page *x, i64 k) {
    struct req *r = x->r;
    i64 claim = x->in->claims[k];
    h_el(&r->h, "p", "field check");
    h_begin(&r->h, "label");
    h_begin(&r->h, "input");
    h_attr(&r->h, "type", S("checkbox"));
    h_attr(&r->h, "name", S("CLAIM"));
    h_attr(&r->h, "value", x->b->claims[claim].c.id);
    h_void(&r->h);
    h_text(&r->h, S(" "));
    h_text(&r->h, told_claim_n(r, k + 1));
    h_text(&r->h, S(" "));
    ui_term(r, "kind", kind_name(x->b->claims[claim].c.kind));
    told_between(r, "review.said_by");
    told_speaker(&x->w, claim);
    h_end(&r->h);
    h_end(&r->h);
}

enum { CHOICES = 200 };

void incident_split(struct incident_page *x) {
    struct req *r = x->r;
    if (!may(x, PERM_PUBLISH) || x->in->nclaims < 2) return;
    h_begin(&r->h, "section");
    h_attr(&r->h, "id", S("split"));
    ui_head(r, 2, "review.split");
    form(x, "review.split_open", "incident split", "INCIDENT");
    h_begin(&r->h, "fieldset");
    ui_el(r, "legend", "", "review.split_claims");
    for (i64 k = 0; k < x->in->nclaims && k < CHOICES; k++)
        choice(x, k);
    h_end(&r->h);
    told_reason(r);
    form_close(x, "review.split_do");
    h_end(&r->h);
}
