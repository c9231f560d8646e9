/* The page of an incident: what is said of it, by whom; CLAIMS.md, "What an incident page must
 * say". */
#include "publish/say.h"

/* A topic shows at most so many different words, each with so many speakers; the table below has
 * them all. */
enum { LINES = 8, SPEAKERS = 6 };

struct line {
    i64 k; /* place in in->claims */
    struct span span;
    struct str words; /* as shown */
    struct str note;  /* ours, in brackets; "" = none */
};

struct ipage {
    struct page p;
    const struct incident *in;
    i64 at;             /* index of the incident */
    struct line *lines; /* the topic being gathered */
    i64 nlines, cap;
};

static const struct claim_row *row(const struct ipage *x, i64 k) {
    return &x->p.s->b->claims[x->in->claims[k]];
}

static i64 number_of(const struct ipage *x, i64 claim) {
    for (i64 k = 0; k < x->in->nclaims; k++)
        if (x->in->claims[k] == claim) return k + 1;
    return 0;
}

static void claim_ref(struct ipage *x, i64 claim) {
    i64 n = number_of(x, claim);
    struct html *h = &x->p.h;
    if (n == 0) return;
    h_begin(h, "a");
    h_attr(h, "class", S("ref"));
    h_attr(h, "href", str_fmt(x->p.a, "#c%lld", (long long)n));
    h_text(h, str_fmt(x->p.a, "claim %lld", (long long)n));
    h_end(h);
}

/* The words of a denial, or of another account. */
static struct span disputing(const struct claim_row *r) {
    return span_some(r->c.said.content) ? r->c.said.content : r->c.sentence;
}

/* ---- what is said, topic by topic ---- */

/* A repeat (headline, summary) adds no line: the table has it. */
static void gather(struct ipage *x, i64 k, struct span span, struct str note) {
    if (row(x, k)->c.repeats.n) return;
    struct str words = mask_span(x->p.a, &x->p.s->masks, row(x, k)->item, span);
    if (words.n) *PUSH(x->p.a, x->lines, x->nlines, x->cap) = (struct line){k, span, words, note};
}

static void topic_none(struct ipage *x, const char *term, struct str text) {
    page_term(&x->p, str_c(term));
    h_leaf(&x->p.h, "p", "none", text);
    h_end(&x->p.h);
}

static bool same_line(const struct line *a, const struct line *b) {
    return str_eqi(a->words, b->words) && str_eq(a->note, b->note);
}

static bool met_before(const struct ipage *x, i64 i) {
    for (i64 j = 0; j < i; j++)
        if (same_line(&x->lines[j], &x->lines[i])) return true;
    return false;
}

static void speaker(struct ipage *x, i64 k) {
    struct html *h = &x->p.h;
    h_begin(h, "li");
    say_said(&x->p, row(x, k));
    h_text(h, S(" "));
    claim_ref(x, x->in->claims[k]);
    say_marks(&x->p, x->in->claims[k]);
    h_end(h);
}

/* The words once, and under them everybody who said them. */
static void words_group(struct ipage *x, i64 first) {
    struct html *h = &x->p.h;
    const struct line *l = &x->lines[first];
    i64 n = 0;
    h_begin(h, "li");
    say_words(&x->p, row(x, l->k)->item, l->span);
    if (l->note.n) {
        h_text(h, S(" "));
        h_leaf(h, "span", "note", str_fmt(x->p.a, "(%.*s)", SARG(l->note)));
    }
    h_el(h, "ul", "who");
    for (i64 i = first; i < x->nlines; i++)
        if (same_line(l, &x->lines[i]) && n++ < SPEAKERS) speaker(x, x->lines[i].k);
    if (n > SPEAKERS)
        h_leaf(h, "li", "none", str_fmt(x->p.a, "and %lld more", (long long)(n - SPEAKERS)));
    h_end(h);
    h_end(h);
}

/* `rest`: one more line of ours, "" = none. `none`: what stands there when nobody said anything; ""
 * = no topic. */
