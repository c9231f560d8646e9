/* "Where does this number come from?": a figure down to the sentences, the documents and their
 * entries in the log. */
#include "method/method.h"
#include "publish/say.h"

/* ---- a claim ---- */

static void chain(struct page *p, const struct claim_row *r) {
    struct html *h = &p->h;
    page_term(p, S("Chain of attribution"));
    h_el(h, "ol", "chain");
    bool quoted = false;
    for (i64 i = 0; i < r->c.said.nchain; i++) {
        const struct said_link *l = &r->c.said.chain[i];
        if (l->is_publication || !span_some(l->who)) continue;
        quoted = true;
        h_begin(h, "li");
        say_words(p, r->item, l->who);
        if (l->role != ROLE_UNKNOWN) {
            h_text(h, S(" "));
            struct str role = word_name("role", l->role);
            h_leaf(h, "span", "note",
                   str_eqc(role, "armed_group") ? S("(armed group)")
                                                : str_fmt(p->a, "(%.*s)", SARG(role)));
        }
        h_end(h);
    }
    h_begin(h, "li");
    say_source(p, r->item);
    if (!quoted) h_text(h, S(", quoting nobody"));
    h_end(h);
    h_end(h);
    h_end(h);
    page_term(p, S("How they know"));
    if (span_some(r->c.said.knows))
        say_words(p, r->item, r->c.said.knows);
    else
        h_text(h, S("not stated"));
    h_end(h);
}

/* The address, as far as the policy shows it: one that holds a withheld name is cut to its site. */
static void address(struct page *p, const struct item *it) {
    const struct publish_policy *o = &p->s->o->policy;
    struct html *h = &p->h;
    if (!it->url.n || o->urls == URLS_NONE) return;
    i64 host = str_find(it->url, S("://"), 0);
    i64 slash = host < 0 ? -1 : str_chr(it->url, '/', host + 3);
    bool cut = o->urls == URLS_HOST || mask_betrays(*p->a, &p->s->masks, it->url);
    struct str shown = cut && slash > 0 ? str_sub(it->url, 0, slash + 1) : it->url;
    if (cut && slash <= 0) return;
    page_term(p, S("Address"));
    h_el(h, "a", "url");
    if (!p->s->preview && !h_href_out(h, shown)) h_attr(h, "title", S("not a web address"));
    h_text(h, shown);
    h_end(h);
    if (cut) h_text(h, S(" (cut: the policy withholds the rest)"));
    h_end(h);
}

static void document(struct page *p, const struct claim_row *r) {
    const struct item *it = &p->s->b->items[r->item];
    struct html *h = &p->h;
    page_term(p, S("Document"));
    say_source(p, r->item);
    if (it->lang.n) h_text(h, str_fmt(p->a, ", language %.*s", SARG(it->lang)));
    h_end(h);
    address(p, it);
    page_term(p, S("Sealed as"));
    h_leaf(h, "code", "", it->outside);
    h_text(h, str_fmt(p->a, " (received: log entry %lld, part %lld)", (long long)it->entry,
                      (long long)it->part));
    h_end(h);
    page_term(p, S("Claim"));
    h_leaf(h, "code", "", r->c.id);
    h_text(h,
           str_fmt(p->a, " (log entry %lld, part %lld", (long long)r->entry, (long long)r->part));
    if (it->text_entry >= 0 && it->text.n)
        h_text(h, str_fmt(p->a, "; words committed in entry %lld", (long long)it->text_entry));
    h_text(h, S(")"));
    h_end(h);
    page_term(p, S("Entered by"));
    h_text(h, r->c.by_person.n     ? S("a person, by quoting words")
              : r->c.by_proposer.n ? say_proposed(p->a, &r->c)
                                   : S("the reader, a program"));
    if (r->c.status == STATUS_ACCEPTED)
        h_text(h, str_fmt(p->a, "; accepted by %.*s",
                          SARG(say_plural(p->a, r->reviewers > 0 ? r->reviewers : 1, "person",
                                          "persons"))));
    else
        h_text(h, S("; reviewed by nobody"));
    h_end(h);
}

