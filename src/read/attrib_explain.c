#include "read/attrib_paths.h"

/* What the features look at, by the numbers of their templates. Place 0 is the word itself, -1 the
 * word before it. */
static const char *const here[] = {
    [1] = "tag",
    [2] = "tags -1 0",
    [3] = "tags 0 +1",
    [4] = "tags -1 0 +1",
    [5] = "tags -2 -1 0",
    [6] = "tags 0 +1 +2",
    [7] = "tags -2 to +2",
    [8] = "tags -3 to 0",
    [9] = "tags 0 to +3",
    [10] = "words -1 0",
    [11] = "words 0 +1",
    [12] = "words -1 0 +1",
    [13] = "words -2 -1 0",
    [14] = "words 0 +1 +2",
    [15] = "classes -1 0",
    [16] = "classes 0 +1",
    [17] = "classes -1 0 +1",
    [18] = "classes 0 +1 +2",
    [19] = "classes -2 -1 0",
    [20] = "word, tag +1",
    [21] = "word, tag -1",
    [22] = "tag, word +1",
    [23] = "tag, word -1",
    [24] = "tag -2, word -1",
    [25] = "word +1, tag +2",
    [26] = "words -1 +1",
    [27] = "word, tag",
    [28] = "class, tag +1",
    [29] = "tag -1, class",
    [30] = "words -2 -1",
    [31] = "words +1 +2",
    [32] = "stem",
    [33] = "stem, tag +1",
    [34] = "stem, word +1",
    [35] = "stem, tags -1 +1",
    [36] = "stem -1, word",
    [37] = "stem -1, kind of word",
    [40] = "quote, tag",
    [41] = "quote, word",
    [42] = "place in the quote",
    [43] = "quote, tags -1 +1",
    [44] = "length of the quote",
    [45] = "end of the quote and what stands behind",
    [46] = "word behind the quote",
    [47] = "classes behind the quote",
    [48] = "word before the quote",
    [49] = "what stands before the quote",
    [60] = "place in the sentence, tag",
    [61] = "words to the end of the sentence, tag",
    [62] = "first word of the sentence",
    [63] = "how the sentence begins",
    [64] = "marks at the end of the sentence",
    [65] = "verb before",
    [66] = "verb behind",
    [67] = "distance to the verb before",
    [68] = "distance to the verb behind",
    [69] = "verb before and its next word",
    [70] = "verbs before and behind",
    [71] = "distance to the next mark",
    [72] = "distance from the mark before",
    [73] = "classes behind the next mark",
    [74] = "words behind the next mark",
    [75] = "word behind the next mark",
    [76] = "classes before the mark before",
    [77] = "word before the mark before",
    [78] = "word behind the mark before",
    [79] = "place in the paragraph",
    [80] = "how the sentence ends",
    [81] = "last word of the sentence",
    [82] = "stem of the verb before",
    [83] = "stem of the verb behind",
    [84] = "stem of the verb before and its next word",
    [85] = "stem of the verb behind and its next word",
    [86] = "stem, noun before",
    [87] = "noun before and its distance",
    [120] = "first guess",
    [121] = "first guesses -1 0",
    [122] = "first guesses 0 +1",
    [123] = "first guesses -1 0 +1",
    [124] = "first guesses -2 -1 0",
    [125] = "first guesses 0 +1 +2",
    [126] = "first guess, kind of word",
    [127] = "distance to guessed cues",
    [128] = "distance to guessed sources",
    [129] = "which parts are guessed on each side",
    [130] = "guessed cue before",
    [131] = "guessed cue behind",
    [132] = "guessed cue before and what follows it",
    [133] = "is there a source at the guessed cue",
    [134] = "what follows the guessed cue",
    [135] = "stem of the guessed cue before and its next word",
    [136] = "stem of the guessed cue behind",
    [137] = "guessed parts of the sentence before",
    [138] = "guessed parts of the sentences before and behind",
    [140] = "guessed parts around",
    [141] = "guessed parts around, kind of word",
    [142] = "guessed parts behind",
    [143] = "guessed parts before",
    [144] = "guessed parts behind, place in the sentence",
    [145] = "guesses at both ends of the sentence",
    [146] = "first and second guess",
    [147] = "first and second guesses around",
    [148] = "marks around the guessed part",
    [149] = "guesses around the quote",
};

static const char *const of_word[8] = {"word",          "class",         "last three letters",
                                       "shape",         "possible tags", "last four letters",
                                       "first letters", "any word"};

const char *attrib_template(u8 id) {
    if (id >= 200) return of_word[id % 8];
    return id < LEN(here) && here[id] ? here[id] : "";
}

static void put_name(struct buf *out, u8 id) {
    i32 place = id >= 200 ? (id - 200) / 8 - ATTRIB_NEAR : 0;
    buf_puts(out, attrib_template(id));
    if (place) buf_fmt(out, " %+d", place);
}

struct weighed {
    i32 weight;
    u8 id;
};

enum { TOP = 5 };

static void keep(struct weighed *top, struct weighed w) {
    i32 at = TOP;
    for (; at > 0 && top[at - 1].weight < w.weight; at--)
        if (at < TOP) top[at] = top[at - 1];
    if (at < TOP) top[at] = w;
}

/* The column that the chosen one is held against: no part, or for no part the best of the others.
 */
static i32 rival(const struct attrib_model *m, const struct attrib_sums *s, i32 column) {
    i32 best = -1;
    if (column > 2) return 0;
    for (i32 c = 3; c < ATTRIB_COLUMNS; c++)
        if (best < 0 || s->v[c] > s->v[best]) best = c;
    (void)m;
    return best;
}

static void explain(const struct attrib_model *m, struct arena scratch, struct attrib_text t, i32 i,
                    struct buf *out) {
    struct attrib_sums *sum = NEWN(&scratch, struct attrib_sums, t.n);
    u8 *state = NEWN(&scratch, u8, t.n);
    struct weighed top[TOP] = {0};
    struct attrib_features o = {0};
    t.at = NEWN(&scratch, struct attrib_place, t.n);
    attrib_score(m, &t, sum);
    attrib_best(m, scratch, &t, sum, state);
    i32 column = m->st.v[state[i]].column, other = rival(m, &sum[i], column);
    attrib_first_features(&t, i, &o);
    attrib_second_features(&t, i, &o);
    for (i32 k = 0; k < o.n; k++) {
        const int8_t *row = sparse_row(&m->m, o.f[k]);
        if (row) keep(top, (struct weighed){row[column] - row[other], o.id[k]});
    }
    buf_puts(out, attrib_label_name(m->st.v[state[i]].label));
    for (i32 k = 0; k < TOP && top[k].weight > 0; k++) {
        buf_puts(out, k ? ", " : ": ");
        put_name(out, top[k].id);
        buf_fmt(out, " %+d", top[k].weight);
    }
}

void attrib_explain(const struct attrib_model *m, struct arena scratch,
                    const struct word_types *types, const struct attrib_word *w, i32 n, i32 i,
                    struct buf *out) {
    if (i < 0 || i >= n) return;
    i32 from = i / ATTRIB_WORDS_MAX * ATTRIB_WORDS_MAX;
    i32 part = n - from < ATTRIB_WORDS_MAX ? n - from : ATTRIB_WORDS_MAX;
    explain(m, scratch, (struct attrib_text){.types = types, .w = w + from, .n = part}, i - from,
            out);
}