static void topic(struct ipage *x, const char *term, const char *none, struct str rest) {
    struct html *h = &x->p.h;
    i64 groups = 0;
    if (x->nlines == 0) {
        if (none[0]) topic_none(x, term, str_c(none));
        return;
    }
    page_term(&x->p, str_c(term));
    h_el(h, "ul", "lines");
    for (i64 i = 0; i < x->nlines; i++)
        if (!met_before(x, i) && groups++ < LINES) words_group(x, i);
    if (groups > LINES)
        h_leaf(h, "li", "none",
               str_fmt(x->p.a, "and %lld more wordings in the table below",
                       (long long)(groups - LINES)));
    if (rest.n) h_leaf(h, "li", "none", rest);
    h_end(h);
    h_end(h);
    x->nlines = 0;
}

static struct str count_note(struct arena *a, i64 min, i64 max, bool vague, enum what what,
                             enum who who) {
    struct str n = say_range(a, min, max), noun = say_counted(a, what, who, min == 1 && max == 1);
    return str_fmt(a, "%.*s %.*s%s", SARG(n), SARG(noun),
                   vague ? "; vague words, read by the published table" : "");
}

static void topic_number(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        for (i64 i = 0; i < c->ncounts && !c->part_of.n; i++) {
            const struct count *y = &c->counts[i];
            gather(x, k, y->span, count_note(x->p.a, y->min, y->max, y->vague, y->what, y->who));
        }
    }
    topic(x, "Number", "not stated", S(""));
}

static i64 parts_of(const struct claim *c) {
    i64 n = 0;
    for (i64 i = 0; i < c->ncounts; i++) {
        if (c->part_of.n) n += c->counts[i].min;
        for (i64 j = 0; j < c->counts[i].nof; j++)
            n += c->counts[i].of[j].min;
    }
    return n;
}

/* What remains of a whole when its named parts are taken off: unknown, not described. */
static struct str not_described(struct ipage *x) {
    const struct figure *whole = site_main_figure(x->p.s, x->at);
    if (!whole || whole->min != whole->max || whole->max == COUNT_OPEN) return S("");
    i64 parts = 0;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        i64 own = parts_of(&row(x, k)->c);
        if (own > parts) parts = own;
    }
    i64 rest = whole->min - parts;
    return parts > 0 && rest > 0
               ? str_fmt(x->p.a, "The other %.*s: not described.", SARG(say_number(x->p.a, rest)))
               : S("");
}

static void topic_parts(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        for (i64 i = 0; i < c->ncounts; i++) {
            const struct count *y = &c->counts[i];
            if (c->part_of.n)
                gather(x, k, y->span,
                       count_note(x->p.a, y->min, y->max, y->vague, y->what, y->who));
            for (i64 j = 0; j < y->nof; j++) {
                const struct count_part *o = &y->of[j];
                gather(x, k, o->span,
                       count_note(x->p.a, o->min, o->max, o->vague, y->what, o->who));
            }
        }
    }
    topic(x, "Among them", "", not_described(x));
}

static struct str place_note(struct ipage *x, const struct where *w) {
    const struct site_place *p = site_place_of(x->p.s, w->place);
    static const char *const ROLES[] = {
        [PLACE_ROLE_AT] = "", [PLACE_ROLE_FROM] = "from", [PLACE_ROLE_TO] = "to"};
    if (!p) return str_c(ROLES[w->role]);
    struct str name = p->withheld ? S("place withheld") : p->name;
    return str_fmt(x->p.a, "%s%s%.*s", ROLES[w->role], ROLES[w->role][0] ? ": " : "", SARG(name));
}

static void topic_place(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++)
        for (i64 i = 0; i < row(x, k)->c.nwhere; i++)
            gather(x, k, row(x, k)->c.where[i].span, place_note(x, &row(x, k)->c.where[i]));
    topic(x, "Place", "not stated", S(""));
}

static struct str when_note(struct arena *a, const struct when *w) {
    if (!w->range.precision) return S("no anchor: not resolved");
    struct str words = date_words(a, w->range);
    return w->anchor.n ? str_fmt(a, "%.*s, counted from the %.*s", SARG(words), SARG(w->anchor))
                       : words;
}

