#include "text/boiler.h"

#include "text/hints.h"

enum {
    SHORT_WORDS = 6,     /* a label has at most so many words */
    WEAK_WORDS = 10,     /* of an <aside> within an article: fewer are no box of facts */
    PARAGRAPH_WORDS = 6, /* a <p> has at least so many */
    CREDIT_WORDS = 20,   /* a byline */
    SURE_WORDS = 40      /* content words that make a page's own hints believable */
};

/* What a block is by itself: SURE by the paper; COUNTS also when it is a paragraph of some length
 * without links, which the paper's rule misses between boxes of links. Only weighing elements looks
 * at COUNTS. */
enum { COUNTS = 1, SURE = 2 };

struct judge {
    struct page *p;
    u8 *content; /* 0, COUNTS or SURE for each block */
    u8 *keep;
    u32 root;
    i64 headline;
    i64 above; /* blocks before it stand above the headline; 0 where that is the text itself */
    const u64 *labels;
    i64 n_labels;
};

/* ---- 1. blocks by themselves ---- */

static const struct page_block nothing;

static bool seen(const struct page *p, const struct page_block *b) {
    return !(p->nodes[b->node].flags & NODE_GONE);
}

/* Fig. 3 of the paper: link densities 1/3 and 5/9, words 16, 15, 4, 40, 17. */
static bool by_words(const struct page_block *prev, const struct page_block *b,
                     const struct page_block *next) {
    if (b->link_words * 3 > b->words) return false;
    bool after_links = (u64)prev->link_words * 9 > (u64)prev->words * 5;
    if (after_links) return b->words > 40 || next->words > 17;
    return b->words > 16 || next->words > 15 || prev->words > 4;
}

static bool is_paragraph(const struct page *p, const struct page_block *b) {
    u32 enough = p->nodes[b->node].tag == TAG_P ? PARAGRAPH_WORDS : 10;
    return b->kind == BLOCK_PARA && b->words >= enough && b->link_words * 3 <= b->words;
}

static void judge_blocks(struct judge *j) {
    const struct page *p = j->p;
    for (i64 i = 0; i < p->n_blocks; i++) {
        const struct page_block *prev = i ? &p->blocks[i - 1] : &nothing;
        const struct page_block *next = i + 1 < p->n_blocks ? &p->blocks[i + 1] : &nothing;
        const struct page_block *b = &p->blocks[i];
        if (!seen(p, b)) continue;
        if (by_words(prev, b, next))
            j->content[i] = SURE;
        else if (is_paragraph(p, b))
            j->content[i] = COUNTS;
    }
}

/* ---- 2. elements ---- */

/* What the ancestors say holds below them; a <main> is the main text whatever it stands in. */
static u8 inherited(const struct page *p, const struct page_node *n) {
    if (n->tag == TAG_MAIN) return 0;
    return p->nodes[n->parent].flags & (NODE_BOILER | NODE_WEAK);
}

static void inherit(struct page *p) {
    for (i64 i = 1; i < p->n_nodes; i++) {
        struct page_node *n = &p->nodes[i], *up = &p->nodes[n->parent];
        n->flags |= inherited(p, n);
        if (up->tag == TAG_ARTICLE || (up->flags & NODE_NESTED)) n->flags |= NODE_NESTED;
    }
}

/* Content words of every element; `all`: of boilerplate elements too. */
static void weigh(struct judge *j, bool all) {
    struct page *p = j->p;
    for (i64 i = 0; i < p->n_nodes; i++)
        p->nodes[i].words = p->nodes[i].heaviest = 0;
    for (i64 i = 0; i < p->n_blocks; i++) {
        struct page_node *n = &p->nodes[p->blocks[i].node];
        if (j->content[i] && (all || !(n->flags & NODE_BOILER))) n->words += p->blocks[i].words;
    }
    for (i64 i = p->n_nodes - 1; i > 0; i--) {
        struct page_node *n = &p->nodes[i], *up = &p->nodes[n->parent];
        up->words += n->words;
        bool box = n->flags & NODE_CONTAINER;
        /* ">=": of equals the first in the page, since they come last here */
        if (box && n->words && (!up->heaviest || n->words >= p->nodes[up->heaviest].words))
            up->heaviest = (u32)i;
    }
}

