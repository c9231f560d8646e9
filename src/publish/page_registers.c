/* The registers: parties, publications, places; and the timeline. */
#include "publish/chart.h"
#include "publish/say.h"

static struct str or_unknown(struct str s) {
    return s.n ? s : S("not stated");
}

static void fact(struct page *p, const char *term, struct str text) {
    page_term(p, str_c(term));
    h_text(&p->h, or_unknown(text));
    h_end(&p->h);
}

static void entry_note(struct page *p, i64 entry) {
    if (entry < 0) return;
    page_term(p, S("Recorded"));
    h_text(&p->h, str_fmt(p->a, "log entry %lld", (long long)entry));
    h_end(&p->h);
}

/* ---- parties ---- */

static void aliases(struct page *p, const struct party *y) {
    struct html *h = &p->h;
    if (y->naliases == 0) return;
    page_term(p, S("Other names"));
    h_begin(h, "ul");
    for (i64 i = 0; i < y->naliases; i++) {
        const struct party_alias *x = &y->aliases[i];
        h_begin(h, "li");
        h_begin(h, "bdi");
        h_attr(h, "dir", S("auto"));
        h_text(h, x->name);
        h_end(h);
        if (x->from.precision)
            h_text(h, str_fmt(p->a, ", from %.*s", SARG(date_words(p->a, x->from))));
        if (x->former) h_text(h, S(", an earlier name"));
        if (x->source.n) h_text(h, str_fmt(p->a, " — source: %.*s", SARG(x->source)));
        h_end(h);
    }
    h_end(h);
    h_end(h);
}

static void allies(struct page *p, const struct party *y) {
    struct html *h = &p->h;
    if (y->nallies == 0) return;
    page_term(p, S("Allied with"));
    h_begin(h, "ul");
    for (i64 i = 0; i < y->nallies; i++) {
        const struct party_ally *x = &y->allies[i];
        i64 at = book_party(p->s->b, x->party);
        h_begin(h, "li");
        h_text(h, at >= 0 ? p->s->b->parties[at].name : x->party);
        if (x->from.precision)
            h_text(h, str_fmt(p->a, ", from %.*s", SARG(date_words(p->a, x->from))));
        if (x->source.n) h_text(h, str_fmt(p->a, " — source: %.*s", SARG(x->source)));
        h_end(h);
    }
    h_end(h);
    h_end(h);
}

/* Names that documents give to a group, as claims: none of them is ours. */
static void said_names(struct page *p) {
    struct html *h = &p->h;
    i64 n = 0;
    for (i64 i = 0; i < p->s->b->nclaims; i++) {
        const struct claim_row *r = &p->s->b->claims[i];
        for (i64 k = 0; k < r->c.nnames; k++) {
            if (n++ == 0) {
                page_h2(p, "said-names", S("Names, as documents say them"));
                h_el(h, "ul", "lines");
            }
            if (n > 200) continue;
            h_begin(h, "li");
            say_words(p, r->item, r->c.names[k].name);
            h_text(h, r->c.names[k].former ? S(", said to have borne another name earlier: ")
                                           : S(", said to bear another name: "));
            say_words(p, r->item, r->c.names[k].other);
            h_text(h, S(" — "));
            say_said(p, r);
            say_marks(p, i);
            h_end(h);
        }
    }
    if (n) h_end(h);
}

rc page_parties(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("parties.html"), S("Parties"), NAV_PARTIES);
    h_leaf(&p.h, "h1", "", S("Parties to the conflict"));
    page_para(
        &p, "lead",
        S("The register of this case: names through time and allies, each dated and sourced. Who "
          "is listed is a party; "
          "nothing is said here about what it did."));
    if (s->b->nparties == 0) page_para(&p, "none", S("No party is registered in this case."));
    for (i64 i = 0; i < s->b->nparties; i++) {
        const struct party *y = &s->b->parties[i];
        h_el(&p.h, "section", "entry");
        h_attr(&p.h, "id", y->id);
        h_leaf(&p.h, "h2", "", y->name);
        h_begin(&p.h, "dl");
        aliases(&p, y);
        allies(&p, y);
        fact(&p, "Source", y->source);
        entry_note(&p, y->entry);
        h_end(&p.h);
        h_end(&p.h);
    }
    said_names(&p);
    return page_end(&p, e);
}

/* ---- publications ---- */

static struct str side_words(struct page *p, const struct publication *y) {
    if (str_eqc(y->side, "none")) return S("stated to be of no party");
    i64 at = book_party(p->s->b, y->side);
    return at < 0 ? S("not stated: counted as unknown, and an unknown tie is a tie")
                  : str_fmt(p->a, "%.*s, a party to the conflict", SARG(p->s->b->parties[at].name));
}