static void topic_when(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct when *w = &row(x, k)->c.when;
        if (span_some(w->span)) gather(x, k, w->span, when_note(x->p.a, w));
    }
    topic(x, "When", "not stated", S(""));
}

static void topic_findings(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++)
        for (i64 i = 0; i < row(x, k)->c.nfindings; i++) {
            const struct finding *f = &row(x, k)->c.findings[i];
            gather(x, k, f->span, say_finding(f->kind));
        }
    topic(x, "Findings, as said", "", S(""));
}

/* Whom of the register the words name; never more than they say. */
static struct str accused_note(struct ipage *x, i64 k, const struct perpetrator *y) {
    const struct site *s = x->p.s;
    i64 party = book_party(s->b, y->party);
    if (party < 0)
        party = voice_party(*x->p.a, &s->voice_names, book_words(s->b, row(x, k), y->span));
    if (party < 0) return S("no group named");
    return str_fmt(x->p.a, "in the register: %.*s", SARG(s->b->parties[party].name));
}

static void topic_accused(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++)
        for (i64 i = 0; i < row(x, k)->c.nperps && !say_denies(row(x, k)); i++)
            gather(x, k, row(x, k)->c.perps[i].span, accused_note(x, k, &row(x, k)->c.perps[i]));
    topic(x, "Accused", "nobody is named in these claims", S(""));
}

/* The words of a denial stay those of who denies. */
static void topic_reply(struct ipage *x) {
    for (i64 k = 0; k < x->in->nclaims; k++) {
        if (say_denies(row(x, k))) gather(x, k, disputing(row(x, k)), S("a denial"));
    }
    bool entered = say_replies(&x->p, x->at);
    topic(x, entered ? "Denials" : "Reply by the accused", entered ? "" : "none entered", S(""));
}

static void add_missing(struct ipage *x, struct str *list, bool missing, const char *what) {
    if (!missing) return;
    *list = list->n ? str_fmt(x->p.a, "%.*s, %s", SARG(*list), what) : str_c(what);
}

static void topic_missing(struct ipage *x) {
    bool names = false, number = false, place = false, when = false, accused = false, knows = false;
    for (i64 k = 0; k < x->in->nclaims; k++) {
        const struct claim *c = &row(x, k)->c;
        for (i64 v = 0; v < c->nvictims; v++)
            names |= span_some(c->victims[v].name);
        number |= c->ncounts > 0;
        place |= c->nwhere > 0;
        when |= c->when.range.precision || span_some(c->when.span);
        accused |= c->nperps > 0;
        knows |= span_some(c->said.knows);
    }
    struct str list = {0};
    add_missing(x, &list, !names, "names");
    add_missing(x, &list, !number, "a number");
    add_missing(x, &list, !place, "the place");
    add_missing(x, &list, !when, "the date");
    add_missing(x, &list, !accused, "who did it");
    add_missing(x, &list, !knows, "how those who say it know");
    if (list.n) topic_none(x, "Not stated", str_fmt(x->p.a, "%.*s", SARG(list)));
    if (names) topic_none(x, "Names", S("stated in the documents; withheld here"));
}

/* ---- the table: who says, what they say ---- */

static void cell_begin(struct ipage *x, const char *label) {
    h_begin(&x->p.h, "td");
    h_attr(&x->p.h, "data-label", str_c(label));
}

/* One thing said, on a line of its own; our reading of it behind. */
static void value(struct ipage *x, i64 k, struct span span, struct str note) {
    if (!span_some(span) && !note.n) return;
    h_el(&x->p.h, "div", "v");
    say_words(&x->p, row(x, k)->item, span);
    if (note.n) {
        h_text(&x->p.h, S(" "));
        h_leaf(&x->p.h, "span", "note", note);
    }
    h_end(&x->p.h);
}

