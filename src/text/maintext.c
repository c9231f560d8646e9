#include "text/maintext.h"

#include "base/limits.h"
#include "text/boiler.h"
#include "text/charset.h"
#include "text/pagemeta.h"

/* Writes the kept blocks. Blanks and separators wait until the next ink, so that none stand at an
 * end. */
struct writer {
    struct arena *perm;
    struct buf out;
    struct text_map *map; /* out → original */
    struct map_join join; /* working text → original */
    i64 ink_end;          /* working offset after the last ink written */
    const struct page *page;
    i64 block; /* of the last ink, or -1 */
    enum { GAP_NONE, GAP_SPACE, GAP_CELL, GAP_LINE, GAP_PARA } gap;
    i64 gap_from;           /* working offset where a blank began */
    bool gap_same;          /* the gap is one U+0020 in the working text */
    i64 headline, from, to; /* the headline's block, and where it stands in `out` */
};

static void add(struct writer *w, struct str s, i64 from, i64 to, enum run_kind kind) {
    u8 unit = kind == RUN_COPIED;
    map_join_add(&w->join, w->map, w->perm,
                 (struct text_run){(u32)w->out.n, (u32)s.n, (u32)from, (u32)(to - from), (u8)kind,
                                   unit, unit});
    buf_put(&w->out, s);
}

/* Are these two blocks lines of one list or table? */
static bool same_list(const struct page *p, i64 x, i64 y) {
    const struct page_block *a = &p->blocks[x], *b = &p->blocks[y];
    bool lines = (a->kind == BLOCK_ITEM || a->kind == BLOCK_ROW) && a->kind == b->kind;
    return lines && a->list && a->list == b->list;
}

static void separate(struct writer *w, i64 block, i64 at) {
    if (w->block < 0) return;
    if (w->block != block) {
        struct str s = same_list(w->page, w->block, block) ? S("\n") : S("\n\n");
        add(w, s, w->ink_end, at, RUN_BLANK);
    } else if (w->gap == GAP_SPACE && w->gap_same) {
        add(w, S(" "), w->gap_from, w->gap_from + 1, RUN_COPIED);
    } else if (w->gap != GAP_NONE) {
        static const char *const gaps[] = {"", " ", "\t", "\n", "\n\n"};
        struct str s = str_c(gaps[w->gap]);
        add(w, s, w->gap_from, at, RUN_BLANK);
    }
}

static void note_gap(struct writer *w, int gap, i64 from, bool same) {
    if (w->gap == GAP_NONE)
        w->gap_from = from, w->gap_same = same;
    else
        w->gap_same = false;
    if (gap > (int)w->gap) w->gap = gap;
}

static void write_ink(struct writer *w, i64 block, struct str s, i64 from, i64 to, bool same) {
    separate(w, block, from);
    if (block == w->headline && block != w->block) w->from = w->out.n;
    add(w, s, from, to, same ? RUN_COPIED : RUN_ENTITY);
    if (block == w->headline) w->to = w->out.n;
    w->ink_end = to;
    w->block = block;
    w->gap = GAP_NONE;
}

static bool blank(char c) {
    return (u8)c <= ' ' || c == 0x7F;
}

/* In <pre> line ends stay, and an empty line parts paragraphs; other blanks become single. */
static void pre_blank(struct writer *w, const struct piece *p, char c, i64 at) {
    bool line = c == '\n', empty = line && w->gap >= GAP_LINE;
    note_gap(w, empty ? GAP_PARA : line ? GAP_LINE : GAP_SPACE, at, p->same && c == ' ');
}

static void write_text(struct writer *w, const struct piece *p) {
    struct str s = p->text;
    for (i64 i = 0; i < s.n;) {
        i64 at = p->from + (p->same ? i : 0);
        if (blank(s.p[i])) {
            if (p->pre)
                pre_blank(w, p, s.p[i], at);
            else
                note_gap(w, GAP_SPACE, at, p->same && s.p[i] == ' ');
            i++;
            continue;
        }
        i64 end = i;
        while (end < s.n && !blank(s.p[end]))
            end++;
        i64 to = p->same ? p->from + end : p->to;
        write_ink(w, p->block, str_sub(s, i, end), at, to, p->same);
        i = end;
    }
}

static void write_piece(struct writer *w, const struct piece *p) {
    if (p->kind == PIECE_TEXT)
        write_text(w, p);
    else
        note_gap(w, p->kind == PIECE_CELL ? GAP_CELL : GAP_LINE, p->from, false);
}

static rc write_blocks(struct writer *w, struct arena *scratch, struct str src, struct kept k,
                       struct err *e) {
    struct walk *walk = walk_begin(scratch, src, (struct page *)w->page, false);
    struct piece p;
    rc r;
    i64 last = -1;
    while (walk_next(walk, &p, &r, e)) {
        if (p.block != last) w->gap = GAP_NONE;
        last = p.block;
        if (k.keep[p.block]) write_piece(w, &p);
    }
    return r;
}

rc html_main_text(struct arena *perm, struct arena scratch, struct str html, struct html_doc *out,
                  struct err *e) {
    *out = (struct html_doc){.form = FORM_HTML, .text = S("")};
    struct decoded d;
    TRY(charset_decode(&scratch, html, charset_of_html(scratch, html), &d, e));
    out->charset = d.charset;
    out->charset_how = d.how;
    out->replaced = d.replaced;
    page_meta(perm, scratch, d.text, &d.map, out);
    struct page page;
    TRY(page_read(&scratch, d.text, &page, e));
    struct kept k = boiler_judge(&scratch, &page, out->title.text);
    out->blocks = page.n_blocks;
    out->blocks_kept = k.n;
    struct writer w = {.perm = perm,
                       .map = &out->map,
                       .page = &page,
                       .block = -1,
                       .join = {.inner = &d.map},
                       .headline = k.headline};
    w.out = buf_make(perm, d.text.n * 2 + 16); /* a separator of two bytes takes at least a tag */
    TRY(write_blocks(&w, &scratch, d.text, k, e));
    CHECK(buf_ok(&w.out));
    out->text = buf_str(&w.out);
    out->headline = w.from;
    out->headline_end = w.to;
    if (out->text.n == 0)
        return fail(e, RC_UNSUPPORTED, "page of %lld bytes has no text", (long long)html.n);
    return RC_OK;
}
