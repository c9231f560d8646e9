#include "read/attrib_paths.h"

#include "read/testing.h"
#include "text/sentence.h"

/* A paragraph as the reader has it, labelled; the parts of one kind joined by " | ". */
struct labelled {
    struct arena a;
    const struct attrib_model *m;
    struct word_types *types;
    struct tokens t;
    struct str text;
    struct attrib_word *w;
    u8 *label;
};

static struct labelled label(const char *text) {
    struct labelled l = {.a = test_arena(), .text = str_c(text)};
    u8 tag[400];
    i32 type[400];
    l.m = attrib_model_make(&l.a);
    l.types = word_types_make(&l.a, word_table_make(&l.a), 64);
    struct pos_cache *c = pos_cache_make(&l.a, pos_model_make(&l.a), l.types);
    l.t = tokenize(&l.a, l.text, 0, l.text.n);
    struct sentences s = sentences_of(&l.a, l.text, l.t, false);
    l.w = NEWN(&l.a, struct attrib_word, l.t.n);
    l.label = NEWN(&l.a, u8, l.t.n);
    for (i32 i = 0; i < l.t.n; i++)
        type[i] = word_type_of(l.types, tok_str(l.text, &l.t.v[i]));
    for (i32 i = 0; i < s.n; i++)
        pos_tag_types(c, type + s.v[i].from, s.v[i].to - s.v[i].from, tag + s.v[i].from);
    for (i32 i = 0; i < l.t.n; i++) {
        u8 kind = l.t.v[i].kind;
        u8 flags = kind == TOK_OPEN ? ATTRIB_OPEN : kind == TOK_CLOSE ? ATTRIB_CLOSE : 0;
        l.w[i] = (struct attrib_word){type[i], tag[i], flags};
    }
    for (i32 i = 0; i < s.n; i++)
        l.w[s.v[i].from].flags |= ATTRIB_FIRST;
    attrib_tag(l.m, l.a, l.types, l.w, l.t.n, l.label, NULL);
    return l;
}

static struct str words(const struct labelled *l, i32 from, i32 to) {
    return str_sub(l->text, l->t.v[from].start, l->t.v[to - 1].end);
}

static struct str parts(struct labelled *l, u8 kind) {
    struct buf b = buf_make(&l->a, 4096);
    for (i32 i = 0, e; i < l->t.n; i = e) {
        e = i + 1;
        if (l->label[i] != kind) continue;
        while (e < l->t.n && l->label[e] == kind + 1)
            e++;
        if (b.n) buf_puts(&b, " | ");
        buf_put(&b, words(l, i, e));
    }
    return buf_str(&b);
}

TEST(attrib_finds_who_says_what_before_and_behind) {
    struct labelled l = label("The ministry said that two people were killed in Marat.");
    EXPECT_STR(parts(&l, ATTRIB_SOURCE), S("The ministry"));
    EXPECT_STR(parts(&l, ATTRIB_CUE), S("said"));
    EXPECT_STR(parts(&l, ATTRIB_CONTENT), S("that two people were killed in Marat"));
    l = label("Two people were killed in the market of Kalen, a doctor said.");
    EXPECT_STR(parts(&l, ATTRIB_SOURCE), S("a doctor"));
    EXPECT_STR(parts(&l, ATTRIB_CUE), S("said"));
    EXPECT_STR(parts(&l, ATTRIB_CONTENT), S("Two people were killed in the market of Kalen"));
}

TEST(attrib_finds_according_to) {
    struct labelled l =
        label("The bridge of Kalen was destroyed by the flood, according to local officials.");
    EXPECT_STR(parts(&l, ATTRIB_SOURCE), S("local officials"));
    EXPECT_STR(parts(&l, ATTRIB_CUE), S("according to"));
    EXPECT_STR(parts(&l, ATTRIB_CONTENT), S("The bridge of Kalen was destroyed by the flood"));
}

TEST(attrib_leaves_plain_telling_alone) {
    struct labelled l = label("Snow fell on the hills of Dorvan during the night.");
    EXPECT_STR(parts(&l, ATTRIB_SOURCE), S(""));
    EXPECT_STR(parts(&l, ATTRIB_CUE), S(""));
    EXPECT_STR(parts(&l, ATTRIB_CONTENT), S(""));
}