static void cells(struct ipage *x, i64 k) {
    const struct claim *c = &row(x, k)->c;
    struct html *h = &x->p.h;
    cell_begin(x, "Number");
    for (i64 i = 0; i < c->ncounts; i++)
        value(x, k, c->counts[i].span, say_range(x->p.a, c->counts[i].min, c->counts[i].max));
    h_end(h);
    cell_begin(x, "Place");
    for (i64 i = 0; i < c->nwhere; i++)
        value(x, k, c->where[i].span, S(""));
    h_end(h);
    cell_begin(x, "When");
    value(x, k, c->when.span, c->when.range.precision ? date_words(x->p.a, c->when.range) : S(""));
    h_end(h);
    cell_begin(x, "Accused");
    for (i64 i = 0; i < c->nperps; i++)
        value(x, k, c->perps[i].span, S(""));
    h_end(h);
    cell_begin(x, "Findings");
    for (i64 i = 0; i < c->nfindings; i++)
        value(x, k, c->findings[i].span, S(""));
    h_end(h);
}

static void matrix(struct ipage *x) {
    static const char *const HEADS[] = {"Who says", "Number",  "Place",
                                        "When",     "Accused", "Findings"};
    struct html *h = &x->p.h;
    page_h2(&x->p, "matrix", S("Who says what"));
    h_el(h, "div", "scroll");
    h_el(h, "table", "cards");
    h_leaf(h, "caption", "",
           S("One row a claim, in the words of the documents. An empty cell: not said there. "
             "“Recorder”: entered by whoever "
             "handed the document in, not taken from its bytes."));
    h_begin(h, "thead");
    h_begin(h, "tr");
    for (i64 i = 0; i < LEN(HEADS); i++) {
        h_begin(h, "th");
        h_attr(h, "scope", S("col"));
        h_text(h, str_c(HEADS[i]));
        h_end(h);
    }
    h_end(h);
    h_end(h);
    h_begin(h, "tbody");
    for (i64 k = 0; k < x->in->nclaims; k++) {
        h_begin(h, "tr");
        h_begin(h, "th");
        h_attr(h, "scope", S("row"));
        claim_ref(x, x->in->claims[k]);
        h_text(h, S(" "));
        say_who(&x->p, row(x, k));
        h_text(h, S(" "));
        h_el(h, "span", "src");
        say_source(&x->p, row(x, k)->item);
        say_cited(&x->p, row(x, k));
        h_end(h);
        say_marks(&x->p, x->in->claims[k]);
        if (say_denies(row(x, k))) value(x, k, disputing(row(x, k)), S(""));
        h_end(h);
        cells(x, k);
        h_end(h);
    }
    h_end(h);
    h_end(h);
    h_end(h);
}

/* ---- figures ---- */

static void end_of(struct ipage *x, const char *what, i64 value, const i64 *claims, i64 n) {
    struct html *h = &x->p.h;
    h_begin(h, "li");
    if (value == COUNT_OPEN)
        h_text(h, str_fmt(x->p.a, "%s: no upper end was given by ", what));
    else
        h_text(h, str_fmt(x->p.a, "%s %.*s: ", what, SARG(say_number(x->p.a, value))));
    for (i64 i = 0; i < n && i < LINES; i++) {
        if (i) h_text(h, S("; "));
        say_who(&x->p, &x->p.s->b->claims[claims[i]]);
        h_text(h, S(" ("));
        claim_ref(x, claims[i]);
        h_text(h, S(")"));
    }
    if (n > LINES) h_text(h, str_fmt(x->p.a, "; and %lld more", (long long)(n - LINES)));
    if (n == 0) h_text(h, S("a claim that counts no more"));
    h_text(h, S("."));
    h_end(h);
}