static struct str feeds_words(struct page *p, const struct publication *y) {
    struct str out = {0};
    for (i64 i = 0; i < y->nfeeds; i++) {
        i64 at = book_publication(p->s->b, y->feeds[i]);
        struct str name = at >= 0 ? p->s->b->publications[at].name : y->feeds[i];
        out = out.n ? str_fmt(p->a, "%.*s; %.*s", SARG(out), SARG(name)) : name;
    }
    return out;
}

/* Every sealed document, read or not: none is silently left out. */
static void documents_of(struct page *p, struct str publication) {
    struct html *h = &p->h;
    h_el(h, "ul", "docs");
    for (i64 i = 0; i < p->s->b->nitems; i++) {
        const struct item *it = &p->s->b->items[i];
        if (!str_eq(it->publication, publication)) continue;
        h_begin(h, "li");
        h_text(h, it->published.range.precision ? date_words(p->a, it->published.range)
                                                : S("date not stated"));
        if (str_has(it->published.anchor, S("recorder"))) h_text(h, S(" (date: recorder)"));
        if (it->lang.n) h_text(h, str_fmt(p->a, ", %.*s", SARG(it->lang)));
        if (it->state == ITEM_UNREADABLE)
            h_text(h, S(", unreadable"));
        else if (it->state != ITEM_READ)
            h_text(h, S(", sealed, not yet read"));
        h_text(h, S(" "));
        h_leaf(h, "code", "", it->outside);
        h_end(h);
    }
    h_end(h);
}

static void publication(struct page *p, i64 at, i64 documents, i64 claims) {
    const struct publication *y = &p->s->b->publications[at];
    struct html *h = &p->h;
    h_el(h, "section", "entry");
    h_attr(h, "id", y->id);
    h_begin(h, "h2");
    h_begin(h, "bdi");
    h_attr(h, "dir", S("auto"));
    h_text(h, y->name);
    h_end(h);
    h_end(h);
    h_begin(h, "dl");
    fact(p, "Owner", y->owner);
    fact(p, "Side", side_words(p, y));
    if (y->nfeeds) fact(p, "Carries copy of", feeds_words(p, y));
    fact(p, "Country", y->country);
    if (y->from.precision) fact(p, "From", date_words(p->a, y->from));
    fact(p, "Source",
         y->registered ? y->source
                       : S("nothing is recorded about it: it is only named on a document"));
    fact(p, "In this case",
         str_fmt(p->a, "%.*s, %.*s shown",
                 SARG(say_plural(p->a, documents, "document", "documents")),
                 SARG(say_plural(p->a, claims, "claim", "claims"))));
    if (documents) {
        page_term(p, S("Sealed documents"));
        documents_of(p, y->id);
        h_end(h);
    }
    entry_note(p, y->entry);
    h_end(h);
    h_end(h);
}

static void unnamed(struct page *p) {
    i64 n = 0;
    for (i64 i = 0; i < p->s->b->nitems; i++)
        n += !p->s->b->items[i].publication.n;
    if (n == 0) return;
    page_h2(p, "unnamed", S("Documents without a stated publication"));
    documents_of(p, S(""));
}

rc page_publications(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("publications.html"), S("Publications"), NAV_PUBLICATIONS);
    h_leaf(&p.h, "h1", "", S("Publications"));
    page_para(&p, "lead",
              S("Who published the documents, who owns it, whose side it is on and whose copy it "
                "carries, as recorded with a "
                "source. This decides which accounts can count as independent."));
    if (s->b->npublications == 0)
        page_para(&p, "none", S("No publication is registered in this case."));
    i64 *documents = NEWN(p.a, i64, s->b->npublications),
        *claims = NEWN(p.a, i64, s->b->npublications);
    for (i64 i = 0; i < s->b->nitems; i++) {
        i64 at = book_publication(s->b, s->b->items[i].publication);
        if (at >= 0) documents[at]++;
    }
    for (i64 i = 0; i < s->b->nclaims; i++)
        if (s->voices[i].publication >= 0) claims[s->voices[i].publication]++;
    for (i64 i = 0; i < s->b->npublications; i++)
        publication(&p, i, documents[i], claims[i]);
    unnamed(&p);
    return page_end(&p, e);
}

/* ---- places ---- */

static void incident_links(struct page *p, const i64 *v, i64 n) {
    struct html *h = &p->h;
    h_el(h, "ul", "inc");
    for (i64 i = 0; i < n; i++) {
        h_begin(h, "li");
        page_link(p, site_incident_path(p->a, p->s, v[i]), p->s->b->incidents[v[i]].code);
        h_text(h, str_fmt(p->a, " %.*s", SARG(say_headline(p->a, p->s, v[i]))));
        h_end(h);
    }
    h_end(h);
}