/* The same in a line, where many claims stand on one page. */
static void in_short(struct page *p, const struct claim_row *r) {
    const struct item *it = &p->s->b->items[r->item];
    struct html *h = &p->h;
    h_el(h, "p", "src");
    say_source(p, r->item);
    if (span_some(r->c.said.knows)) {
        h_text(h, S(" · how they know: "));
        say_words(p, r->item, r->c.said.knows);
    } else {
        h_text(h, S(" · how they know: not stated"));
    }
    h_text(h, str_fmt(p->a, " · log entry %lld, part %lld · ", (long long)r->entry,
                      (long long)r->part));
    h_leaf(h, "code", "", it->outside);
    h_end(h);
}

void page_claim(struct page *p, i64 claim, i64 number, struct span mark, bool full) {
    const struct claim_row *r = &p->s->b->claims[claim];
    struct html *h = &p->h;
    h_el(h, "article", "claim");
    h_attr(h, "id", str_fmt(p->a, "c%lld", (long long)number));
    h_begin(h, "h3");
    h_leaf(h, "span", "n", str_fmt(p->a, "%lld", (long long)number));
    h_text(h, S(" "));
    say_who(p, r);
    if (say_nobody(r)) h_text(h, S(","));
    h_text(h, say_denies(r) ? S(" said, as a denial:") : S(" said:"));
    h_end(h);
    h_el(h, "p", "marks");
    if (r->c.kind != KIND_denial) h_leaf(h, "span", "badge", kind_phrase(r->c.kind));
    say_marks(p, claim);
    h_end(h);
    struct span all = span_some(r->c.sentence) ? r->c.sentence : r->c.said.content;
    if (!span_some(all)) all = r->c.trigger;
    say_excerpt(p, r->item, all, mark);
    if (full) {
        h_el(h, "dl", "prov");
        chain(p, r);
        document(p, r);
        h_end(h);
    } else {
        in_short(p, r);
    }
    h_end(h);
}

/* ---- the figure ---- */

static void method_words(struct page *p, const struct figure *f) {
    const struct method *m = method_find(f->method);
    struct html *h = &p->h;
    page_h2(p, "method", S("By which rule"));
    h_begin(h, "p");
    h_leaf(h, "code", "", f->method);
    if (m)
        h_text(h,
               str_fmt(
                   p->a,
                   ": %.*s. The method is fixed and named; the same claims give the same figure on "
                   "every machine.",
                   SARG(m->title)));
    h_end(h);
    if (!m) return;
    h_begin(h, "p");
    page_link(p, S("data.html#method"), S("Its rules, in words"));
    h_end(h);
}

static void receipt_words(struct page *p, i64 figure) {
    struct html *h = &p->h;
    if (!p->s->receipts[figure]) return;
    const struct figure *f = &p->s->b->figures[figure];
    struct str file = str_fmt(p->a, "receipts/%.*s.receipt", SARG(f->id));
    page_h2(p, "receipt", S("Check it yourself"));
    h_begin(h, "p");
    page_link(p, file, S("The receipt of this figure"));
    h_text(h, S(" holds the sentences behind it and the proof that they are in the sealed log. It "
                "needs no case, no key and no "
                "network: "));
    h_leaf(h, "code", "", str_fmt(p->a, "cairn verify %.*s.receipt", SARG(f->id)));
    h_text(h, S(" "));
    page_link(p, S("check.html"), S("What that shows, and what not."));
    h_end(h);
}

/* The count of this figure in a claim, to be highlighted. */
static struct span count_span(const struct claim *c, const struct figure *f) {
    for (i64 i = 0; i < c->ncounts; i++) {
        if (c->counts[i].what != f->what) continue;
        if (c->counts[i].who == f->who) return c->counts[i].span;
        for (i64 j = 0; j < c->counts[i].nof; j++)
            if (c->counts[i].of[j].who == f->who) return c->counts[i].of[j].span;
    }
    for (i64 i = 0; i < c->ncounts; i++)
        if (c->counts[i].what == f->what) return c->counts[i].span;
    return c->trigger;
}

static bool holds(const i64 *v, i64 n, i64 x) {
    for (i64 i = 0; i < n; i++)
        if (v[i] == x) return true;
    return false;
}