static void figure_box(struct ipage *x, i64 f) {
    const struct figure *y = &x->p.s->b->figures[f];
    struct html *h = &x->p.h;
    h_el(h, "section", "figure");
    h_begin(h, "h3");
    h_leaf(h, "span", "big", say_range(x->p.a, y->min, y->max));
    h_text(h, S(" "));
    h_text(h, say_counted(x->p.a, y->what, y->who, y->min == 1 && y->max == 1));
    h_end(h);
    h_el(h, "ul", "ends");
    if (y->min == y->max) {
        end_of(x, "Both ends are", y->min, y->min_claims, y->nmin_claims);
    } else {
        end_of(x, "Lowest,", y->min, y->min_claims, y->nmin_claims);
        end_of(x, "Highest,", y->max, y->max_claims, y->nmax_claims);
    }
    h_end(h);
    h_begin(h, "p");
    h_text(h, str_fmt(x->p.a, "%.*s counted, %lld unreviewed. ",
                      SARG(say_plural(x->p.a, y->nclaims, "claim", "claims")),
                      (long long)y->unreviewed));
    page_link(&x->p, site_figure_path(x->p.a, x->p.s, f), S("Where does this number come from?"));
    h_end(h);
    h_end(h);
}

static void figures(struct ipage *x) {
    i64 from = x->p.s->figure_from[x->at], to = x->p.s->figure_from[x->at + 1];
    if (from == to) return;
    page_h2(&x->p, "figures", S("Figures"));
    h_el(&x->p.h, "div", "figures");
    for (i64 f = from; f < to; f++)
        figure_box(x, f);
    h_end(&x->p.h);
}

/* ---- disputes, origins ---- */

static bool one_dispute(const struct ipage *x, const struct dispute *a, const struct dispute *b) {
    const struct book *k = x->p.s->b;
    const struct claim_row *p = &k->claims[a->by], *q = &k->claims[b->by];
    return a->axis == b->axis && (a->by == b->by || str_eq(book_words(k, p, disputing(p)),
                                                           book_words(k, q, disputing(q))));
}

/* Is the claim named already among rows [from, to) of one dispute, as who disputes or as what is
 * disputed? */
static bool named(const struct ipage *x, i64 from, i64 to, const struct dispute *like, bool by,
                  i64 claim) {
    const struct dispute *all = x->p.s->b->disputes;
    for (i64 i = from; i < to; i++)
        if (one_dispute(x, &all[i], like) && (by ? all[i].by : all[i].against) == claim)
            return true;
    return false;
}

static void dispute_refs(struct ipage *x, i64 from, i64 to, const struct dispute *like, bool by) {
    const struct dispute *all = x->p.s->b->disputes;
    i64 n = 0;
    for (i64 i = from; i < to; i++) {
        i64 claim = by ? all[i].by : all[i].against;
        if (!one_dispute(x, &all[i], like) || named(x, from, i, like, by, claim)) continue;
        if (n++) h_text(&x->p.h, S(", "));
        claim_ref(x, claim);
    }
}

/* One wording of a dispute: who says it, and which claims it is against. */
static void dispute_line(struct ipage *x, i64 from, i64 to, const struct dispute *d) {
    const struct claim_row *by = &x->p.s->b->claims[d->by];
    struct html *h = &x->p.h;
    h_begin(h, "li");
    say_who(&x->p, by);
    h_text(h, say_nobody(by) ? S(", said: ") : S(" said: "));
    say_words(&x->p, by->item, disputing(by));
    h_text(h, S(" ("));
    dispute_refs(x, from, to, d, true);
    h_text(h, S("). Against: "));
    dispute_refs(x, from, to, d, false);
    h_text(h, S("."));
    h_end(h);
}

static bool dispute_before(const struct ipage *x, i64 from, i64 d) {
    for (i64 i = from; i < d; i++)
        if (one_dispute(x, &x->p.s->b->disputes[i], &x->p.s->b->disputes[d])) return true;
    return false;
}