static void other_name(struct page *p, const char *lang, struct str name) {
    if (!name.n) return;
    h_text(&p->h, S(" · "));
    h_begin(&p->h, "bdi");
    h_attr(&p->h, "lang", str_c(lang));
    h_text(&p->h, name);
    h_end(&p->h);
}

static void place(struct page *p, i64 at) {
    const struct site_place *y = &p->s->places[at];
    struct html *h = &p->h;
    if (!y->nincidents) return;
    h_el(h, "section", "entry");
    h_attr(h, "id", str_fmt(p->a, "p%lld", (long long)at));
    h_begin(h, "h2");
    h_text(h, y->withheld ? S("Place withheld") : y->name);
    h_el(h, "span", "other");
    other_name(p, "ar", y->name_ar);
    other_name(p, "ru", y->name_ru);
    h_end(h);
    h_end(h);
    struct str what =
        y->precision == PRECISION_UNKNOWN ? S("place") : word_name("precision", y->precision);
    page_para(p, "meta",
              y->withheld ? S("finer than this site shows")
                          : str_fmt(p->a, "%.*s%s%.*s", SARG(what), y->within.n ? ", in " : "",
                                    SARG(y->within)));
    incident_links(p, y->incidents, y->nincidents);
    h_end(h);
}

static void elsewhere(struct page *p) {
    i64 n = 0, *v = NEWN(p->a, i64, p->s->nshown);
    for (i64 i = 0; i < p->s->nshown; i++)
        if (p->s->incident_place[p->s->shown[i]] < 0) v[n++] = p->s->shown[i];
    if (n == 0) return;
    page_h2(p, "words-only", S("In no gazetteer, or not stated"));
    incident_links(p, v, n);
}

rc page_places(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("places.html"), S("Places"), NAV_PLACES);
    h_leaf(&p.h, "h1", "", S("Places"));
    page_para(
        &p, "lead",
        S("Where reports place the incidents, no more exactly than the policy of this site allows. "
          "Names: the case's gazetteer, and GeoNames (CC BY 4.0)."));
    chart_map(&p);
    for (i64 i = 0; i < s->nplaces; i++)
        place(&p, i);
    elsewhere(&p);
    return page_end(&p, e);
}

/* ---- timeline ---- */

static int by_day(const struct site *s, i64 a, i64 b) {
    struct date_range x = s->b->incidents[a].when, y = s->b->incidents[b].when;
    if (!x.precision != !y.precision) return x.precision ? -1 : 1;
    if (x.precision && x.from != y.from) return x.from < y.from ? -1 : 1;
    if (x.precision && x.to != y.to) return x.to < y.to ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Merge sort: stable, n log n, no global state. */
static void sort_days(const struct site *s, i64 *v, i64 *tmp, i64 n) {
    if (n < 2) return;
    i64 half = n / 2, i = 0, j = half, k = 0;
    sort_days(s, v, tmp, half);
    sort_days(s, v + half, tmp, n - half);
    while (i < half && j < n)
        tmp[k++] = by_day(s, v[i], v[j]) <= 0 ? v[i++] : v[j++];
    while (i < half)
        tmp[k++] = v[i++];
    while (j < n)
        tmp[k++] = v[j++];
    memcpy(v, tmp, (size_t)n * sizeof *v);
}

static void day_heading(struct page *p, struct date_range r) {
    h_leaf(&p->h, "h2", "day", r.precision ? date_words(p->a, r) : S("Date not stated"));
}

rc page_timeline(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("timeline.html"), S("Timeline"), NAV_TIMELINE);
    h_leaf(&p.h, "h1", "", S("Timeline"));
    page_para(
        &p, "lead",
        S("By the day on which incidents are said to have happened, as exactly as it was said: a "
          "week stays a week."));
    chart_timeline(&p);
    i64 *v = NEWN(p.a, i64, s->nshown), *tmp = NEWN(p.a, i64, s->nshown);
    memcpy(v, s->shown, (size_t)s->nshown * sizeof *v);
    sort_days(s, v, tmp, s->nshown);
    for (i64 i = 0; i < s->nshown;) {
        struct date_range r = s->b->incidents[v[i]].when;
        i64 to = i;
        for (; to < s->nshown; to++) {
            struct date_range x = s->b->incidents[v[to]].when;
            bool same =
                r.precision ? x.precision && x.from == r.from && x.to == r.to : !x.precision;
            if (!same) break;
        }
        day_heading(&p, r);
        incident_links(&p, v + i, to - i);
        i = to;
    }
    return page_end(&p, e);
}
