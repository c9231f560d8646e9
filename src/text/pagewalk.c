#include "text/pagewalk.h"

#include "base/limits.h"
#include "text/hints.h"

enum {
    BLOCK = 1,
    SKIP = 2,
    SOFT = 4,
    BOX = 8,
    SCOPE = 16,
    VOID = 32,
    RAW = 64,
    RCDATA = 128,
    SCRIPTED = 256,
    CELL = 512
};

struct tag_info {
    const char *name;
    int props;
};
static const struct tag_info tags[TAG_COUNT] = {
    {"", 0},
#define TAG(name, id, props) {name, props},
#include "text/tags.def"
#undef TAG
};

static int name_cmp(struct str raw, const char *name) {
    for (i64 i = 0; i < raw.n; i++) {
        if (!name[i]) return 1; /* a NUL in the source is no end */
        int d = (u8)lower(raw.p[i]) - (u8)name[i];
        if (d) return d;
    }
    return -(u8)name[raw.n];
}

enum page_tag page_tag_of(struct str raw) {
    int lo = 1, hi = TAG_COUNT;
    while (lo < hi) {
        int mid = (lo + hi) / 2, d = name_cmp(raw, tags[mid].name);
        if (d == 0) return (enum page_tag)mid;
        if (d < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return TAG_NONE;
}

enum html_state page_content(enum page_tag t) {
    if (t == TAG_PLAINTEXT) return HTML_PLAINTEXT;
    if (tags[t].props & RAW) return HTML_RAWTEXT;
    if (tags[t].props & RCDATA) return HTML_RCDATA;
    return tags[t].props & SCRIPTED ? HTML_SCRIPT : HTML_DATA;
}

/* ---- the stack of open block elements ---- */

/* An open element. The indexes into the stack tell how far end tags inside may reach; each includes
 * the element itself where it is such a limit, and -1 means none. */
struct open {
    u32 node, list;
    i32 prev_same;  /* the next outer element of this name */
    i32 scope;      /* nearest table, cell, …: for end tags of any kind */
    i32 p_scope;    /* … or skipped element: for an open <p> */
    i32 list_scope; /* nearest list: for <li>, <dd>, <dt> */
    i32 table;      /* nearest table: for rows and cells */
    u8 tag, kind, level;
    bool pre, in_article, in_section;
};

struct walk {
    struct arena *a;
    struct html lex;
    struct html_token tok;
    struct page *page;
    bool first; /* build, or only count */
    struct open *stack;
    i64 depth, cap;
    i32 last[TAG_COUNT]; /* innermost open element of each name, or -1 */
    i64 n_nodes, n_blocks;
    i64 block;        /* the open one, or -1 */
    i64 words, links; /* of the open one */
    u8 kind;
    i64 hashed;
    bool in_word, cell_fresh;
    bool link;
    i64 link_depth;
    int breaks; /* <br> since the last ink */
};

static struct open *top(struct walk *w) {
    return &w->stack[w->depth - 1];
}

static void close_block(struct walk *w) {
    w->block = -1;
    w->breaks = 0;
}

static void pop_to(struct walk *w, i64 index) {
    CHECK(index > 0);
    while (w->depth > index) {
        struct open *o = top(w);
        w->last[o->tag] = o->prev_same;
        w->depth--;
    }
    if (w->link && w->depth < w->link_depth) w->link = false;
}

static i64 max2(i64 a, i64 b) {
    return a > b ? a : b;
}

/* Closes the innermost `t` when it lies inside (beyond) stack index `limit`. */
static bool close_tag(struct walk *w, enum page_tag t, i64 limit) {
    if (w->last[t] <= limit || w->last[t] <= 0) return false;
    pop_to(w, w->last[t]);
    return true;
}

static bool is_heading(int t) {
    return t >= TAG_H1 && t <= TAG_H6;
}
static bool is_list(int t) {
    return t == TAG_UL || t == TAG_OL || t == TAG_DL || t == TAG_MENU || t == TAG_DIR;
}

/* A block ends the <p> before it; a link around both goes on. (At "</p>" an unclosed link ends: the
 * standard would go on, and the rest of the page would count as a link.) */
static void end_paragraph(struct walk *w, i64 limit) {
    bool link = w->link;
    close_tag(w, TAG_P, limit);
    w->link = link;
    if (w->link_depth > w->depth) w->link_depth = w->depth;
}

/* Start tags that end what the author left open (§13.2.6.4.7, "in body", "in table", "in row"). */
static void implied_ends(struct walk *w, enum page_tag t) {
    struct open *o = top(w);
    i64 list = max2(o->list_scope, o->scope), table = o->table;
    if (tags[t].props & BLOCK) end_paragraph(w, o->p_scope);
    if (t == TAG_LI) close_tag(w, TAG_LI, list);
    if (t == TAG_DD || t == TAG_DT) {
        close_tag(w, TAG_DD, list);
        close_tag(w, TAG_DT, list);
    }
    if (is_heading(t) && is_heading(top(w)->tag)) pop_to(w, w->depth - 1);
    bool group = t == TAG_TBODY || t == TAG_THEAD || t == TAG_TFOOT, row = t == TAG_TR;
    bool cell = t == TAG_TD || t == TAG_TH;
    if (group || row || cell) {
        close_tag(w, TAG_TD, table);
        close_tag(w, TAG_TH, table);
    }
    if (group || row) close_tag(w, TAG_TR, table);
    if (group) {
        close_tag(w, TAG_TBODY, table);
        close_tag(w, TAG_THEAD, table);
        close_tag(w, TAG_TFOOT, table);
    }
}

static u32 flags_of(struct walk *w, enum page_tag t) {
    const struct open *o = top(w);
    int props = tags[t].props;
    u32 f = props & BOX ? NODE_CONTAINER : 0;
    if (props & SKIP) return f | NODE_GONE;
    if (props & SOFT) f |= NODE_BOILER;
    if (hints_credit(*w->a, &w->tok)) f |= NODE_CREDIT;
    if (hints_hidden(&w->tok) || hints_boiler(*w->a, &w->tok)) f |= NODE_BOILER;
    bool inside = o->in_article;
    if (t == TAG_ASIDE || t == TAG_FOOTER) f |= inside ? NODE_WEAK : NODE_BOILER;
    if (t == TAG_HEADER && !inside && !o->in_section) f |= NODE_BOILER;
    if (t == TAG_ARTICLE || t == TAG_MAIN || str_eqi(html_attr(&w->tok, "role"), S("main")))
        f &= ~(u32)NODE_BOILER;
    return f;
}

static void new_node(struct walk *w, enum page_tag t) {
    if (w->first) {
        u32 parent = top(w)->node;
        u32 flags = flags_of(w, t);
        u32 inherited = w->page->nodes[parent].flags & NODE_GONE;
        struct page *p = w->page;
        struct page_node *n = PUSH(w->a, p->nodes, p->n_nodes, p->cap_nodes);
        *n = (struct page_node){.parent = parent,
                                .kind = flags & NODE_CONTAINER ? hints_kind(&w->tok) : 0,
                                .tag = (u8)t,
                                .flags = (u8)(flags | inherited)};
    }
    w->n_nodes++;
}

/* What kind of block text directly inside becomes. A <p> that opens a cell stays part of the row.
 */
static void set_kind(struct walk *w, struct open *o, const struct open *parent) {
    enum page_tag t = (enum page_tag)o->tag;
    bool plain = t == TAG_P || t == TAG_DIV;
    if (is_heading(t))
        o->kind = BLOCK_HEADING, o->level = (u8)(t - TAG_H1 + 1);
    else if (t == TAG_LI || t == TAG_DD || t == TAG_DT)
        o->kind = BLOCK_ITEM;
    else if (t == TAG_TD || t == TAG_TH)
        o->kind = BLOCK_ROW;
    else if (t == TAG_FIGCAPTION || t == TAG_CAPTION)
        o->kind = BLOCK_CAPTION;
    else if (t == TAG_PRE || t == TAG_XMP || t == TAG_PLAINTEXT)
        o->kind = BLOCK_PRE;
    else if (plain && parent->kind == BLOCK_ROW && !w->cell_fresh)
        o->kind = BLOCK_PARA;
    else if (!plain && (parent->kind == BLOCK_ROW || is_list(t)))
        o->kind = BLOCK_PARA;
}

static void push(struct walk *w, enum page_tag t) {
    u32 node = (u32)w->n_nodes;
    new_node(w, t);
    struct open parent = *top(w);
    i32 self = (i32)w->depth;
    struct open *o = PUSH(w->a, w->stack, w->depth, w->cap);
    *o = parent;
    o->node = node;
    o->tag = (u8)t;
    o->prev_same = w->last[t];
    w->last[t] = self;
    int props = tags[t].props;
    if (props & SCOPE) o->scope = self;
    if (props & (SCOPE | SKIP)) o->p_scope = self;
    if (is_list(t)) o->list_scope = self;
    if (is_list(t) && !o->list) o->list = node;
    if (t == TAG_TABLE) o->table = self, o->list = node;
    if (t == TAG_ARTICLE || t == TAG_MAIN) o->in_article = true;
    if (t == TAG_SECTION) o->in_section = true;
    set_kind(w, o, &parent);
    o->pre = o->kind == BLOCK_PRE;
}

/* ---- blocks ---- */

static void open_block(struct walk *w) {
    const struct open *o = top(w);
    w->block = w->n_blocks++;
    w->words = w->links = w->hashed = 0;
    w->in_word = false;
    w->kind = o->kind;
    if (!w->first) return;
    struct page *p = w->page;
    struct page_block *b = PUSH(w->a, p->blocks, p->n_blocks, p->cap_blocks);
    *b = (struct page_block){.node = o->node,
                             .list = o->list,
                             .from = (u32)w->tok.from,
                             .kind = o->kind,
                             .level = o->level};
    b->hash = page_hash(S(""));
    if (o->kind == BLOCK_HEADING && p->n_headings < HEADINGS_KEPT)
        p->headings[p->n_headings++] =
            (struct page_heading){w->block, buf_make(w->a, HEADING_BYTES)};
}

static bool is_nbsp(struct str s, i64 i) {
    return i + 1 < s.n && (u8)s.p[i] == 0xC2 && (u8)s.p[i + 1] == 0xA0;
}
static bool is_blank(u8 c) {
    return c <= ' ' || c == 0x7F;
}

static bool has_ink(struct str s) {
    for (i64 i = 0; i < s.n; i++) {
        if (is_nbsp(s, i))
            i++;
        else if (!is_blank((u8)s.p[i]))
            return true;
    }
    return false;
}

/* Words as in Kohlschütter et al.: what blanks part, with at least one letter or digit. */
static void count_words(struct walk *w, struct str s) {
    for (i64 i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        if (is_nbsp(s, i))
            w->in_word = false, i++;
        else if (is_blank(c))
            w->in_word = false;
        else if (!w->in_word && (is_alnum(c) || c >= 0x80)) {
            w->in_word = true;
            w->words++;
            w->links += w->link;
        }
    }
}

static u64 hash_step(u64 h, struct str s, bool *gap) {
    for (i64 i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        if (is_nbsp(s, i) || (c < 0x80 && !is_alnum(c))) {
            *gap = true;
            i += c == 0xC2;
            continue;
        }
        if (*gap && h != 0xCBF29CE484222325u) h = (h ^ ' ') * 0x100000001B3u;
        *gap = false;
        h = (h ^ (u8)lower((char)c)) * 0x100000001B3u;
    }
    return h;
}

u64 page_hash(struct str text) {
    bool gap = false;
    return hash_step(0xCBF29CE484222325u, text, &gap); /* FNV-1a */
}

/* Notes what the first walk must know of a block; `in_word` before the piece tells whether it
 * begins a new word. */
static void measure(struct walk *w, struct str s) {
    bool gap = !w->in_word;
    count_words(w, s);
    if (!w->first) return;
    struct page_block *b = &w->page->blocks[w->block];
    b->words = (u32)w->words;
    b->link_words = (u32)w->links;
    w->hashed += s.n;
    b->hash = w->hashed > HASHED_BYTES ? 0 : hash_step(b->hash, s, &gap);
    if (b->kind != BLOCK_HEADING) return;
    struct page *p = w->page;
    if (p->n_headings && p->headings[p->n_headings - 1].block == w->block)
        buf_put(&p->headings[p->n_headings - 1].text, s);
}

/* ---- tokens ---- */

static bool text_token(struct walk *w, struct piece *p) {
    struct str s = html_text(&w->tok);
    const struct open *o = top(w);
    if (w->page->nodes[o->node].flags & NODE_GONE) return false;
    bool ink = has_ink(s);
    if (w->block < 0 && !ink) return false;
    if (w->block < 0) open_block(w);
    if (ink) w->breaks = 0, w->cell_fresh = false;
    measure(w, s);
    *p = (struct piece){.kind = PIECE_TEXT,
                        .block = w->block,
                        .from = w->tok.from,
                        .to = w->tok.to,
                        .text = s,
                        .same = w->tok.kind == HTML_TEXT,
                        .link = w->link,
                        .pre = o->pre};
    return true;
}

static bool mark(struct walk *w, struct piece *p, enum piece_kind kind) {
    if (w->block < 0) return false;
    w->in_word = false;
    *p = (struct piece){.kind = kind, .block = w->block, .from = w->tok.from, .to = w->tok.to};
    return true;
}

static bool void_tag(struct walk *w, enum page_tag t, struct piece *p) {
    bool in_text = !(w->page->nodes[top(w)->node].flags & NODE_GONE);
    if (!in_text) return false;
    if (t == TAG_HR || (w->block >= 0 && ++w->breaks >= 2)) {
        close_block(w);
        return false;
    }
    return mark(w, p, PIECE_BREAK);
}

/* A new cell goes on with the row's block, unless that is a column of links or a page laid out as a
 * table. */
static bool cell_tag(struct walk *w, enum page_tag t, struct piece *p) {
    implied_ends(w, t);
    bool links = w->links >= 4 && w->links * 2 > w->words;
    if (links || w->words > 60 || w->kind != BLOCK_ROW) close_block(w);
    push(w, t);
    w->cell_fresh = true;
    return mark(w, p, PIECE_CELL);
}

static bool start_tag(struct walk *w, struct piece *p) {
    enum page_tag t = page_tag_of(w->tok.name);
    int props = tags[t].props;
    if (t == TAG_A) {
        w->link = html_has_attr(&w->tok, "href");
        w->link_depth = w->depth;
    }
    if (props & VOID) return void_tag(w, t, p);
    if (props & CELL) return cell_tag(w, t, p);
    bool foreign = t == TAG_SVG || t == TAG_MATH || w->last[TAG_SVG] > 0 || w->last[TAG_MATH] > 0;
    if (!(props & (BLOCK | SKIP)) || (foreign && w->tok.closed)) return false;
    bool in_cell = (t == TAG_P || t == TAG_DIV) && top(w)->kind == BLOCK_ROW && w->cell_fresh;
    implied_ends(w, t);
    if ((props & BLOCK) && !in_cell && !(w->page->nodes[top(w)->node].flags & NODE_GONE))
        close_block(w);
    push(w, t);
    html_raw(&w->lex, page_content(t));
    return false;
}

static bool tabular(enum page_tag t) {
    return t == TAG_TABLE || t == TAG_TR || t == TAG_TD || t == TAG_TH || t == TAG_TBODY ||
           t == TAG_THEAD || t == TAG_TFOOT || t == TAG_CAPTION;
}

static void end_tag(struct walk *w) {
    enum page_tag t = page_tag_of(w->tok.name);
    int props = tags[t].props;
    if (t == TAG_A) w->link = false;
    if (!(props & (BLOCK | SKIP | CELL))) return;
    const struct open *o = top(w);
    bool gone = w->page->nodes[o->node].flags & NODE_GONE;
    bool row = (t == TAG_P || t == TAG_DIV) && o->kind == BLOCK_ROW;
    if ((props & BLOCK) && !row && !gone) close_block(w);
    i64 limit = o->scope;
    if (tabular(t)) limit = o->table - 1;
    if (t == TAG_LI || t == TAG_DD || t == TAG_DT) limit = max2(limit, o->list_scope);
    for (int h = TAG_H1; is_heading(t) && h <= TAG_H6; h++) /* any heading's end ends any heading */
        if (w->last[h] > limit) t = (enum page_tag)h;
    if (props & SCOPE && !tabular(t)) limit = o->scope - 1;
    close_tag(w, t, limit);
}

struct walk *walk_begin(struct arena *a, struct str src, struct page *page, bool first) {
    struct walk *w = NEW(a, struct walk);
    *w = (struct walk){.a = a, .lex = html_begin(a, src), .page = page, .first = first};
    for (int t = 0; t < TAG_COUNT; t++)
        w->last[t] = -1;
    struct open *o = PUSH(a, w->stack, w->depth, w->cap);
    *o = (struct open){.prev_same = -1, .scope = -1, .p_scope = -1, .list_scope = -1, .table = -1};
    if (first) {
        struct page_node *n = PUSH(a, page->nodes, page->n_nodes, page->cap_nodes);
        *n = (struct page_node){.flags = NODE_CONTAINER};
    }
    w->n_nodes = 1;
    close_block(w);
    return w;
}

bool walk_next(struct walk *w, struct piece *p, rc *r, struct err *e) {
    *r = RC_OK;
    while (html_next(&w->lex, &w->tok)) {
        bool got = false;
        enum html_kind k = w->tok.kind;
        if (k == HTML_TEXT || k == HTML_CHARS)
            got = text_token(w, p);
        else if (k == HTML_START)
            got = start_tag(w, p);
        else if (k == HTML_END)
            end_tag(w);
        if (w->n_nodes > HTML_NODES_MAX || w->n_blocks > HTML_BLOCKS_MAX) {
            *r = fail(e, RC_LIMIT, "page of more than %d elements or blocks", HTML_NODES_MAX);
            return false;
        }
        if (got) return true;
    }
    return false;
}

rc page_read(struct arena *a, struct str src, struct page *page, struct err *e) {
    *page = (struct page){0};
    struct walk *w = walk_begin(a, src, page, true);
    struct piece p;
    rc r;
    while (walk_next(w, &p, &r, e))
        continue;
    return r;
}
