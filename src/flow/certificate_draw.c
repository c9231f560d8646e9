/* The certificate as plain text and as one HTML file that needs nothing else. */
#include "base/utf8.h"
#include "flow/certificate.h"
#include "publish/html.h"

enum { COLUMNS = 96, LABEL = 46, CERT_MAX = 8 << 20 };

/* ---- plain text ---- */

static i64 width_of(struct str s) {
    i64 n = 0;
    u32 cp;
    for (i64 at = 0, step; at < s.n; at += step, n++) {
        step = utf8_next(s, at, &cp);
        if (!step) step = 1;
    }
    return n;
}

/* Words in lines of COLUMNS; further lines begin with `indent` blanks. */
static void wrap(struct buf *b, struct str text, int indent, i64 col) {
    bool first = true;
    while (text.p) {
        struct str w = str_cut(&text, ' ');
        i64 n = width_of(w);
        if (!w.n) continue;
        if (!first && col + 1 + n > COLUMNS) {
            buf_c(b, '\n');
            for (int i = 0; i < indent; i++)
                buf_c(b, ' ');
            col = indent;
            first = true;
        }
        if (!first) buf_c(b, ' ');
        buf_put(b, w);
        col += n + !first;
        first = false;
    }
    buf_c(b, '\n');
}

static void labelled(struct buf *b, const struct cert_line *l) {
    i64 n = width_of(l->label);
    buf_put(b, l->label);
    buf_c(b, ':');
    if (n + 2 > LABEL) {
        buf_c(b, '\n');
        n = -1;
    }
    for (i64 i = n + 1; i < LABEL; i++)
        buf_c(b, ' ');
    if (l->kind == CERT_BLANK)
        buf_puts(b, "____________________________________\n");
    else
        wrap(b, l->text, LABEL, LABEL);
}

static void text_line(struct buf *b, const struct cert_line *l, enum cert_kind before) {
    bool apart = l->kind != before || l->kind == CERT_PARA;
    if (apart && b->n) buf_c(b, '\n');
    if (l->kind == CERT_FACT || l->kind == CERT_BLANK) return labelled(b, l);
    if (l->kind == CERT_ITEM) buf_puts(b, "  - ");
    if (l->kind == CERT_CODE) buf_puts(b, "    ");
    if (l->kind == CERT_CODE) return buf_put(b, l->text), buf_c(b, '\n');
    wrap(b, l->text, l->kind == CERT_ITEM ? 4 : 0, l->kind == CERT_ITEM ? 4 : 0);
    if (l->kind != CERT_TITLE) return;
    for (i64 i = width_of(l->text); i > 0; i--)
        buf_c(b, '=');
    buf_c(b, '\n');
}

/* A value is one line's words: nobody's name can begin a line of ours. */
static struct cert_line flat(struct arena *a, const struct cert_line *l) {
    struct cert_line f = *l;
    char *p = NEWN(a, char, l->text.n + 1);
    for (i64 i = 0; i < l->text.n; i++)
        p[i] = (u8)l->text.p[i] < 0x20 ? ' ' : l->text.p[i];
    f.text = (struct str){p, l->text.n};
    return f;
}

struct str certificate_text(struct arena *a, const struct cert *x) {
    struct buf b = buf_make(a, CERT_MAX);
    for (i64 i = 0; i < x->n; i++) {
        struct cert_line l = flat(a, &x->v[i]);
        text_line(&b, &l, i ? x->v[i - 1].kind : CERT_TITLE);
    }
    return buf_str(&b);
}

/* ---- HTML ---- */

static const char STYLE[] =
    "body{font:11pt/1.45 serif;max-width:46em;margin:2em auto;padding:0 1em}h1{font-size:1.5em}"
    "h2{font-size:1.1em;margin-top:1.6em}.note{border:1px solid;padding:.6em}th{text-align:start;"
    "font-weight:normal;width:38%;vertical-align:top;padding-inline-end:1em}td{overflow-wrap:"
    "anywhere}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #bbb;"
    "padding-block:.25em}.room{height:2.4em}code{direction:ltr;unicode-bidi:isolate;display:block;"
    "overflow-wrap:anywhere}";

static bool in_table(enum cert_kind k) {
    return k == CERT_FACT || k == CERT_BLANK;
}

static void html_row(struct html *h, const struct cert_line *l) {
    h_el(h, "tr", "");
    h_begin(h, "th");
    h_attr(h, "scope", S("row"));
    h_text(h, l->label);
    h_end(h);
    h_begin(h, "td");
    if (l->kind == CERT_BLANK) h_attr(h, "class", S("room"));
    h_attr(h, "dir", S("auto"));
    h_text(h, l->text);
    h_end(h);
    h_end(h);
}

static void html_line(struct html *h, const struct cert_line *l) {
    static const char *const TAGS[] = {[CERT_TITLE] = "h1",
                                       [CERT_NOTE] = "p",
                                       [CERT_HEAD] = "h2",
                                       [CERT_PARA] = "p",
                                       [CERT_CODE] = "code"};
    if (in_table(l->kind)) return html_row(h, l);
    if (l->kind == CERT_ITEM) return h_leaf(h, "li", "", l->text);
    h_leaf(h, TAGS[l->kind], l->kind == CERT_NOTE ? "note" : "", l->text);
}

static const char *group_of(enum cert_kind k) {
    return in_table(k) ? "table" : k == CERT_ITEM ? "ul" : NULL;
}

static void html_head(struct html *h, const struct cert *x) {
    h_doctype(h);
    h_begin(h, "html");
    h_attr(h, "lang", str_c(CERT_LANG_CODES[x->lang]));
    h_attr(h, "dir", x->lang == CERT_AR ? S("rtl") : S("ltr"));
    h_el(h, "head", "");
    h_begin(h, "meta");
    h_attr(h, "charset", S("utf-8"));
    h_void(h);
    h_leaf(h, "title", "", x->n ? x->v[0].text : S(""));
    h_leaf(h, "style", "", str_c(STYLE));
    h_end(h);
    h_el(h, "body", "");
}

struct str certificate_html(struct arena *a, const struct cert *x) {
    struct buf b = buf_make(a, CERT_MAX);
    struct html h = {.b = &b};
    const char *open = NULL;
    html_head(&h, x);
    for (i64 i = 0; i < x->n; i++) {
        const char *group = group_of(x->v[i].kind);
        if (open && open != group) h_end(&h);
        if (group && open != group) h_el(&h, group, "");
        open = group;
        html_line(&h, &x->v[i]);
    }
    if (open) h_end(&h);
    h_end(&h);
    h_end(&h);
    h_done(&h);
    return buf_str(&b);
}
