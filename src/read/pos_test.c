#include "base/t.h"
#include "read/pos_features.h"

/* The words between blanks of `words`, tagged: "DET NOUN …". */
static struct str tags(struct arena *a, struct str words) {
    struct str w[64];
    u8 tag[64];
    i32 n = 0;
    while (words.n > 0)
        w[n++] = str_cut(&words, ' ');
    pos_tag(pos_model_make(a), *a, w, n, tag);
    struct buf b = buf_make(a, 1 << 12);
    for (i32 i = 0; i < n; i++)
        buf_fmt(&b, "%s%s", i ? " " : "", upos_name((enum upos)tag[i]));
    return buf_str(&b);
}

TEST(pos_tags_a_report) {
    struct arena a = test_arena();
    EXPECT_STR(tags(&a, S("The army shelled the village of Kalen on Tuesday .")),
               S("DET NOUN VERB DET NOUN ADP PROPN ADP PROPN PUNCT"));
    EXPECT_STR(tags(&a, S("Twelve civilians were killed , the mayor said .")),
               S("NUM NOUN AUX VERB PUNCT DET NOUN VERB PUNCT"));
}

TEST(pos_tells_nouns_from_verbs_by_their_neighbours) {
    struct arena a = test_arena();
    EXPECT_STR(tags(&a, S("They plan to attack the town")), S("PRON VERB PART VERB DET NOUN"));
    EXPECT_STR(tags(&a, S("The plan of the attack failed")), S("DET NOUN ADP DET NOUN VERB"));
    EXPECT_STR(tags(&a, S("They said that the rebels left")), S("PRON VERB SCONJ DET NOUN VERB"));
}

TEST(pos_marks_and_foreign_letters) {
    struct arena a = test_arena();
    EXPECT_STR(tags(&a, S("\" ( --")), S("PUNCT PUNCT PUNCT"));
    EXPECT_STR(tags(&a, S("")), S(""));
}

/* One sentence or many with kept sums: the same tags. */
TEST(pos_cache_changes_nothing) {
    struct arena a = test_arena();
    const struct pos_model *m = pos_model_make(&a);
    struct word_types *t = word_types_make(&a, word_table_make(&a), 2);
    struct pos_cache *c = pos_cache_make(&a, m, t);
    static const char *const word[] = {"Rebels", "in",   "Dorvan", "attack", "the",   "attack",
                                       "plan",   "they", "said",   "Kalen",  "falls", "."};
    u32 x = 7;
    for (int round = 0; round < 300; round++) {
        struct str w[8];
        i32 id[8];
        u8 one[8], two[8];
        for (int i = 0; i < 8; i++) {
            x = x * 1664525u + 1013904223u;
            w[i] = x >> 30 ? str_c(word[(x >> 16) % LEN(word)]) : str_fmt(&a, "w%u", x >> 20);
            id[i] = word_type_of(t, w[i]);
        }
        pos_tag(m, a, w, 8, one);
        pos_tag_types(c, id, 8, two);
        EXPECT(memcmp(one, two, 8) == 0);
    }
}

TEST(pos_features_fit_their_bounds) {
    struct arena a = test_arena();
    struct word_types *t = word_types_make(&a, word_table_make(&a), 2);
    const struct word_type *w = word_type_at(t, word_type_of(t, S("Kalen-Dorvan")));
    u32 f[POS_ROWS_MOST * 2];
    i32 n = 0;
    for (int p = 0; p < POS_PLACES; p++) {
        i32 k = pos_word_features(w, (enum pos_place)p, f);
        EXPECT(k <= POS_WORD_MOST);
        n += k;
    }
    struct pos_here h = {.w = {w, w, w, w, w}};
    i32 k = pos_here_features(&h, f);
    EXPECT(k <= POS_HERE_MOST);
    EXPECT(n + k <= POS_ROWS_MOST);
}

TEST(pos_column_of_x_and_punct_is_told_by_letters) {
    struct arena a = test_arena();
    struct word_types *t = word_types_make(&a, word_table_make(&a), 2);
    EXPECT_INT(pos_of_column(pos_column(UPOS_X), word_type_at(t, word_type_of(t, S("etc")))),
               UPOS_X);
    EXPECT_INT(pos_of_column(pos_column(UPOS_X), word_type_at(t, word_type_of(t, S("--")))),
               UPOS_PUNCT);
    for (int p = 0; p < UPOS_X; p++)
        if (p != UPOS_PUNCT)
            EXPECT_INT(pos_of_column(pos_column((enum upos)p), word_type_at(t, 0)), p);
}
