#include "text/pagemeta.h"

#include "text/pagewalk.h"

enum field { PUBLISHED, MODIFIED, SITE, AUTHOR, LANG, URL, TITLE, FIELDS };
enum { TITLE_BYTES = 4096, VALUE_BYTES = 4096 };

/* Where a fact may stand, best first within a field. key: property, name, itemprop or http-equiv of
 * <meta>; or, after a blank, another place. */
struct place {
    enum field field;
    const char *key;
};
static const struct place places[] = {
    {PUBLISHED, "article:published_time"},
    {PUBLISHED, " json-ld datePublished"},
    {PUBLISHED, "datepublished"}, /* schema.org microdata */
    {PUBLISHED, " itemprop datePublished"},
    {PUBLISHED, "og:published_time"},
    {PUBLISHED, "dcterms.issued"},
    {PUBLISHED, "dc.date.issued"},
    {PUBLISHED, "dcterms.date"},
    {PUBLISHED, "dc.date"},
    {PUBLISHED, "parsely-pub-date"},
    {PUBLISHED, "sailthru.date"},
    {PUBLISHED, "pubdate"},
    {PUBLISHED, "publishdate"},
    {PUBLISHED, "publish-date"},
    {PUBLISHED, "publish_date"},
    {PUBLISHED, "date"},
    {PUBLISHED, " time pubdate"},
    {PUBLISHED, " time datetime"},
    {MODIFIED, "article:modified_time"},
    {MODIFIED, " json-ld dateModified"},
    {MODIFIED, "datemodified"},
    {MODIFIED, " itemprop dateModified"},
    {MODIFIED, "og:updated_time"},
    {MODIFIED, "dcterms.modified"},
    {MODIFIED, "last-modified"},
    {SITE, "og:site_name"},
    {SITE, "application-name"},
    {SITE, "apple-mobile-web-app-title"},
    {AUTHOR, "author"},
    {AUTHOR, "dc.creator"},
    {AUTHOR, "dcterms.creator"},
    {AUTHOR, "parsely-author"},
    {LANG, " html lang"},
    {LANG, " html xml:lang"},
    {LANG, "og:locale"},
    {LANG, "content-language"},
    {URL, " link canonical"},
    {URL, "og:url"},
    {TITLE, " title"},
    {TITLE, "og:title"},
    {TITLE, "dc.title"},
};

struct finder {
    struct arena *a;
    struct arena *perm;
    struct str src;
    const struct text_map *map;
    struct doc_fact *fact[FIELDS];
    int rank[FIELDS]; /* index into `places` of what was found, or LEN(places) */
};

/* Blanks single, none at the ends, at most VALUE_BYTES (cut between characters). */
static struct str tidy_value(struct arena *a, struct str s) {
    struct buf b = buf_make(a, VALUE_BYTES);
    s = str_trim(s);
    for (i64 i = 0; i < s.n; i++) {
        bool gap = (u8)s.p[i] <= ' ';
        if (gap && b.n && b.p[b.n - 1] == ' ') continue;
        if (b.n >= VALUE_BYTES - 4 && ((u8)s.p[i] & 0xC0) != 0x80) break;
        buf_c(&b, gap ? ' ' : s.p[i]);
    }
    return buf_str(&b);
}

/* A value at src[from, to), found in `places[rank]`. The first one of the best rank stays. */
static void found(struct finder *f, int rank, struct str value, i64 from, i64 to) {
    enum field field = places[rank].field;
    if (rank >= f->rank[field]) return;
    value = tidy_value(f->perm, value);
    if (value.n == 0) return;
    f->rank[field] = rank;
    bool meta = places[rank].key[0] != ' ';
    *f->fact[field] = (struct doc_fact){
        .text = value,
        .from = html_offset(f->map, from),
        .to = html_end(f->map, to),
        .where = str_fmt(f->perm, "%s%s", meta ? "meta " : "", places[rank].key + !meta),
    };
}

static void found_raw(struct finder *f, int rank, struct str raw) {
    if (!raw.p || raw.n == 0) return;
    struct arena scratch = *f->a;
    struct str cut = str_sub(raw, 0, VALUE_BYTES);
    found(f, rank, html_value(&scratch, cut), raw.p - f->src.p, raw.p - f->src.p + cut.n);
}

static int rank_of(struct str key) {
    for (int i = 0; i < (int)LEN(places); i++)
        if (str_eqi(str_c(places[i].key), key)) return i;
    return -1;
}

