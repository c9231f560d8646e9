/* Walks an HTML page and cuts it into blocks: runs of text that no block element interrupts (the
 * "text blocks" of Kohlschütter et al. 2010). Keeps the open block elements on a stack of its own,
 * with the standard's implied end tags, so that any nesting costs a few bytes and no recursion.
 *
 * A page is walked twice: once to build `struct page`, which measures blocks and elements, and once
 * more to write out the blocks that were kept. Both walks see the same numbers, so nothing else has
 * to be remembered. Internal to src/text. */
#ifndef CAIRN_TEXT_PAGEWALK_H
#define CAIRN_TEXT_PAGEWALK_H

#include "text/html.h"

enum block_kind { BLOCK_PARA, BLOCK_HEADING, BLOCK_ITEM, BLOCK_ROW, BLOCK_CAPTION, BLOCK_PRE };

/* What an element's name and attributes say of its text. */
enum {
    NODE_GONE = 1,      /* never shown as text: <svg>, <select>, <noscript> */
    NODE_BOILER = 2,    /* said not to be the matter: <nav>, class="cookie-banner" */
    NODE_WEAK = 4,      /* must prove itself: <aside> and <footer> within an article */
    NODE_CONTAINER = 8, /* may be the root of the main text */
    NODE_NESTED = 32,   /* inside an <article>: text/boiler.c */
    NODE_CREDIT = 16    /* who wrote it and when: class="byline", "dateline" */
};

struct page_node {
    u32 parent;
    u32 kind; /* of a container: hints_kind(); of a row: its cells; elements of a kind are a series
               */
    u8 tag, flags;
    u32 words;    /* of blocks that count as content, here and below: text/boiler.c */
    u32 heaviest; /* the container child with the most of them; 0 = none */
};

struct page_block {
    u32 node; /* innermost element */
    u32 list; /* outermost list or innermost table: lines of one are not parted */
    u32 from; /* working offset where it begins */
    u32 words, link_words;
    u64 hash;       /* of its first bytes, folded: page_hash() */
    u8 kind, level; /* level: of a heading, 1..6 */
};

struct page_heading {
    i64 block;
    struct buf text;
};

enum { HEADINGS_KEPT = 64, HEADING_BYTES = 512, HASHED_BYTES = 80 };

struct page {
    struct page_node *nodes; /* 0 is the page; parents come before children */
    struct page_block *blocks;
    i64 n_nodes, cap_nodes, n_blocks, cap_blocks;
    struct page_heading headings[HEADINGS_KEPT]; /* the first ones, for finding the headline */
    i64 n_headings;
};

enum piece_kind { PIECE_TEXT, PIECE_BREAK, PIECE_CELL };

/* A piece of the text of one block. */
struct piece {
    enum piece_kind kind;
    i64 block;
    i64 from, to;    /* working offsets */
    struct str text; /* PIECE_TEXT */
    bool same;       /* text is the working bytes themselves */
    bool link, pre;  /* inside <a href>, <pre> */
};

struct walk;
/* Begins a walk over the working text. `page` is built by the first walk (`first`), and only read
 * by the second. */
struct walk *walk_begin(struct arena *a, struct str src, struct page *page, bool first);
/* Next piece; false at the end. RC_LIMIT by *r. */
bool walk_next(struct walk *w, struct piece *p, rc *r, struct err *e);

/* Both walks' first: all of the page. */
MUST rc page_read(struct arena *a, struct str src, struct page *page, struct err *e);

enum page_tag {
    TAG_NONE,
#define TAG(name, id, props) TAG_##id,
#include "text/tags.def"
#undef TAG
    TAG_COUNT
};
enum page_tag page_tag_of(struct str raw_name);
/* The state in which an element's content is read: HTML_DATA for most. */
enum html_state page_content(enum page_tag t);

/* Hash of a short text, ASCII letters folded, everything between words one blank: compares blocks
 * with phrases. */
u64 page_hash(struct str text);

#endif
