/* The first page, and the list of all incidents. */
#include "publish/chart.h"
#include "publish/say.h"
#include "store/erasure.h"

enum { PER_PAGE = 250, ON_FIRST = 60 };

static void head_row(struct html *h, const char *const *names, i64 n) {
    h_begin(h, "thead");
    h_begin(h, "tr");
    for (i64 i = 0; i < n; i++) {
        h_begin(h, "th");
        h_attr(h, "scope", S("col"));
        h_text(h, str_c(names[i]));
        h_end(h);
    }
    h_end(h);
    h_end(h);
}

static void cell(struct html *h, const char *label, struct str text) {
    h_begin(h, "td");
    h_attr(h, "data-label", str_c(label));
    h_text(h, text);
    h_end(h);
}

static void incident_row(struct page *p, i64 at) {
    const struct incident *in = &p->s->b->incidents[at];
    struct html *h = &p->h;
    i64 unreviewed = 0;
    for (i64 k = 0; k < in->nclaims; k++)
        unreviewed += !book_reviewed(p->s->b, &p->s->b->claims[in->claims[k]]);
    h_begin(h, "tr");
    h_begin(h, "th");
    h_attr(h, "scope", S("row"));
    page_link(p, site_incident_path(p->a, p->s, at), in->code);
    h_text(h, S(" "));
    h_leaf(h, "span", "kind", say_kind(p->a, in->kind));
    h_end(h);
    cell(h, "Place", say_place(p->a, p->s, at));
    cell(h, "When", say_when(p->a, p->s, at));
    const struct figure *f = site_main_figure(p->s, at);
    struct str range = f ? say_range(p->a, f->min, f->max) : S("not stated");
    if (f)
        range = str_fmt(p->a, "%.*s %.*s", SARG(range),
                        SARG(say_counted(p->a, f->what, f->who, f->min == 1 && f->max == 1)));
    cell(h, "Number", range);
    cell(h, "Accounts", say_accounts(p->a, p->s, at));
    struct str claims = str_fmt(p->a, "%lld", (long long)in->nclaims);
    if (unreviewed == in->nclaims)
        claims = str_fmt(p->a, "%lld, unreviewed", (long long)in->nclaims);
    else if (unreviewed)
        claims =
            str_fmt(p->a, "%lld, %lld unreviewed", (long long)in->nclaims, (long long)unreviewed);
    cell(h, "Claims", claims);
    h_end(h);
}

void page_incident_rows(struct page *p, const i64 *incidents, i64 n) {
    static const char *const HEADS[] = {"Incident", "Place",    "When",
                                        "Number",   "Accounts", "Claims"};
    struct html *h = &p->h;
    h_el(h, "div", "scroll");
    h_el(h, "table", "cards list");
    h_leaf(h, "caption", "",
           S("Incidents: what these claims are about. Each line is reported, none is a finding."));
    head_row(h, HEADS, LEN(HEADS));
    h_begin(h, "tbody");
    for (i64 i = 0; i < n; i++)
        incident_row(p, incidents[i]);
    h_end(h);
    h_end(h);
    h_end(h);
}

static i64 gone_of(const struct book *b) {
    i64 n = 0;
    for (i64 i = 0; i < b->nitems; i++)
        n += b->items[i].state == ITEM_ERASED;
    return n;
}

static void tile(struct page *p, i64 n, const char *what) {
    h_begin(&p->h, "li");
    h_leaf(&p->h, "span", "big", say_number(p->a, n));
    h_text(&p->h, S(" "));
    h_leaf(&p->h, "span", "what", str_c(what));
    h_end(&p->h);
}

static void tiles(struct page *p) {
    const struct site *s = p->s;
    h_el(&p->h, "ul", "tiles");
    tile(p, s->nshown, s->nshown == 1 ? "incident" : "incidents");
    tile(p, s->b->nclaims, s->o->draft ? "claims shown" : "reviewed claims shown");
    tile(p, s->counts.unreviewed,
         s->o->draft ? "of them unreviewed" : "unreviewed claims, not shown");
    i64 held = s->b->nitems - gone_of(s->b);
    tile(p, held, held == 1 ? "sealed document" : "sealed documents");
    h_end(&p->h);
    if (!s->counts.set_aside) return;
    page_para(p, "note",
              str_fmt(p->a, "%.*s set aside or withdrawn in review.",
                      SARG(say_plural(p->a, s->counts.set_aside, "claim", "claims"))));
}

/* What was taken out is said, with its date and basis; nothing of it is counted. */
static void erased_note(struct page *p, i64 gone) {
    struct html *h = &p->h;
    if (!gone) return;
    page_para(p, "note",
              str_fmt(p->a, "%.*s erased; nothing that they said is counted here.",
                      SARG(say_plural(p->a, gone, "document was", "documents were"))));
    h_el(h, "ul", "docs");
    for (i64 i = 0; i < p->s->b->nitems; i++) {
        const struct item *it = &p->s->b->items[i];
        if (it->state != ITEM_ERASED) continue;
        h_begin(h, "li");
        h_text(h, it->reason);
        h_text(h, S(" "));
        h_leaf(h, "code", "", it->outside);
        h_end(h);
    }
    for (i64 i = 0; i < p->s->b->nincidents; i++) {
        const struct incident *in = &p->s->b->incidents[i];
        if (!erased_whole(in)) continue;
        h_begin(h, "li");
        h_leaf(h, "code", "", in->code);
        h_text(h, str_fmt(p->a, ": all its accounts were %.*s",
                          SARG(erased_words(p->a, in->erased_at, in->erased_basis))));
        h_end(h);
    }
    h_end(h);
}

