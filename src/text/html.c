#include "text/html.h"

#include "base/limits.h"
#include "base/utf8.h"

static bool blank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
static int peek(const struct html *h, i64 i) {
    return i < h->src.n ? (u8)h->src.p[i] : -1;
}
static struct str cut(const struct html *h, i64 from, i64 to) {
    CHECK(from >= 0 && from <= to && to <= h->src.n);
    return (struct str){h->src.p + from, to - from};
}
static bool looking_at(const struct html *h, i64 i, struct str word) {
    return i + word.n <= h->src.n && str_eqi(cut(h, i, i + word.n), word);
}

struct html html_begin(struct arena *a, struct str src) {
    return (struct html){.src = src, .raw_end = -1, .a = a};
}

void html_raw(struct html *h, enum html_state state) {
    h->state = state;
    h->raw_end = -1;
}

/* ---- text ---- */

static bool chars(struct html *h, struct html_token *t, i64 n, struct str s) {
    CHECK(n > 0 && s.n <= ENTITY_BYTES);
    t->kind = HTML_CHARS;
    memcpy(t->chars, s.p, (size_t)s.n);
    t->nchars = (int)s.n;
    h->at += n;
    return true;
}

static bool text(struct html *h, struct html_token *t, i64 end) {
    CHECK(end > h->at);
    t->kind = HTML_TEXT;
    t->data = cut(h, h->at, end);
    h->at = end;
    return true;
}

/* One byte that does not stand for itself: NUL, CR or the '&' of a reference. False when it does.
 */
static bool special(struct html *h, struct html_token *t) {
    int c = (u8)h->src.p[h->at];
    bool keeps_nul = h->state == HTML_DATA || h->state == HTML_CDATA;
    if (c == '\r') return chars(h, t, 1 + (peek(h, h->at + 1) == '\n'), S("\n"));
    if (c == 0 && !keeps_nul) return chars(h, t, 1, S("\xEF\xBF\xBD"));
    if (c != '&' || (h->state != HTML_DATA && h->state != HTML_RCDATA)) return false;
    char out[ENTITY_BYTES];
    int n = 0;
    i64 took = entity_read(h->src, h->at, false, out, &n);
    return took > 0 && chars(h, t, took, (struct str){out, n});
}

/* Text up to `limit`, one piece: the byte at h->at is text for sure, what follows it as far as it
 * is plain. */
static bool text_piece(struct html *h, struct html_token *t, i64 limit) {
    if (special(h, t)) return true;
    i64 i = h->at + 1;
    for (; i < limit; i++) {
        char c = h->src.p[i];
        if (c == '&' || c == '\r' || c == 0 || (c == '<' && h->state == HTML_DATA)) break;
    }
    return text(h, t, i);
}

/* ---- where raw text ends ---- */

/* "</name" of the last start tag, then a blank, '/' or '>': the appropriate end tag (§13.2.5.11).
 */
static bool ends_raw(const struct html *h, i64 i) {
    if (h->last_start.n == 0 || peek(h, i) != '<' || peek(h, i + 1) != '/') return false;
    if (!looking_at(h, i + 2, h->last_start)) return false;
    int c = peek(h, i + 2 + h->last_start.n);
    return blank(c) || c == '/' || c == '>';
}

/* The word of letters at `i` is "script", and what ends it is a blank, '/' or '>' (§13.2.5.25 and
 * .31). */
static bool script_word(const struct html *h, i64 i) {
    if (!looking_at(h, i, S("script"))) return false;
    int c = peek(h, i + 6);
    return blank(c) || c == '/' || c == '>';
}

/* A script may hold "<!--" and, within it, "<script>…</script>" (§13.2.5.15–31): 0 plain, 1
 * escaped, 2 doubly so. */
static i64 script_end(const struct html *h) {
    int level = 0, dashes = 0;
    for (i64 i = h->at; i < h->src.n; i++) {
        char c = h->src.p[i];
        if (c == '<' && level < 2 && ends_raw(h, i)) return i;
        if (level == 0) {
            if (c == '<' && looking_at(h, i, S("<!--"))) level = 1, dashes = 2, i += 3;
            continue;
        }
        if (c == '>' && dashes >= 2) level = 0;
        if (c == '<' && level == 1 && script_word(h, i + 1))
            level = 2;
        else if (c == '<' && level == 2 && peek(h, i + 1) == '/' && script_word(h, i + 2))
            level = 1;
        dashes = c == '-' ? dashes + 1 : 0;
    }
    return h->src.n;
}