TEST(attrib_ties_parts_together) {
    struct labelled l = label("The mayor said that the road was closed. The army denied that.");
    struct attrib_link k[4];
    i32 n = attrib_links(l.w, l.label, l.t.n, k, 4);
    EXPECT(n >= 1);
    EXPECT_STR(words(&l, k[0].source[0], k[0].source[1]), S("The mayor"));
    EXPECT_STR(words(&l, k[0].cue[0], k[0].cue[1]), S("said"));
    EXPECT(k[0].ncontents == 1);
    EXPECT_STR(words(&l, k[0].content[0][0], k[0].content[0][1]), S("that the road was closed"));
}

TEST(attrib_links_a_second_cue_to_the_source_before_it) {
    static const u8 label_[] = {ATTRIB_SOURCE, ATTRIB_CUE,     ATTRIB_CONTENT,   ATTRIB_NONE,
                                ATTRIB_CUE,    ATTRIB_CONTENT, ATTRIB_CONTENT_ON};
    struct attrib_word w[7] = {{.flags = ATTRIB_FIRST}};
    struct attrib_link k[4];
    EXPECT(attrib_links(w, label_, 7, k, 4) == 2);
    EXPECT(k[1].source[0] == 0 && k[1].source[1] == 1);
    EXPECT(k[1].cue[0] == 4 && k[1].content[0][1] == 7);
    EXPECT(attrib_links(w, label_, 7, k, 1) == 1);
}

TEST(attrib_links_nothing_without_a_cue) {
    static const u8 label_[] = {ATTRIB_SOURCE, ATTRIB_NONE, ATTRIB_CONTENT};
    struct attrib_word w[3] = {{.flags = ATTRIB_FIRST}};
    struct attrib_link k[2];
    EXPECT(attrib_links(w, label_, 3, k, 2) == 0);
}

TEST(attrib_states_follow_every_label_that_may_follow) {
    struct attrib_states s;
    attrib_states_make(&s);
    EXPECT(s.n > 40 && s.n < ATTRIB_STATES);
    for (i32 i = 0; i < s.n; i++) {
        EXPECT(s.v[i].column < ATTRIB_COLUMNS);
        for (int first = 0; first < 2; first++)
            for (u8 k = 0; k < ATTRIB_LABELS; k++) {
                i32 b = s.next[first][i][k];
                bool on = k && k % 2 == 0, same = s.v[i].label == k || s.v[i].label == k - 1;
                EXPECT((b >= 0) == (!on || same));
                if (b >= 0) EXPECT(s.v[b].label == k);
            }
    }
}

TEST(attrib_explains_by_what_it_looked_at) {
    struct labelled l = label("The ministry said that two people were killed in Marat.");
    struct buf b = buf_make(&l.a, 4096);
    attrib_explain(l.m, l.a, l.types, l.w, l.t.n, 2, &b);
    EXPECT(str_starts(buf_str(&b), S("cue: ")));
    EXPECT(str_has(buf_str(&b), S(" +")));
    i64 was = b.n;
    attrib_explain(l.m, l.a, l.types, l.w, l.t.n, l.t.n, &b);
    EXPECT(b.n == was);
}

/* More words than are read at a time, and none at all. */
TEST(attrib_takes_any_length) {
    struct labelled l = label("He said so.");
    i32 n = 2 * ATTRIB_WORDS_MAX + 7;
    struct attrib_word *w = NEWN(&l.a, struct attrib_word, n);
    u8 *out = NEWN(&l.a, u8, n), *sure = NEWN(&l.a, u8, n);
    for (i32 i = 0; i < n; i++)
        w[i] = l.w[i % l.t.n];
    attrib_tag(l.m, l.a, l.types, w, n, out, sure);
    for (i32 i = 0; i < n; i++)
        EXPECT(out[i] < ATTRIB_LABELS && sure[i] <= 4);
    attrib_tag(l.m, l.a, l.types, w, 0, out, NULL);
}

TEST(attrib_refuses_bytes_that_are_no_model) {
    struct arena a = test_arena();
    struct attrib_model m;
    struct err e = {0};
    EXPECT(attrib_open(&a, S("cairn-model/1\n"), &m, &e) == RC_INTEGRITY);
}