static void end_line(struct page *p, const struct figure *f, bool highest, const char *what) {
    struct html *h = &p->h;
    const i64 *v = highest ? f->max_claims : f->min_claims;
    i64 n = highest ? f->nmax_claims : f->nmin_claims, value = highest ? f->max : f->min;
    h_begin(h, "li");
    h_leaf(h, "strong", "", str_c(what));
    if (value == COUNT_OPEN)
        h_text(h, S(" no upper end was given"));
    else
        h_text(h, str_fmt(p->a, " %.*s", SARG(say_number(p->a, value))));
    h_text(h, S(" — "));
    for (i64 i = 0; i < n && i < 12; i++) {
        if (i) h_text(h, S("; "));
        say_who(p, &p->s->b->claims[v[i]]);
        h_text(h, say_nobody(&p->s->b->claims[v[i]]) ? S(", said ") : S(" said "));
        say_words(p, p->s->b->claims[v[i]].item, count_span(&p->s->b->claims[v[i]].c, f));
    }
    h_text(h, S("."));
    h_end(h);
}

static void summary(struct page *p, const struct figure *f) {
    static const char *const ACC[] = {"one account", "several accounts of one origin",
                                      "independent accounts"};
    struct html *h = &p->h;
    const struct incident *in = &p->s->b->incidents[f->incident];
    h_el(h, "p", "code");
    page_link(p, site_incident_path(p->a, p->s, f->incident), in->code);
    h_text(h, str_fmt(p->a, " · %.*s", SARG(say_headline(p->a, p->s, f->incident))));
    h_end(h);
    h_leaf(h, "h1", "", S("Where does this number come from?"));
    h_el(h, "p", "bignumber");
    h_leaf(h, "span", "big", say_range(p->a, f->min, f->max));
    h_text(h, S(" "));
    h_text(h, say_counted(p->a, f->what, f->who, f->min == 1 && f->max == 1));
    h_end(h);
    h_el(h, "p", "lead");
    h_text(
        h,
        str_fmt(p->a,
                "%.*s, %s. %lld of them reviewed by nobody. Neither end is a finding of ours: both "
                "are what somebody said.",
                SARG(say_plural(p->a, f->nclaims, "claim", "claims")), ACC[f->accounts],
                (long long)f->unreviewed));
    h_end(h);
    h_el(h, "ul", "ends");
    if (f->min == f->max) {
        end_line(p, f, false, "Lowest and highest:");
    } else {
        end_line(p, f, false, "Lowest:");
        end_line(p, f, true, "Highest:");
    }
    h_end(h);
}

/* The bytes of the receipt are written before the page that links to them. */
static rc write_receipt(struct site *s, i64 figure, struct err *e) {
    struct arena a = s->scratch;
    struct str text = {0};
    if (!s->o->receipt) return RC_OK;
    TRY(s->o->receipt(s->o->ctx, &a, s->b, &s->masks, figure, &text, e));
    if (!text.n) return RC_OK;
    s->receipts[figure] = text.n;
    return out_write(&s->out, a,
                     str_fmt(&a, "receipts/%.*s.receipt", SARG(s->b->figures[figure].id)), text, e);
}

rc page_figure(struct site *s, i64 figure, struct err *e) {
    TRY(write_receipt(s, figure, e));
    const struct figure *f = &s->b->figures[figure];
    struct page p;
    page_init(&p, s);
    struct str n = say_range(p.a, f->min, f->max), what = say_counted(p.a, f->what, f->who, false);
    page_begin(&p, site_figure_path(p.a, s, figure),
               str_fmt(p.a, "Where %.*s %.*s comes from", SARG(n), SARG(what)), NAV_INCIDENTS);
    h_el(&p.h, "article", "figurepage");
    summary(&p, f);
    method_words(&p, f);
    page_h2(&p, "claims", S("The claims behind it"));
    i64 number = 1;
    for (i64 i = 0; i < f->nclaims; i++) {
        i64 c = f->claims[i];
        page_claim(&p, c, number++, count_span(&s->b->claims[c].c, f), true);
    }
    i64 left = 0;
    const struct incident *in = &s->b->incidents[f->incident];
    for (i64 i = 0; i < in->nclaims; i++)
        left += !holds(f->claims, f->nclaims, in->claims[i]);
    if (left) {
        h_begin(&p.h, "p");
        h_text(&p.h,
               str_fmt(p.a,
                       "%.*s of this incident not counted in this figure: repeats, denials, other "
                       "measures. ",
                       SARG(say_plural(p.a, left, "claim", "claims"))));
        page_link(&p, site_incident_path(p.a, s, f->incident), S("All claims of the incident"));
        h_end(&p.h);
    }
    receipt_words(&p, figure);
    h_end(&p.h);
    return page_end(&p, e);
}
