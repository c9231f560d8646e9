#include "publish/html.h"

#include "base/utf8.h"

static void close_start(struct html *h) {
    if (h->pending) buf_c(h->b, '>');
    h->pending = false;
}

/* Characters that a reader cannot see and that change how others are read: C0 and C1 controls but
 * blanks, bidirectional embeddings, overrides and isolates, non-characters. Joiners and the plain
 * direction marks stay: Persian needs them. */
static bool unseen(u32 cp) {
    if (cp == '\t' || cp == '\n') return false;
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) return true;
    if ((cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)) return true;
    return cp == 0x2028 || cp == 0x2029 || cp == 0xFEFF || (cp & 0xFFFE) == 0xFFFE;
}

static void put_char(struct buf *b, struct str bytes, u32 cp) {
    switch (cp) {
    case '&': buf_puts(b, "&amp;"); return;
    case '<': buf_puts(b, "&lt;"); return;
    case '>': buf_puts(b, "&gt;"); return;
    case '"': buf_puts(b, "&quot;"); return;
    case '\'': buf_puts(b, "&#39;"); return;
    default: buf_put(b, unseen(cp) ? S("\xEF\xBF\xBD") : bytes);
    }
}

static bool plain(unsigned char c) {
    return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

static void escape(struct buf *b, struct str s) {
    for (i64 i = 0; i < s.n;) {
        i64 run = i;
        while (run < s.n && plain((unsigned char)s.p[run]))
            run++;
        buf_put(b, str_sub(s, i, run));
        if ((i = run) >= s.n) break;
        u32 cp;
        int n = utf8_next(s, i, &cp);
        if (n == 0)
            buf_puts(b, "\xEF\xBF\xBD");
        else
            put_char(b, str_sub(s, i, i + n), cp);
        i += n ? n : 1;
    }
}

void h_begin(struct html *h, const char *tag) {
    close_start(h);
    CHECK(h->depth < HTML_OPEN_MAX);
    buf_c(h->b, '<');
    buf_puts(h->b, tag);
    h->open[h->depth++] = tag;
    h->pending = true;
}

void h_attr(struct html *h, const char *name, struct str value) {
    CHECK(h->pending);
    buf_c(h->b, ' ');
    buf_puts(h->b, name);
    buf_puts(h->b, "=\"");
    escape(h->b, value);
    buf_c(h->b, '"');
}

void h_attr_i(struct html *h, const char *name, i64 value) {
    CHECK(h->pending);
    buf_fmt(h->b, " %s=\"%lld\"", name, (long long)value);
}

void h_href(struct html *h, struct str path) {
    i64 colon = str_chr(path, ':', 0), slash = str_chr(path, '/', 0);
    CHECK(path.n > 0 && path.p[0] != '/' && (colon < 0 || (slash >= 0 && slash < colon)));
    h_attr(h, "href", path);
}

bool h_href_out(struct html *h, struct str url) {
    if (!str_starts(url, S("https://")) && !str_starts(url, S("http://"))) return false;
    h_attr(h, "href", url);
    h_attr(h, "rel", S("noreferrer noopener nofollow external"));
    return true;
}

void h_text(struct html *h, struct str text) {
    close_start(h);
    escape(h->b, text);
}

void h_end(struct html *h) {
    close_start(h);
    CHECK(h->depth > 0);
    const char *tag = h->open[--h->depth];
    buf_puts(h->b, "</");
    buf_puts(h->b, tag);
    buf_c(h->b, '>');
    static const char *const BLOCKS[] = {
        "p",   "li",    "tr",     "h1", "h2",  "h3",         "section", "div",   "dd",
        "dt",  "table", "ul",     "ol", "dl",  "article",    "head",    "title", "header",
        "nav", "main",  "footer", "g",  "svg", "blockquote", "figure"};
    for (i64 i = 0; i < LEN(BLOCKS); i++) /* a line each, so that a difference can be read */
        if (str_eqc(str_c(tag), BLOCKS[i])) buf_c(h->b, '\n');
}

void h_void(struct html *h) {
    CHECK(h->pending && h->depth > 0);
    h->depth--;
    h->pending = false;
    buf_puts(h->b, "/>");
}

void h_el(struct html *h, const char *tag, const char *cls) {
    h_begin(h, tag);
    if (cls[0]) h_attr(h, "class", str_c(cls));
}

void h_leaf(struct html *h, const char *tag, const char *cls, struct str text) {
    h_el(h, tag, cls);
    h_text(h, text);
    h_end(h);
}

void h_link(struct html *h, struct str path, struct str text) {
    h_begin(h, "a");
    h_href(h, path);
    h_text(h, text);
    h_end(h);
}

void h_doctype(struct html *h) {
    CHECK(h->b->n == 0);
    buf_puts(h->b, "<!doctype html>\n");
}

void h_done(struct html *h) {
    CHECK(h->depth == 0 && !h->pending);
}
