#include "web/read_text.h"

#include "base/limits.h"

#include <stdlib.h>

struct read_pages read_pages(struct arena *a, struct str text) {
    struct read_pages p = {0};
    i64 cap = 0, n = 0, at = 0;
    *PUSH(a, p.starts, n, cap) = 0;
    while (text.n - at > READ_PAGE_BYTES) {
        i64 cut = str_chr(text, '\n', at + READ_PAGE_BYTES);
        if (cut < 0 || cut + 1 >= text.n) break;
        if (cut - at > 2 * READ_PAGE_BYTES) { /* one long line: cut at a blank */
            cut = at + READ_PAGE_BYTES;
            while (cut < text.n && !is_space(text.p[cut]))
                cut++;
        }
        at = cut + 1 < text.n ? cut + 1 : text.n;
        *PUSH(a, p.starts, n, cap) = (u32)at;
    }
    if (at < text.n || n == 1) *PUSH(a, p.starts, n, cap) = (u32)text.n;
    p.n = n - 1;
    return p;
}

i64 read_page_of(const struct read_pages *p, u32 at) {
    i64 i = 0;
    while (i + 1 < p->n && p->starts[i + 1] <= at)
        i++;
    return i;
}

static struct span content(const struct claim *c) {
    return span_some(c->said.content) ? c->said.content
           : span_some(c->sentence)   ? c->sentence
                                      : c->trigger;
}

struct pane {
    struct told *w;
    i64 item, n;
    const struct read_claim *c;
};

static int by_value(const void *x, const void *y) {
    u32 a = *(const u32 *)x, b = *(const u32 *)y;
    return (a > b) - (a < b);
}

static const struct claim *claim_at(const struct pane *p, i64 i) {
    return &p->w->b->claims[p->c[i].at].c;
}

/* Where runs begin and end within [from, to). */
static u32 *points(struct pane *p, u32 from, u32 to, i64 *n) {
    struct arena *a = p->w->r->a;
    u32 *v = NULL;
    i64 cap = *n = 0;
    *PUSH(a, v, *n, cap) = from;
    *PUSH(a, v, *n, cap) = to;
    for (i64 i = 0; i < p->n; i++) {
        struct span s[] = {content(claim_at(p, i)), claim_at(p, i)->trigger};
        for (i64 k = 0; k < LEN(s); k++) {
            if (s[k].start > from && s[k].start < to) *PUSH(a, v, *n, cap) = s[k].start;
            if (s[k].end > from && s[k].end < to) *PUSH(a, v, *n, cap) = s[k].end;
        }
    }
    qsort(v, (size_t)*n, sizeof *v, by_value);
    i64 kept = 1;
    for (i64 i = 1; i < *n; i++)
        if (v[i] != v[kept - 1]) v[kept++] = v[i];
    *n = kept;
    return v;
}

/* Numbers of the claims that cover a run, blank-separated. */
static struct str numbers(const struct pane *p, struct span run, bool *trigger, bool *machine) {
    struct buf b = buf_make(p->w->r->a, 4096);
    *trigger = false;
    *machine = false;
    for (i64 i = 0; i < p->n; i++) {
        const struct claim *c = claim_at(p, i);
        bool said = span_covers(content(c), run), tells = span_covers(c->trigger, run);
        if (!said && !tells) continue;
        if (b.n) buf_c(&b, ' ');
        buf_i64(&b, p->c[i].number);
        *trigger |= tells;
        *machine |= c->status == STATUS_MACHINE;
    }
    return b.n ? buf_str(&b) : S("");
}

static void put_run(struct pane *p, struct span run) {
    struct req *r = p->w->r;
    bool trigger, machine;
    struct str which = numbers(p, run, &trigger, &machine);
    h_el(&r->h, which.n ? "mark" : "span",
         which.n ? machine   ? trigger ? "hit machine tells" : "hit machine"
                   : trigger ? "hit tells"
                             : "hit"
                 : "");
    h_attr_i(&r->h, "data-at", run.start);
    h_attr_i(&r->h, "data-n", run.end - run.start);
    if (which.n) h_attr(&r->h, "data-c", which);
    h_text(&r->h, shown_words(r->a, &p->w->shown, p->item, run));
    h_end(&r->h);
}

/* Behind the last words of a claim stands its number, a link to it. */
static void put_ends(struct pane *p, u32 at) {
    struct req *r = p->w->r;
    for (i64 i = 0; i < p->n; i++) {
        const struct claim *c = claim_at(p, i);
        if (content(c).end != at) continue;
        h_el(&r->h, "sup", "to-claim");
        h_begin(&r->h, "a");
        ui_path(r, str_cat(r->a, S("#"), c->id));
        h_attr(&r->h, "aria-label",
               words_fill(r->a, r->lang, "read.claim_no",
                          words_number(r->a, r->lang, p->c[i].number), S("")));
        ui_number(r, p->c[i].number);
        h_end(&r->h);
        h_end(&r->h);
    }
}

static void paragraph(struct pane *p, u32 from, u32 to, struct str add) {
    struct req *r = p->w->r;
    const struct item *it = &p->w->b->items[p->item];
    i64 n;
    u32 *v = points(p, from, to, &n);
    h_begin(&r->h, "p");
    h_attr(&r->h, "dir", S("auto"));
    if (it->lang.n) h_attr(&r->h, "lang", it->lang);
    for (i64 i = 0; i + 1 < n; i++) {
        put_run(p, (struct span){v[i], v[i + 1]});
        put_ends(p, v[i + 1]);
    }
    if (add.n) {
        h_el(&r->h, "a", "add-here no-print");
        ui_path(r, str_fmt(r->a, "%.*s?at=%u-%u", SARG(add), from, to));
        h_attr(&r->h, "aria-label", words_get(r->lang, "read.add_here"));
        h_text(&r->h, S("+"));
        h_end(&r->h);
    }
    h_end(&r->h);
}

void read_text_pane(struct told *w, i64 item, u32 from, u32 to, const struct read_claim *c, i64 n,
                    struct str add) {
    struct str text = w->b->items[item].text;
    struct pane p = {.w = w, .item = item, .c = c, .n = n};
    while (from < to) {
        i64 cut = str_chr(text, '\n', from);
        u32 end = cut < 0 || cut >= to ? to : (u32)cut;
        u32 first = from, last = end;
        while (first < last && is_space(text.p[first]))
            first++;
        while (last > first && is_space(text.p[last - 1]))
            last--;
        if (first < last) paragraph(&p, first, last, add);
        from = end + 1;
    }
}