static void meta_tag(struct finder *f, const struct html_token *t) {
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    for (int k = 0; k < (int)LEN(keys); k++) {
        struct str key = html_attr(t, keys[k]);
        int rank = key.n && key.p[0] != ' ' ? rank_of(key) : -1;
        if (rank >= 0) found_raw(f, rank, html_attr(t, "content"));
    }
}

static void any_tag(struct finder *f, const struct html_token *t) {
    enum page_tag tag = page_tag_of(t->name);
    if (str_eqi(t->name, S("meta"))) meta_tag(f, t);
    if (tag == TAG_HTML) {
        found_raw(f, rank_of(S(" html lang")), html_attr(t, "lang"));
        found_raw(f, rank_of(S(" html xml:lang")), html_attr(t, "xml:lang"));
    }
    if (str_eqi(t->name, S("link")) && str_eqi(html_attr(t, "rel"), S("canonical")))
        found_raw(f, rank_of(S(" link canonical")), html_attr(t, "href"));
    struct str when = html_attr(t, "datetime"), prop = html_attr(t, "itemprop");
    if (str_eqi(prop, S("datePublished")) && when.n)
        found_raw(f, rank_of(S(" itemprop datePublished")), when);
    if (str_eqi(prop, S("dateModified")) && when.n)
        found_raw(f, rank_of(S(" itemprop dateModified")), when);
    if (!str_eqi(t->name, S("time"))) return;
    bool pub = html_has_attr(t, "pubdate");
    found_raw(f, rank_of(pub ? S(" time pubdate") : S(" time datetime")), when);
}

/* "name": "value" in JSON-LD; read as text, since half of what pages call JSON is not. */
static void json_ld_fact(struct finder *f, i64 from, i64 to, struct str name, int rank) {
    struct str all = str_sub(f->src, 0, to);
    i64 at = str_find(all, name, from);
    if (at < 0) return;
    at += name.n;
    while (at < to && (is_space((u8)all.p[at]) || all.p[at] == ':'))
        at++;
    if (at >= to || all.p[at] != '"') return;
    i64 end = str_chr(all, '"', at + 1);
    if (end > at) found(f, rank, str_sub(all, at + 1, end), at + 1, end);
}

static void json_ld(struct finder *f, i64 from, i64 to) {
    json_ld_fact(f, from, to, S("\"datePublished\""), rank_of(S(" json-ld datePublished")));
    json_ld_fact(f, from, to, S("\"dateModified\""), rank_of(S(" json-ld dateModified")));
}

/* The content of <title>, <script>, …: text up to the end tag, which stays unread. */
static struct str raw_content(struct html *h, struct html_token *t, struct buf *text, i64 *end) {
    *end = h->at;
    struct html before = *h;
    while (html_next(h, t) && (t->kind == HTML_TEXT || t->kind == HTML_CHARS)) {
        if (text) buf_put(text, str_sub(html_text(t), 0, text->max - text->n));
        *end = t->to;
        before = *h;
    }
    *h = before;
    return text ? buf_str(text) : S("");
}

void page_meta(struct arena *perm, struct arena scratch, struct str src, const struct text_map *map,
               struct html_doc *out) {
    struct finder f = {.a = &scratch, .perm = perm, .src = src, .map = map};
    struct doc_fact *facts[] = {&out->published, &out->modified, &out->site, &out->author,
                                &out->lang,      &out->url,      &out->title};
    for (int i = 0; i < FIELDS; i++)
        f.fact[i] = facts[i], f.rank[i] = (int)LEN(places);
    struct html h = html_begin(&scratch, src);
    struct html_token t = {0};
    i64 foreign = 0; /* inside <svg> or <math>, whose <title> is another one */
    while (html_next(&h, &t)) {
        enum page_tag tag =
            t.kind == HTML_START || t.kind == HTML_END ? page_tag_of(t.name) : TAG_NONE;
        bool other = tag == TAG_SVG || tag == TAG_MATH;
        if (t.kind == HTML_END && other && foreign) foreign--;
        if (t.kind != HTML_START) continue;
        any_tag(&f, &t);
        if (other && !t.closed) foreign++;
        enum html_state state = page_content(tag);
        if (state == HTML_DATA || (foreign && t.closed)) continue;
        html_raw(&h, state);
        bool ld = tag == TAG_SCRIPT && str_has(html_attr(&t, "type"), S("ld+json"));
        bool title = tag == TAG_TITLE && !foreign;
        i64 from = h.at, end;
        struct arena tmp = scratch;
        struct buf b = buf_make(&tmp, TITLE_BYTES);
        struct str text = raw_content(&h, &t, title ? &b : NULL, &end);
        if (title) found(&f, rank_of(S(" title")), text, from, end);
        if (ld) json_ld(&f, from, end);
    }
}