/* Marks the elements around a block. */
static u8 *around(struct arena *a, const struct page *p, i64 block) {
    u8 *is = NEWN(a, u8, p->n_nodes);
    if (block < 0) return is;
    for (u32 i = p->blocks[block].node; i; i = p->nodes[i].parent)
        is[i] = 1;
    return is;
}

/* A hint that throws out most of the page, and the headline with it, is a class name with another
 * meaning ("has-sidebar"), and so is one that leaves next to nothing. It is taken back from the
 * elements that hold most words, and what they hold is judged by its own hints again. */
static void distrust(struct judge *j, struct arena scratch, const u8 *own) {
    struct page *p = j->p;
    weigh(j, false);
    u32 left = p->nodes[0].words;
    weigh(j, true);
    u32 all = p->nodes[0].words;
    bool few = left * 4ULL <= all && (left < SURE_WORDS || j->headline < 0);
    const u8 *holds = around(&scratch, p, j->headline);
    for (i64 i = 1; i < p->n_nodes; i++) {
        struct page_node *n = &p->nodes[i];
        u8 mark = own[i] & (NODE_BOILER | NODE_WEAK);
        if (few && n->words * 2ULL > all) mark = 0;
        if (holds[i] && n->words && n->words >= left) mark = 0;
        n->flags = (u8)((n->flags & ~(NODE_BOILER | NODE_WEAK)) | mark | inherited(p, n));
    }
}

/* The <article> (or <main>) that holds at least half of the words, and three times as many as all
 * others together: else they are a stream, each with its part. 0 = none. */
static u32 outright(const struct page *p, u8 tag) {
    u32 best = 0;
    u64 all = 0;
    for (i64 i = 1; i < p->n_nodes; i++) {
        const struct page_node *n = &p->nodes[i];
        bool nested = tag == TAG_ARTICLE && (n->flags & NODE_NESTED);
        if (n->tag != tag || nested || (n->flags & NODE_BOILER)) continue;
        if (n->words > p->nodes[best].words || !best) best = (u32)i;
        all += n->words;
    }
    u64 words = p->nodes[best].words;
    if (!best || !words || words * 2 < p->nodes[0].words) return 0;
    return words >= (all - words) * 3 ? best : 0;
}

/* Words that are said, not linked, in blocks of any length: of each element with all below it. */
static u32 *said_words(struct arena *a, const struct page *p) {
    u32 *said = NEWN(a, u32, p->n_nodes);
    for (i64 i = 0; i < p->n_blocks; i++) {
        const struct page_block *b = &p->blocks[i];
        bool out = p->nodes[b->node].flags & (NODE_GONE | NODE_BOILER);
        if (!out && b->link_words * 3 <= b->words) said[b->node] += b->words;
    }
    for (i64 i = p->n_nodes - 1; i > 0; i--)
        said[p->nodes[i].parent] += said[i];
    return said;
}

static void count_cells(struct page *p) {
    for (i64 i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].tag == TAG_TR) p->nodes[i].kind = 0;
    for (i64 i = 1; i < p->n_nodes; i++) {
        struct page_node *up = &p->nodes[p->nodes[i].parent];
        bool cell = p->nodes[i].tag == TAG_TD || p->nodes[i].tag == TAG_TH;
        if (cell && up->tag == TAG_TR) up->kind++;
    }
}

/* Does element `i`, outside the heaviest child `heavy` of the same parent, belong to the text all
 * the same? One of a series (messages, fields, rows of as many cells), or a paragraph beside it. */
static bool belongs(const struct page *p, i64 i, u32 heavy, u32 said) {
    const struct page_node *n = &p->nodes[i], *h = &p->nodes[heavy];
    if (n->tag == TAG_P) return said >= PARAGRAPH_WORDS;
    if (n->tag != h->tag || n->kind != h->kind || said < 2) return false;
    return n->tag == TAG_TR ? n->kind >= 2 : n->kind != 0;
}

