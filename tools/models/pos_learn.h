/* How part of speech is learnt: for train_pos.c, and for trainers that need tags of sentences which
 * the tagger has not seen (train_parse.c). */
#ifndef CAIRN_TOOLS_POS_LEARN_H
#define CAIRN_TOOLS_POS_LEARN_H

#include "learn/train.h"
#include "read/pos_features.h"
#include "treebank.h"

enum { POS_LEARN_LOG2 = 16 };

struct pos_learner {
    struct trainer *t;
    struct word_types *types;
    struct arena *a;
    i64 right, all;
};

/* Types and their features, once. */
static inline i32 pl_features(const struct pos_learner *l, const i32 *id, i32 i, struct pos_here *h,
                              u32 *f) {
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
static inline i32 *pl_numbers(struct pos_learner *l, const struct tree_sent *s) {
    i32 *id = NEWN(l->a, i32, s->n + 4);
    for (i32 i = 0; i < s->n; i++)
        id[i + 2] = word_type_of(l->types, s->word[i]);
    return id;
}

static inline void pl_sentence(struct pos_learner *l, const i32 *id, const struct tree_sent *s) {
    struct pos_here h = {.t1 = POS_NO_TAG, .t2 = POS_NO_TAG, .t3 = POS_NO_TAG};
    h.letter_case = (u8)pos_case_of(l->types, id + 2, s->n);
    for (i32 i = 0; i < s->n; i++) {
        u32 f[POS_ROWS_MOST + POS_WORD_MOST + POS_HERE_MOST];
        i32 sum[POS_COLUMNS] = {0}, n = pl_features(l, id, i, &h, f), guess = 0;
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

/* The model file learnt in `passes` over the sentences, which must stay; those of `but` (one a
 * sentence, NULL = none) that are `fold` are left out. */
static inline struct str pos_learn(struct arena *a, const struct treebank *t, const u8 *but,
                                   u8 fold, u32 passes) {
    struct pos_learner l = {.t = trainer_make(a, POS_LEARN_LOG2, POS_COLUMNS), .a = a};
    l.types = word_types_make(a, word_table_make(a), 1 << 16);
    i32 **id = NEWN(a, i32 *, t->n);
    for (i64 i = 0; i < t->n; i++)
        id[i] = pl_numbers(&l, &t->v[i]);
    for (u32 pass = 0; pass < passes; pass++) {
        i32 *order = trainer_order(a, (i32)t->n, pass);
        l.right = l.all = 0;
        for (i64 i = 0; i < t->n; i++)
            if (!but || but[order[i]] != fold) pl_sentence(&l, id[order[i]], &t->v[order[i]]);
        fprintf(stderr, "pos pass %u: %lld of %lld\n", pass, (long long)l.right, (long long)l.all);
    }
    return trainer_pack(l.t, a, "pos", POS_LABELS, POS_ROWS_MOST, 0);
}

#endif