static i64 raw_end(const struct html *h) {
    if (h->state == HTML_SCRIPT) return script_end(h);
    if (h->state == HTML_PLAINTEXT) return h->src.n;
    for (i64 i = h->at; i < h->src.n; i++) {
        if (h->state == HTML_CDATA) {
            if (looking_at(h, i, S("]]>"))) return i;
            continue;
        }
        const char *lt = memchr(h->src.p + i, '<', (size_t)(h->src.n - i));
        if (!lt) break;
        i = lt - h->src.p;
        if (ends_raw(h, i)) return i;
    }
    return h->src.n;
}

/* ---- tags ---- */

static struct html_attr *new_attr(struct html *h, struct html_token *t) {
    if (t->nattrs >= HTML_ATTRS_MAX) return NULL;
    struct html_attr *x = PUSH(h->a, t->attrs, t->nattrs, t->cap);
    *x = (struct html_attr){0};
    return x;
}

/* After '=' and blanks: quoted or not. Returns where the value ends; -1 at the end of the source.
 */
static i64 attr_value(const struct html *h, i64 i, struct str *value) {
    int c = peek(h, i);
    if (c == '"' || c == '\'') {
        const char *q = memchr(h->src.p + i + 1, c, (size_t)(h->src.n - i - 1));
        if (!q) return -1;
        *value = cut(h, i + 1, q - h->src.p);
        return q - h->src.p + 1;
    }
    i64 from = i;
    while (peek(h, i) >= 0 && !blank(peek(h, i)) && peek(h, i) != '>')
        i++;
    *value = cut(h, from, i);
    return i < h->src.n ? i : -1;
}

static i64 skip_blank(const struct html *h, i64 i) {
    while (blank(peek(h, i)))
        i++;
    return i;
}

/* One attribute at `i`, which is neither blank, '/', '>' nor the end. Returns where it ends, -1 at
 * the end. */
static i64 attribute(struct html *h, struct html_token *t, i64 i) {
    i64 from = i++; /* a leading '=' belongs to the name */
    while (peek(h, i) >= 0 && !blank(peek(h, i)) && !strchr("/>=", peek(h, i) ? peek(h, i) : 'x'))
        i++;
    struct html_attr none, *x = new_attr(h, t);
    if (!x) x = &none;
    x->name = cut(h, from, i);
    i64 eq = skip_blank(h, i);
    if (peek(h, eq) != '=') return i < h->src.n ? i : -1;
    i = skip_blank(h, eq + 1);
    if (peek(h, i) == '>') return x->value = S(""), i;
    return attr_value(h, i, &x->value);
}

/* Everything after the tag's name. A tag cut off by the end of the source is none (eof-in-tag). */
static i64 attributes(struct html *h, struct html_token *t, i64 i) {
    for (;;) {
        i = skip_blank(h, i);
        int c = peek(h, i);
        if (c < 0) return -1;
        if (c == '>') return i + 1;
        if (c != '/') {
            i = attribute(h, t, i);
            if (i < 0) return -1;
            continue;
        }
        if (peek(h, ++i) == '>') return t->closed = true, i + 1;
    }
}

static bool the_end(struct html *h, struct html_token *t) {
    t->kind = HTML_EOF;
    h->at = t->to = h->src.n;
    return false;
}

static bool tag(struct html *h, struct html_token *t, i64 i, enum html_kind kind) {
    i64 from = i;
    while (peek(h, i) >= 0 && !blank(peek(h, i)) && peek(h, i) != '/' && peek(h, i) != '>')
        i++;
    t->name = cut(h, from, i);
    t->kind = kind;
    i = attributes(h, t, i);
    if (i < 0) return the_end(h, t);
    if (kind == HTML_START) h->last_start = t->name;
    h->at = i;
    return true;
}

/* ---- comments and doctypes ---- */