/* Elements on the way down the heaviest children that must not be left for the next: 1. */
static u8 *stops(struct arena *a, struct page *p, u32 from) {
    u8 *on = NEWN(a, u8, p->n_nodes), *stop = NEWN(a, u8, p->n_nodes);
    const u32 *said = said_words(a, p);
    count_cells(p);
    for (u32 i = from;; i = p->nodes[i].heaviest) {
        on[i] = 1;
        if (!p->nodes[i].heaviest) break;
    }
    for (i64 i = 1; i < p->n_nodes; i++) {
        u32 up = p->nodes[i].parent;
        if (on[up] && !on[i] && belongs(p, i, p->nodes[up].heaviest, said[i])) stop[up] = 1;
    }
    return stop;
}

static void find_root(struct judge *j, struct arena scratch) {
    struct page *p = j->p;
    u32 at = outright(p, TAG_ARTICLE);
    if (!at) at = outright(p, TAG_MAIN);
    u64 total = p->nodes[at].words;
    const u8 *stop = stops(&scratch, p, at);
    while (p->nodes[at].tag != TAG_ARTICLE && p->nodes[at].heaviest && !stop[at]) {
        u32 next = p->nodes[at].heaviest;
        if (p->nodes[next].words * 10ULL < total * 9) break;
        at = next;
    }
    j->root = at;
}

/* ---- 3. the headline ---- */

/* Letters and digits only, ASCII letters folded. The bytes of a no-break space go too, wherever
 * they are: both sides of the comparison lose them alike. */
static struct str ink(struct arena *a, struct str s) {
    struct buf b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        u8 c = (u8)s.p[i];
        if (is_alnum(c) || (c >= 0x80 && c != 0xC2 && c != 0xA0)) buf_c(&b, lower((char)c));
    }
    return buf_str(&b);
}

static bool says(struct arena scratch, struct str whole, struct str part) {
    struct str p = ink(&scratch, part);
    return p.n > 0 && str_has(ink(&scratch, whole), p);
}

static u8 *under_root(struct arena *a, const struct judge *j) {
    u8 *in = NEWN(a, u8, j->p->n_nodes);
    in[j->root] = 1;
    for (i64 i = (i64)j->root + 1; i < j->p->n_nodes; i++)
        in[i] = in[j->p->nodes[i].parent];
    return in;
}

/* The heading with most words that the page's title repeats; an <h1> under the root that it does
 * not repeat is second best, any other <h1> third. -1: none. `in` may be NULL: no root yet. */
static i64 find_headline(const struct page *p, struct arena scratch, const u8 *in,
                         struct str title) {
    i64 best = 0, headline = -1;
    for (i64 k = 0; k < p->n_headings; k++) {
        const struct page_heading *h = &p->headings[k];
        const struct page_block *b = &p->blocks[h->block];
        if (p->nodes[b->node].flags & NODE_GONE) continue;
        i64 score = 0;
        bool inside = in && in[b->node];
        if (says(scratch, title, buf_str(&h->text)))
            score = 100 + b->words * 10;
        else if (b->level == 1)
            score = inside ? 20 : 10;
        if (score && inside) score += 5;
        if (score && b->level == 1) score += 5;
        if (score > best) best = score, headline = h->block;
    }
    return headline;
}

/* ---- 4. what stays ---- */

static bool is_label(const struct judge *j, const struct page_block *b) {
    if (b->words > SHORT_WORDS) return false;
    for (i64 i = 0; i < j->n_labels; i++)
        if (j->labels[i] == b->hash) return true;
    return false;
}

/* "By <a>…</a>", "12 March, 14.02": kept though short or half a link. */
static bool is_credit(const struct page *p, const struct page_block *b) {
    u32 parent = p->nodes[b->node].parent;
    bool said = (p->nodes[b->node].flags | p->nodes[parent].flags) & NODE_CREDIT;
    return said && b->words <= CREDIT_WORDS && b->link_words < b->words;
}

static bool stays(const struct judge *j, i64 i, const u8 *in) {
    const struct page_block *b = &j->p->blocks[i];
    u8 flags = j->p->nodes[b->node].flags;
    if (i == j->headline) return true;
    if (b->words == 0 || !in[b->node] || (flags & (NODE_GONE | NODE_BOILER))) return false;
    if ((flags & NODE_WEAK) && (j->content[i] != SURE || b->words < WEAK_WORDS)) return false;
    if (b->link_words * 2ULL > b->words && !is_credit(j->p, b)) return false;
    bool above = i < j->above && b->kind != BLOCK_HEADING;
    if (above && (!j->content[i] || b->words <= 10)) return false; /* "World | Live" */
    return !is_label(j, b);
}

