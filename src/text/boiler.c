#include "text/boiler.h"

#include "text/hints.h"

enum {
    SHORT_WORDS = 6,   /* a label has at most so many words */
    WEAK_WORDS = 10,   /* of an <aside> within an article: fewer are no box of facts */
    CREDIT_WORDS = 20, /* a byline */
    SURE_WORDS = 40    /* content words that make a page's own hints believable */
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
    u32 enough = p->nodes[b->node].tag == TAG_P ? 6 : 10;
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

/* What the ancestors say holds below them. */
static void inherit(struct page *p) {
    for (i64 i = 1; i < p->n_nodes; i++) {
        struct page_node *n = &p->nodes[i];
        n->flags |= p->nodes[n->parent].flags & (NODE_BOILER | NODE_WEAK);
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

/* A hint that throws out nearly the whole page is a class name with another meaning
 * ("has-sidebar"): it is taken back from the heaviest elements downwards, and what they hold is
 * judged by its own hints again. */
static void distrust(struct judge *j, const u8 *own) {
    struct page *p = j->p;
    weigh(j, false);
    u32 sure = p->nodes[0].words;
    if (sure >= SURE_WORDS) return;
    weigh(j, true);
    u32 all = p->nodes[0].words;
    if ((u64)sure * 4 > all) return;
    for (i64 i = 1; i < p->n_nodes; i++) {
        struct page_node *n = &p->nodes[i];
        u8 mark = own[i] & (NODE_BOILER | NODE_WEAK);
        if (n->words * 2ULL > all) mark = 0;
        n->flags = (u8)((n->flags & ~(NODE_BOILER | NODE_WEAK)) | mark |
                        (p->nodes[n->parent].flags & (NODE_BOILER | NODE_WEAK)));
    }
}

/* The <article> (or <main>) that holds at least half of the words and three times as many as any
 * other; 0 = none. */
static u32 outright(const struct page *p, u8 tag) {
    u32 best = 0, second = 0;
    for (i64 i = 1; i < p->n_nodes; i++) {
        const struct page_node *n = &p->nodes[i];
        if (n->tag != tag || (n->flags & NODE_BOILER) || !n->words) continue;
        bool nested = best && (i64)n->parent >= best && p->nodes[best].words == n->words;
        if (nested) continue;
        if (!best || n->words > p->nodes[best].words) {
            second = best ? p->nodes[best].words : 0;
            best = (u32)i;
        } else if (n->words > second) {
            second = n->words;
        }
    }
    if (!best || p->nodes[best].words * 2ULL < p->nodes[0].words) return 0;
    return p->nodes[best].words >= second * 3ULL ? best : 0;
}

static void find_root(struct judge *j) {
    struct page *p = j->p;
    u32 at = outright(p, TAG_ARTICLE);
    if (!at) at = outright(p, TAG_MAIN);
    u64 total = p->nodes[at].words;
    while (p->nodes[at].tag != TAG_ARTICLE && p->nodes[at].heaviest) {
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
 * not repeat is second best, any <h1> before the text third. */
static void find_headline(struct judge *j, struct arena scratch, const u8 *in, struct str title) {
    const struct page *p = j->p;
    i64 best = 0;
    j->headline = -1;
    for (i64 k = 0; k < p->n_headings; k++) {
        const struct page_heading *h = &p->headings[k];
        const struct page_block *b = &p->blocks[h->block];
        i64 score = 0;
        if (says(scratch, title, buf_str(&h->text)))
            score = 100 + b->words * 10;
        else if (b->level == 1)
            score = in[b->node] ? 20 : 10;
        if (score && in[b->node]) score += 5;
        if (score && b->level == 1) score += 5;
        if (score > best) best = score, j->headline = h->block;
    }
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
    bool above = i < j->headline && b->kind != BLOCK_HEADING;
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

struct kept boiler_judge(struct arena *a, struct page *page, struct str title) {
    struct judge j = {
        .p = page, .content = NEWN(a, u8, page->n_blocks), .keep = NEWN(a, u8, page->n_blocks)};
    j.labels = hints_labels(a, &j.n_labels);
    u8 *own = NEWN(a, u8, page->n_nodes);
    for (i64 i = 0; i < page->n_nodes; i++)
        own[i] = page->nodes[i].flags;
    judge_blocks(&j);
    inherit(page);
    distrust(&j, own);
    weigh(&j, false);
    find_root(&j);
    u8 *in = under_root(a, &j);
    find_headline(&j, *a, in, title);
    for (i64 i = 0; i < page->n_blocks; i++)
        j.keep[i] = stays(&j, i, in);
    keep_between(&j, in);
    drop_bare_headings(&j, in);
    struct kept k = {.keep = j.keep, .headline = j.headline};
    for (i64 i = 0; i < page->n_blocks; i++)
        k.n += j.keep[i];
    return k;
}