static bool comment(struct html *h, struct html_token *t, i64 from, i64 to, i64 after) {
    t->kind = HTML_COMMENT;
    t->data = cut(h, from, to);
    h->at = after;
    return true;
}

static bool bogus_comment(struct html *h, struct html_token *t, i64 from) {
    const char *gt = memchr(h->src.p + from, '>', (size_t)(h->src.n - from));
    i64 to = gt ? gt - h->src.p : h->src.n;
    return comment(h, t, from, to, gt ? to + 1 : to);
}

/* After "<!--". Ends at "-->" or "--!>"; "<!-->" and "<!--->" are empty comments. */
static bool real_comment(struct html *h, struct html_token *t, i64 from) {
    if (peek(h, from) == '>') return comment(h, t, from, from, from + 1);
    if (looking_at(h, from, S("->"))) return comment(h, t, from, from, from + 2);
    for (i64 i = from; i < h->src.n; i++) {
        const char *dash = memchr(h->src.p + i, '-', (size_t)(h->src.n - i));
        if (!dash) break;
        i = dash - h->src.p;
        if (looking_at(h, i, S("-->"))) return comment(h, t, from, i, i + 3);
        if (looking_at(h, i, S("--!>"))) return comment(h, t, from, i, i + 4);
    }
    i64 to = h->src.n; /* dashes that could have begun the end are not data */
    struct str all = cut(h, from, to);
    if (str_ends(all, S("--!")))
        to -= 3;
    else if (str_ends(all, S("--")))
        to -= 2;
    else if (str_ends(all, S("-")))
        to -= 1;
    return comment(h, t, from, to, h->src.n);
}

/* A quoted identifier at `i`. Sets *bad when '>' or the end cuts it. Returns where it ends. */
static i64 quoted_id(const struct html *h, i64 i, struct str *id, bool *bad) {
    int q = peek(h, i);
    i64 from = ++i;
    while (peek(h, i) >= 0 && peek(h, i) != q && peek(h, i) != '>')
        i++;
    *id = cut(h, from, i);
    *bad = peek(h, i) != q;
    return *bad ? i : i + 1;
}

static bool quote(int c) {
    return c == '"' || c == '\'';
}

/* After the name: PUBLIC "…" "…" or SYSTEM "…" (§13.2.5.56–68). Returns where the search for '>'
 * goes on. */
static i64 doctype_ids(const struct html *h, struct html_token *t, i64 i) {
    bool public = looking_at(h, i, S("public"));
    if (!public && !looking_at(h, i, S("system"))) {
        t->quirks = true;
        return i;
    }
    i = skip_blank(h, i + 6);
    t->quirks = true; /* until proved otherwise */
    if (!quote(peek(h, i))) return i;
    bool bad = false;
    i = quoted_id(h, i, public ? &t->public_id : &t->system_id, &bad);
    if (bad) return i;
    i = skip_blank(h, i);
    if (public && quote(peek(h, i))) {
        i = quoted_id(h, i, &t->system_id, &bad);
        if (bad) return i;
        i = skip_blank(h, i);
    }
    bool trailing = peek(h, i) >= 0 && peek(h, i) != '>';
    /* Junk after a system identifier is forgiven, after a public one alone it is not; the end never
     * is. */
    t->quirks = peek(h, i) < 0 || (trailing && !t->system_id.p);
    return i;
}

static bool doctype(struct html *h, struct html_token *t, i64 i) {
    t->kind = HTML_DOCTYPE;
    i = skip_blank(h, i);
    i64 from = i;
    while (peek(h, i) >= 0 && !blank(peek(h, i)) && peek(h, i) != '>')
        i++;
    if (i > from) t->name = cut(h, from, i);
    t->quirks = i == from;
    i = skip_blank(h, i);
    bool more = t->name.p && peek(h, i) >= 0 && peek(h, i) != '>';
    if (more) i = doctype_ids(h, t, i);
    const char *gt = i < h->src.n ? memchr(h->src.p + i, '>', (size_t)(h->src.n - i)) : NULL;
    if (!gt && !(more && t->system_id.p && !t->quirks)) t->quirks = true;
    if (!gt && !more) t->quirks = true;
    h->at = gt ? gt - h->src.p + 1 : h->src.n;
    return true;
}