/* Between a headline outside the root and the root's first words: the standfirst and the byline. */
static void keep_between(struct judge *j, const u8 *in) {
    const struct page *p = j->p;
    if (j->headline < 0 || in[p->blocks[j->headline].node]) return;
    for (i64 i = j->headline + 1; i < p->n_blocks && !in[p->blocks[i].node]; i++) {
        const struct page_block *b = &p->blocks[i];
        bool said = p->nodes[b->node].flags & (NODE_GONE | NODE_BOILER);
        bool standfirst = j->content[i] && b->words >= 8;
        if (!said && (standfirst || is_credit(p, b))) j->keep[i] = 1;
    }
}

/* A heading stays for what it heads: one under which all was dropped ("More on this") goes. For
 * each level, what came since the last heading of that rank or above, seen from below. */
static void drop_bare_headings(struct judge *j, const u8 *in) {
    const struct page *p = j->p;
    bool has[7] = {0}, lost[7] = {0};
    for (i64 i = p->n_blocks - 1; i >= 0; i--) {
        const struct page_block *b = &p->blocks[i];
        bool heading = b->kind == BLOCK_HEADING && j->keep[i];
        if (heading && lost[b->level] && !has[b->level] && i != j->headline) {
            j->keep[i] = 0;
            continue;
        }
        for (int l = 1; l <= 6; l++) {
            bool ends = heading && l >= b->level;
            has[l] = !ends && (has[l] || j->keep[i]);
            lost[l] = !ends && (lost[l] || (!j->keep[i] && b->words && in[b->node]));
        }
    }
}

/* A "headline" with a good part of the text before it is none to judge that part by. */
static i64 above_headline(const struct judge *j, const u8 *in) {
    u64 before = 0, all = 0;
    for (i64 i = 0; i < j->p->n_blocks; i++) {
        const struct page_block *b = &j->p->blocks[i];
        if (!j->content[i] || !in[b->node] || (j->p->nodes[b->node].flags & NODE_BOILER)) continue;
        all += b->words;
        if (i < j->headline) before += b->words;
    }
    return before * 4 > all ? 0 : j->headline;
}

/* A page on which nothing was kept but a headline (a list of links, a note in an <aside>): all that
 * is not said to be boilerplate stays; failing that, all that is shown. */
static void keep_something(struct judge *j) {
    for (u8 not = NODE_GONE | NODE_BOILER; not ; not = not == NODE_GONE ? 0 : NODE_GONE) {
        for (i64 i = 0; i < j->p->n_blocks; i++)
            if (j->keep[i] && i != j->headline) return;
        for (i64 i = 0; i < j->p->n_blocks; i++) {
            const struct page_block *b = &j->p->blocks[i];
            if (b->words && !(j->p->nodes[b->node].flags & not )) j->keep[i] = 1;
        }
    }
}

static void judge_elements(struct judge *j, struct arena *a, struct str title) {
    struct page *p = j->p;
    u8 *own = NEWN(a, u8, p->n_nodes);
    for (i64 i = 0; i < p->n_nodes; i++)
        own[i] = p->nodes[i].flags;
    inherit(p);
    j->headline = find_headline(p, *a, NULL, title);
    distrust(j, *a, own);
    weigh(j, false);
    find_root(j, *a);
}

struct kept boiler_judge(struct arena *a, struct page *page, struct str title) {
    struct judge j = {
        .p = page, .content = NEWN(a, u8, page->n_blocks), .keep = NEWN(a, u8, page->n_blocks)};
    j.labels = hints_labels(a, &j.n_labels);
    judge_blocks(&j);
    judge_elements(&j, a, title);
    const u8 *in = under_root(a, &j);
    j.headline = find_headline(page, *a, in, title);
    j.above = above_headline(&j, in);
    for (i64 i = 0; i < page->n_blocks; i++)
        j.keep[i] = stays(&j, i, in);
    keep_between(&j, in);
    drop_bare_headings(&j, in);
    keep_something(&j);
    struct kept k = {.keep = j.keep, .headline = j.headline};
    for (i64 i = 0; i < page->n_blocks; i++)
        k.n += j.keep[i];
    return k;
}
