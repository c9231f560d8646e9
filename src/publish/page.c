#include "publish/page.h"

struct nav_row {
    struct str path, name;
};
static const struct nav_row NAV[] = {
    {SI("index.html"), SI("Overview")},    {SI("incidents/index.html"), SI("Incidents")},
    {SI("timeline.html"), SI("Timeline")}, {SI("places.html"), SI("Places")},
    {SI("parties.html"), SI("Parties")},   {SI("publications.html"), SI("Publications")},
    {SI("data.html"), SI("Data")},         {SI("check.html"), SI("How to check")},
};

struct str page_law(void) {
    return S("Sealing shows that these words are unchanged since they were received, not that they "
             "are true.");
}

struct str page_draft_note(void) {
    return S("Draft, not for citation: holds claims read by a machine and reviewed by nobody.");
}

static void meta(struct html *h, const char *key, struct str name, struct str content) {
    h_begin(h, "meta");
    h_attr(h, key, name);
    h_attr(h, "content", content);
    h_void(h);
}

static void head(struct page *p, struct str title) {
    struct html *h = &p->h;
    h_begin(h, "head");
    h_begin(h, "meta");
    h_attr(h, "charset", S("utf-8"));
    h_void(h);
    meta(h, "http-equiv", S("Content-Security-Policy"),
         S("default-src 'none'; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; "
           "form-action 'none'"));
    meta(h, "name", S("viewport"), S("width=device-width, initial-scale=1"));
    meta(h, "name", S("referrer"), S("no-referrer"));
    meta(h, "name", S("color-scheme"), S("light dark"));
    if (p->s->o->draft) meta(h, "name", S("robots"), S("noindex"));
    h_leaf(h, "title", "",
           str_fmt(p->a, "%s%.*s · %.*s", p->s->o->draft ? "DRAFT · " : "", SARG(title),
                   SARG(p->s->b->case_name)));
    h_begin(h, "link");
    h_attr(h, "rel", S("stylesheet"));
    h_href(h, page_href(p, S("site.css")));
    h_void(h);
    h_end(h);
}

static void top(struct page *p, enum nav at) {
    struct html *h = &p->h;
    h_begin(h, "a");
    h_attr(h, "class", S("skip"));
    h_attr(h, "href", S("#main"));
    h_text(h, S("To the content"));
    h_end(h);
    if (p->s->o->draft) {
        h_el(h, "div", "draft");
        h_attr(h, "role", S("note"));
        h_leaf(h, "strong", "", S("DRAFT"));
        h_text(h, S(" "));
        h_text(h, page_draft_note());
        h_end(h);
    }
    h_el(h, "header", "top");
    h_el(h, "p", "case");
    page_link(p, S("index.html"), p->s->b->case_name);
    h_end(h);
    h_begin(h, "nav");
    h_attr(h, "aria-label", S("Pages of this record"));
    h_begin(h, "ul");
    for (i64 i = 0; i < LEN(NAV); i++) {
        h_begin(h, "li");
        h_begin(h, "a");
        h_href(h, page_href(p, NAV[i].path));
        if (i == (i64)at)
            h_attr(h, "aria-current", str_eq(p->path, NAV[i].path) ? S("page") : S("true"));
        h_text(h, NAV[i].name);
        h_end(h);
        h_end(h);
    }
    h_end(h);
    h_end(h);
    h_end(h);
}

void page_init(struct page *p, struct site *s) {
    *p = (struct page){.s = s, .mem = s->scratch, .up = ""};
    p->a = &p->mem;
    s->buf.n = 0;
    p->h.b = &s->buf;
}

void page_begin(struct page *p, struct str path, struct str title, enum nav at) {
    struct html *h = &p->h;
    p->path = path;
    p->up = str_chr(path, '/', 0) >= 0 ? "../" : "";
    h_doctype(h);
    h_begin(h, "html");
    h_attr(h, "lang", S("en"));
    head(p, title);
    h_begin(h, "body");
    top(p, at);
    h_begin(h, "main");
    h_attr(h, "id", S("main"));
}

rc page_end(struct page *p, struct err *e) {
    struct html *h = &p->h;
    h_end(h); /* main */
    h_begin(h, "footer");
    h_leaf(h, "p", "law", page_law());
    h_el(h, "p", "made");
    h_text(h, str_fmt(p->a, "%.*s · log of %lld entries", SARG(p->s->b->case_name),
                      (long long)p->s->b->log_size));
    if (p->s->o->generated_at)
        h_text(h, str_fmt(p->a, " · as of %.*s", SARG(instant_text(p->a, p->s->o->generated_at))));
    h_text(h, S(" · "));
    page_link(p, S("check.html"), S("how to check"));
    h_text(h, S(" · made with cairn"));
    h_end(h);
    h_end(h);
    h_end(h); /* body */
    h_end(h); /* html */
    h_done(h);
    return site_write(p->s, p->mem, p->path, e);
}

struct str page_href(struct page *p, struct str path) {
    return p->up[0] ? str_fmt(p->a, "%s%.*s", p->up, SARG(path)) : path;
}

void page_link(struct page *p, struct str path, struct str text) {
    if (p->s->preview)
        h_text(&p->h, text);
    else
        h_link(&p->h, page_href(p, path), text);
}

void page_para(struct page *p, const char *cls, struct str text) {
    h_leaf(&p->h, "p", cls, text);
}

void page_h2(struct page *p, const char *id, struct str text) {
    h_begin(&p->h, "h2");
    h_attr(&p->h, "id", str_c(id));
    h_text(&p->h, text);
    h_end(&p->h);
}

void page_term(struct page *p, struct str term) {
    h_leaf(&p->h, "dt", "", term);
    h_begin(&p->h, "dd");
}
