/* data/models/pos.bin: part of speech (src/read/pos.h) from EWT and GUM. */
#include "learn/train.h"
#include "read/pos_features.h"
#include "treebank.h"

enum { PASSES = 8, ROWS_LOG2 = 16, CLIP = 0 };

struct learner {
    struct trainer *t;
    struct word_types *types;
    struct arena *a;
    i64 right, all;
};

/* Types and their features, once. */
static i32 features_of(const struct learner *l, const i32 *id, i32 i, struct pos_here *h, u32 *f) {
    static const enum pos_place at[5] = {POS_BEFORE2, POS_BEFORE, POS_SELF, POS_BEHIND,
                                         POS_BEHIND2};
    i32 n = 0;
    for (i32 k = 0; k < 5; k++) {
        h->w[k] = word_type_at(l->types, id[i + k]);
        n += pos_word_features(h->w[k], at[k], f + n);
    }
    h->first = i == 0;
    n += pos_here_features(h, f + n);
    if (n > POS_ROWS_MOST) fprintf(stderr, "%d features\n", n), exit(2);
    return n;
}

/* Numbers of the words, with two empty words on each side. */
static i32 *numbers_of(struct learner *l, const struct tree_sent *s) {
    i32 *id = NEWN(l->a, i32, s->n + 4);
    for (i32 i = 0; i < s->n; i++)
        id[i + 2] = word_type_of(l->types, s->word[i]);
    return id;
}

static void learn_sentence(struct learner *l, const i32 *id, const struct tree_sent *s) {
    struct pos_here h = {.t1 = POS_NO_TAG, .t2 = POS_NO_TAG, .t3 = POS_NO_TAG};
    h.letter_case = (u8)pos_case_of(l->types, id + 2, s->n);
    for (i32 i = 0; i < s->n; i++) {
        u32 f[POS_ROWS_MOST + POS_WORD_MOST + POS_HERE_MOST];
        i32 sum[POS_COLUMNS] = {0}, n = features_of(l, id, i, &h, f), guess = 0;
        i32 gold = pos_column((enum upos)s->tag[i]);
        for (i32 k = 0; k < n; k++)
            trainer_add(l->t, f[k], sum);
        for (i32 c = 1; c < POS_COLUMNS; c++)
            if (sum[c] > sum[guess]) guess = c;
        for (i32 k = 0; guess != gold && k < n; k++) {
            trainer_move(l->t, f[k], gold, 1);
            trainer_move(l->t, f[k], guess, -1);
        }
        trainer_tick(l->t);
        l->right += guess == gold;
        l->all++;
        h.t3 = h.t2, h.t2 = h.t1, h.t1 = (u8)guess;
    }
}

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: train_pos CORPORA OUT.bin\n"), 2;
    struct arena a = arena_make("train", 8LL << 30);
    struct treebank t = {0};
    static const char *const files[] = {TREE_TRAIN};
    for (i64 i = 0; i < LEN(files); i++)
        tree_read(&a, &t, argv[1], files[i], 1);
    struct learner l = {.t = trainer_make(&a, ROWS_LOG2, POS_COLUMNS), .a = &a};
    l.types = word_types_make(&a, word_table_make(&a), 1 << 16);
    i32 **id = NEWN(&a, i32 *, t.n);
    for (i64 i = 0; i < t.n; i++)
        id[i] = numbers_of(&l, &t.v[i]);
    for (u32 pass = 0; pass < PASSES; pass++) {
        i32 *order = trainer_order(&a, (i32)t.n, pass);
        l.right = l.all = 0;
        for (i64 i = 0; i < t.n; i++)
            learn_sentence(&l, id[order[i]], &t.v[order[i]]);
        fprintf(stderr, "pass %u: %lld of %lld\n", pass, (long long)l.right, (long long)l.all);
    }
    tree_write(argv[2], trainer_pack(l.t, &a, "pos", POS_LABELS, POS_ROWS_MOST, CLIP));
    return 0;
}