static void disputes(struct ipage *x) {
    i64 from = x->p.s->dispute_from[x->at], to = x->p.s->dispute_from[x->at + 1];
    if (from == to) return;
    struct html *h = &x->p.h;
    page_h2(&x->p, "disputes", S("What is disputed"));
    page_para(&x->p, "note",
              S("Shown apart, settled nowhere here. A denial is no veto and no proof."));
    h_el(h, "div", "disputes");
    for (i64 axis = AXIS_OCCURRENCE; axis <= AXIS_RESPONSIBILITY; axis++) {
        i64 n = 0;
        for (i64 d = from; d < to; d++) {
            const struct dispute *y = &x->p.s->b->disputes[d];
            if ((i64)y->axis != axis || dispute_before(x, from, d)) continue;
            if (n++ == 0) {
                h_el(h, "section", "dispute");
                h_leaf(h, "h3", "", say_axis((enum axis)axis));
                h_begin(h, "ul");
            }
            dispute_line(x, from, to, y);
        }
        if (n == 0) continue;
        h_end(h);
        h_end(h);
    }
    h_end(h);
}

/* One line a reason, with the pairs that it ties. */
static void tie_group(struct ipage *x, i64 from, i64 to, i64 first) {
    const struct tie *all = x->p.s->b->ties, *t = &all[first];
    struct html *h = &x->p.h;
    h_begin(h, "li");
    h_leaf(h, "strong", "", t->independent ? S("Independent: ") : S("One origin: "));
    h_text(h, t->reason);
    h_text(h, S(" — "));
    i64 n = 0;
    for (i64 i = first; i < to; i++) {
        if (!str_eq(all[i].reason, t->reason) || all[i].independent != t->independent) continue;
        if (n++ >= LINES) continue;
        if (n > 1) h_text(h, S("; "));
        claim_ref(x, all[i].a);
        h_text(h, S(" and "));
        claim_ref(x, all[i].b);
    }
    if (n > LINES) h_text(h, str_fmt(x->p.a, "; and %lld more pairs", (long long)(n - LINES)));
    h_text(h, S("."));
    h_end(h);
    (void)from;
}

static bool seen_before(const struct tie *all, i64 from, i64 i) {
    for (i64 j = from; j < i; j++)
        if (str_eq(all[j].reason, all[i].reason) && all[j].independent == all[i].independent)
            return true;
    return false;
}

static void origins(struct ipage *x) {
    i64 from = x->p.s->tie_from[x->at], to = x->p.s->tie_from[x->at + 1];
    struct html *h = &x->p.h;
    page_h2(&x->p, "origins", S("Accounts and origins"));
    page_para(&x->p, "",
              str_fmt(x->p.a,
                      "This incident has %.*s. What ties two accounts, or is not known about them, "
                      "makes them one origin; independence must be established.",
                      SARG(say_accounts(x->p.a, x->p.s, x->at))));
    if (from == to) return;
    h_el(h, "ul", "ties");
    for (i64 i = from; i < to; i++)
        if (!seen_before(x->p.s->b->ties, from, i)) tie_group(x, from, to, i);
    h_end(h);
}

/* ---- the page ---- */

static void lead(struct ipage *x) {
    i64 voices;
    const struct site *s = x->p.s;
    struct html *h = &x->p.h;
    enum accounts acc = site_accounts(*x->p.a, s, x->at, &voices);
    h_el(h, "p", "lead");
    if (acc != ACCOUNTS_ONE) {
        struct str words = say_accounts(x->p.a, s, x->at);
        h_text(h, str_fmt(x->p.a, "In this case: %.*s. ", SARG(words)));
        h_text(h, acc == ACCOUNTS_INDEPENDENT
                      ? S("Both the accounts and what ties them are listed below.")
                      : S("Their independence is not established."));
    } else {
        h_text(h, S("One account in this case, from "));
        say_who(&x->p, row(x, 0));
        h_text(h, S(" ("));
        say_source(&x->p, row(x, 0)->item);
        h_text(h, S(")"));
        if (s->side[x->in->claims[0]] >= 0)
            h_text(h, S(", on the side of a party to the conflict"));
        h_text(h, S("; no other account entered."));
    }
    h_end(h);
}

