#include "text/pagewalk.h"

#include "base/limits.h"
#include "base/t.h"

static struct page page_of(struct arena *a, struct str src) {
    struct page p;
    struct err e = {0};
    EXPECT_OK(page_read(a, src, &p, &e));
    return p;
}

TEST(walk_knows_its_tags) {
    EXPECT_INT(page_tag_of(S("DIV")), TAG_DIV);
    EXPECT_INT(page_tag_of(S("h1")), TAG_H1);
    EXPECT_INT(page_tag_of(S("xmp")), TAG_XMP);
    EXPECT_INT(page_tag_of(S("a")), TAG_A);
    EXPECT_INT(page_tag_of(S("a\0b")), TAG_NONE);
    EXPECT_INT(page_tag_of(S("")), TAG_NONE);
    EXPECT_INT(page_content(TAG_SCRIPT), HTML_SCRIPT);
    EXPECT_INT(page_content(TAG_TITLE), HTML_RCDATA);
    EXPECT_INT(page_content(TAG_STYLE), HTML_RAWTEXT);
    EXPECT_INT(page_content(TAG_P), HTML_DATA);
}

TEST(walk_counts_words_and_link_words) {
    struct arena a = test_arena();
    struct page p =
        page_of(&a, S("<p>He said&nbsp;&mdash; \"<a href=x>two dead</a>\" <a name=y>here</a>"
                      "<p><a href=z>one <div>more</div></a> last"));
    EXPECT_INT(p.n_blocks, 4);
    EXPECT_INT(p.blocks[0].words,
               6); /* the dash is three bytes beyond ASCII and counts: shallow on purpose */
    EXPECT_INT(p.blocks[0].link_words, 2);
    EXPECT_INT(p.blocks[1].link_words, 1);
    EXPECT_INT(p.blocks[2].link_words, 1);
    EXPECT_INT(p.blocks[3].link_words, 0);
}

TEST(walk_both_walks_see_the_same_blocks) {
    struct arena a = test_arena();
    struct str src = S("<div>a<br><br>b<table><tr><td>c<td><p>d<p>e</table><ul><li>f<li>g</ul>h");
    struct page p = page_of(&a, src);
    EXPECT_INT(p.n_blocks, 7);
    struct walk *w = walk_begin(&a, src, &p, false);
    struct piece piece;
    struct err e = {0};
    rc r;
    i64 last = -1;
    while (walk_next(w, &piece, &r, &e)) {
        if (piece.kind == PIECE_TEXT && piece.block != last)
            EXPECT_INT(piece.from, p.blocks[piece.block].from);
        last = piece.block;
    }
    EXPECT_INT(r, RC_OK);
    EXPECT_INT(last, 6);
}

TEST(walk_kinds_of_blocks) {
    struct arena a = test_arena();
    struct page p =
        page_of(&a, S("<h3>a</h3><figure><figcaption>b</figcaption></figure><pre>c</pre>"
                      "<dl><dt>d<dd>e</dl><table><tr><th>f</table>g"));
    static const u8 kinds[] = {BLOCK_HEADING, BLOCK_CAPTION, BLOCK_PRE, BLOCK_ITEM,
                               BLOCK_ITEM,    BLOCK_ROW,     BLOCK_PARA};
    if (!EXPECT(p.n_blocks == LEN(kinds))) return;
    for (i64 i = 0; i < p.n_blocks; i++)
        EXPECT_INT(p.blocks[i].kind, kinds[i]);
    EXPECT_INT(p.blocks[0].level, 3);
}

TEST(walk_hash_folds_blanks_and_case) {
    EXPECT(page_hash(S("Read  more:")) == page_hash(S("read more")));
    EXPECT(page_hash(S("read more")) != page_hash(S("readmore")));
    EXPECT(page_hash(S("Реклама")) != page_hash(S("Реклам")));
    struct arena a = test_arena();
    struct page p = page_of(&a, S("<p> Read <b>more</b> </p>"));
    EXPECT(p.blocks[0].hash == page_hash(S("read more")));
}

TEST(walk_stops_at_the_limit_of_elements) {
    struct arena a = arena_make("walk_test", 1LL << 30), whole = a;
    i64 n = HTML_NODES_MAX; /* the page itself is one */
    char *s = NEWN(&a, char, n * 3);
    for (i64 i = 0; i < n; i++)
        memcpy(s + i * 3, "<p>", 3);
    struct page p;
    struct err e = {0};
    struct arena again = a;
    EXPECT_INT(page_read(&again, (struct str){s, n * 3}, &p, &e), RC_LIMIT);
    err_clear(&e);
    EXPECT_INT(page_read(&a, (struct str){s, n * 3 - 3}, &p, &e), RC_OK);
    arena_drop(whole);
}