static void documents_note(struct page *p) {
    i64 unread = 0, gone = gone_of(p->s->b);
    for (i64 i = 0; i < p->s->b->nitems; i++)
        unread += p->s->b->items[i].state != ITEM_READ;
    unread -= gone;
    erased_note(p, gone);
    if (!unread) return;
    page_para(
        p, "note",
        str_fmt(p->a,
                "%.*s sealed but not read by the program: never lost, never silently left out.",
                SARG(say_plural(p->a, unread, "document is", "documents are"))));
}

static void what_this_is(struct page *p) {
    h_leaf(&p->h, "h1", "", p->s->b->case_name);
    page_para(
        p, "lead",
        S("A record of what has been reported, by whom, and in which words. Every number here "
          "leads back to sentences in "
          "sealed documents; no line is a finding of this record."));
    page_para(p, "",
              S("Reports are claims: each belongs to one speaker. Claims about one event form an "
                "incident; where they differ, the "
                "range runs from the lowest to the highest number said, both ends named. "
                "Contradictions are shown, not settled."));
}

static void checkpoint(struct page *p) {
    struct html *h = &p->h;
    page_h2(p, "seal", S("The seal"));
    h_begin(h, "p");
    h_text(h, str_fmt(p->a, "This site rests on a signed log of %lld entries. ",
                      (long long)p->s->b->log_size));
    page_link(p, S("check.html"), S("The checkpoint, and how to check a number yourself"));
    h_end(h);
}

rc page_index(struct site *s, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, S("index.html"), S("Overview"), NAV_HOME);
    what_this_is(&p);
    tiles(&p);
    documents_note(&p);
    page_h2(&p, "list", S("Incidents"));
    if (s->nshown == 0)
        page_para(&p, "none", S("No claim has been reviewed yet: nothing is published."));
    else
        page_incident_rows(&p, s->shown, s->nshown < ON_FIRST ? s->nshown : ON_FIRST);
    if (s->nshown > ON_FIRST) {
        h_el(&p.h, "p", "more");
        page_link(&p, S("incidents/index.html"),
                  str_fmt(p.a, "All %lld incidents", (long long)s->nshown));
        h_end(&p.h);
    }
    page_h2(&p, "map", S("Where"));
    chart_map(&p);
    page_h2(&p, "time", S("When"));
    chart_timeline(&p);
    checkpoint(&p);
    return page_end(&p, e);
}

static struct str list_path(struct arena *a, i64 page) {
    return page == 0 ? S("incidents/index.html")
                     : str_fmt(a, "incidents/page-%lld.html", (long long)page + 1);
}

static void pager(struct page *p, i64 at, i64 pages) {
    struct html *h = &p->h;
    if (pages < 2) return;
    h_el(h, "nav", "pager");
    h_attr(h, "aria-label", S("Pages of the list"));
    h_begin(h, "ul");
    for (i64 i = 0; i < pages; i++) {
        h_begin(h, "li");
        h_begin(h, "a");
        h_href(h, page_href(p, list_path(p->a, i)));
        if (i == at) h_attr(h, "aria-current", S("page"));
        h_text(h, str_fmt(p->a, "%lld", (long long)i + 1));
        h_end(h);
        h_end(h);
    }
    h_end(h);
    h_end(h);
}

static rc list_page(struct site *s, i64 at, i64 pages, struct err *e) {
    struct page p;
    page_init(&p, s);
    page_begin(&p, list_path(p.a, at),
               at ? str_fmt(p.a, "Incidents, page %lld", (long long)at + 1) : S("Incidents"),
               NAV_INCIDENTS);
    h_leaf(&p.h, "h1", "", S("Incidents"));
    page_para(&p, "lead",
              str_fmt(p.a, "%.*s, by code. Codes are permanent: a merge leaves a redirect.",
                      SARG(say_plural(p.a, s->nshown, "incident", "incidents"))));
    pager(&p, at, pages);
    i64 from = at * PER_PAGE, n = s->nshown - from < PER_PAGE ? s->nshown - from : PER_PAGE;
    if (n > 0)
        page_incident_rows(&p, s->shown + from, n);
    else
        page_para(&p, "none", S("No claim has been reviewed yet: nothing is published."));
    pager(&p, at, pages);
    return page_end(&p, e);
}

rc page_lists(struct site *s, struct err *e) {
    i64 pages = s->nshown ? (s->nshown + PER_PAGE - 1) / PER_PAGE : 1;
    for (i64 i = 0; i < pages; i++)
        TRY(list_page(s, i, pages, e));
    return RC_OK;
}