static void header(struct ipage *x) {
    struct html *h = &x->p.h;
    struct arena *a = x->p.a;
    h_el(h, "p", "code");
    h_text(h, str_fmt(a, "%.*s · %.*s", SARG(x->in->code), SARG(say_kind(a, x->in->kind))));
    h_end(h);
    h_leaf(h, "h1", "", say_headline(a, x->p.s, x->at));
    h_el(h, "p", "meta");
    h_text(h, say_place(a, x->p.s, x->at));
    i64 place = x->p.s->incident_place[x->at];
    if (place >= 0 && x->p.s->places[place].within.n)
        h_text(h, str_fmt(a, ", %.*s", SARG(x->p.s->places[place].within)));
    h_text(h, str_fmt(a, " · %.*s · %.*s", SARG(say_when(a, x->p.s, x->at)),
                      SARG(say_plural(a, x->in->nclaims, "claim", "claims"))));
    i64 unreviewed = 0;
    for (i64 k = 0; k < x->in->nclaims; k++)
        unreviewed += !book_reviewed(x->p.s->b, row(x, k));
    if (unreviewed) h_text(h, str_fmt(a, ", %lld of them unreviewed", (long long)unreviewed));
    h_end(h);
    lead(x);
}

static void statements(struct ipage *x) {
    page_h2(&x->p, "said", S("What is said"));
    h_el(&x->p.h, "dl", "said");
    topic_number(x);
    topic_parts(x);
    topic_place(x);
    topic_when(x);
    topic_findings(x);
    topic_accused(x);
    topic_reply(x);
    topic_missing(x);
    h_end(&x->p.h);
}

void page_incident_body(struct page *p, i64 incident) {
    struct ipage x = {.p = *p, .at = incident, .in = &p->s->b->incidents[incident]};
    x.p.a = &x.p.mem;
    struct html *h = &x.p.h;
    h_el(h, "article", "incident");
    header(&x);
    statements(&x);
    figures(&x);
    disputes(&x);
    matrix(&x);
    origins(&x);
    say_overlaps(&x.p, incident);
    page_h2(&x.p, "words", S("The words"));
    page_para(&x.p, "note",
              S("Excerpts of the sealed texts, never whole articles; names are withheld, inside "
                "quotations too."));
    for (i64 k = 0; k < x.in->nclaims; k++) {
        const struct claim *c = &row(&x, k)->c;
        page_claim(&x.p, x.in->claims[k], k + 1,
                   span_some(c->said.content) ? c->said.content : c->trigger, false);
    }
    say_searched(&x.p, incident);
    h_end(h);
    p->h = x.p.h;
}

rc page_incident(struct site *s, i64 incident, struct err *e) {
    struct page p;
    page_init(&p, s);
    struct str headline = say_headline(p.a, s, incident);
    page_begin(&p, site_incident_path(p.a, s, incident),
               str_fmt(p.a, "%.*s · %.*s", SARG(s->b->incidents[incident].code), SARG(headline)),
               NAV_INCIDENTS);
    page_incident_body(&p, incident);
    return page_end(&p, e);
}

rc page_redirect(struct site *s, i64 incident, struct err *e) {
    const struct incident *in = &s->b->incidents[incident];
    i64 to = book_incident(s->b, in->merged_into);
    for (i64 hops = 0; to >= 0 && !site_shows(s, to) && hops < 32; hops++)
        to = book_incident(s->b, s->b->incidents[to].merged_into);
    if (!site_shows(s, to)) return RC_OK;
    struct page p;
    page_init(&p, s);
    page_begin(&p, site_incident_path(p.a, s, incident),
               str_fmt(p.a, "%.*s: merged", SARG(in->code)), NAV_INCIDENTS);
    h_leaf(&p.h, "h1", "", str_fmt(p.a, "%.*s was merged", SARG(in->code)));
    h_begin(&p.h, "p");
    h_text(&p.h, S("A person found that it is one event with "));
    page_link(&p, site_incident_path(p.a, s, to), s->b->incidents[to].code);
    h_text(&p.h,
           str_fmt(p.a, " (%.*s). The old code stays valid.", SARG(say_headline(p.a, s, to))));
    h_end(&p.h);
    return page_end(&p, e);
}