/* At '<' in HTML_DATA. False when it is no markup and stands for itself. */
static bool markup(struct html *h, struct html_token *t, bool *got) {
    i64 i = h->at + 1;
    int c = peek(h, i);
    *got = true;
    if (is_alpha(c)) return *got = tag(h, t, i, HTML_START), true;
    if (c == '?') return bogus_comment(h, t, i);
    if (c == '!') {
        if (looking_at(h, i + 1, S("doctype"))) return doctype(h, t, i + 8);
        if (peek(h, i + 1) == '-' && peek(h, i + 2) == '-') return real_comment(h, t, i + 3);
        return bogus_comment(h, t, i + 1);
    }
    if (c != '/' || peek(h, i + 1) < 0) return false;
    if (is_alpha(peek(h, i + 1))) return *got = tag(h, t, i + 1, HTML_END), true;
    if (peek(h, i + 1) == '>') { /* "</>": nothing at all */
        h->at = i + 2;
        t->kind = HTML_EOF;
        return true;
    }
    return bogus_comment(h, t, i + 1);
}

/* Raw text, then the end tag that ends it (or "]]>"). False: nothing came, go on in HTML_DATA. */
static bool raw(struct html *h, struct html_token *t) {
    if (h->raw_end < 0) h->raw_end = raw_end(h);
    if (h->at < h->raw_end) return text_piece(h, t, h->raw_end);
    if (h->state == HTML_CDATA && h->at < h->src.n) h->at += 3;
    html_raw(h, HTML_DATA);
    return false;
}

bool html_next(struct html *h, struct html_token *t) {
    for (;;) {
        *t = (struct html_token){.attrs = t->attrs, .cap = t->cap, .from = h->at};
        if (h->state != HTML_DATA) {
            bool got = raw(h, t);
            t->to = h->at;
            if (got) return true;
        }
        if (h->at >= h->src.n) return the_end(h, t);
        t->from = h->at;
        bool got = true;
        if (h->src.p[h->at] != '<' || !markup(h, t, &got)) got = text_piece(h, t, h->src.n);
        t->to = h->at;
        if (!got || t->kind != HTML_EOF) return got;
    }
}

/* ---- what a token says ---- */

struct str html_text(const struct html_token *t) {
    CHECK(t->kind == HTML_TEXT || t->kind == HTML_CHARS);
    return t->kind == HTML_TEXT ? t->data : (struct str){t->chars, t->nchars};
}

static const struct html_attr *find_attr(const struct html_token *t, const char *name) {
    for (i64 i = 0; i < t->nattrs; i++)
        if (str_eqi(t->attrs[i].name, str_c(name))) return &t->attrs[i];
    return NULL;
}

struct str html_attr(const struct html_token *t, const char *name) {
    const struct html_attr *x = find_attr(t, name);
    return x ? x->value : (struct str){0};
}

bool html_has_attr(const struct html_token *t, const char *name) {
    return find_attr(t, name);
}

/* Worst growth: NUL → three bytes. */
static struct str normal(struct arena *a, struct str raw, bool lower_case, bool refs) {
    struct buf b = buf_make(a, raw.n * 3 + ENTITY_BYTES);
    for (i64 i = 0; i < raw.n; i++) {
        char c = raw.p[i], out[ENTITY_BYTES];
        int n = 0;
        i64 took = refs && c == '&' ? entity_read(raw, i, true, out, &n) : 0;
        if (took)
            buf_put(&b, (struct str){out, n}), i += took - 1;
        else if (c == 0)
            buf_puts(&b, "\xEF\xBF\xBD");
        else if (c == '\r')
            buf_c(&b, '\n'), i += i + 1 < raw.n && raw.p[i + 1] == '\n';
        else
            buf_c(&b, lower_case ? lower(c) : c);
    }
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

struct str html_name(struct arena *a, struct str raw) {
    return normal(a, raw, true, false);
}
struct str html_value(struct arena *a, struct str raw) {
    return normal(a, raw, false, true);
}
struct str html_data(struct arena *a, struct str raw) {
    return normal(a, raw, false, false);
}
