/* Averaged perceptrons (Collins 2002): how the weights of linear.h come about. Used by the programs
 * in tools/models only. Integers only, no randomness but the caller's fixed order: one command
 * gives byte-identical files on every machine.
 *
 * An example is scored with trainer_score over its features; where the class is wrong, its features
 * are moved up for the right class and down for the wrong one; trainer_tick counts examples. The
 * packed weights are the averages over all ticks, scaled to fit i16 sums. */
#ifndef CAIRN_LEARN_TRAIN_H
#define CAIRN_LEARN_TRAIN_H

#include "learn/linear.h"

struct trainer {
    i32 classes, width;
    u32 mask;
    i32 *w;     /* current weights */
    i64 *total; /* Σ weight × ticks it stood, up to `stamp` */
    i32 *stamp;
    i32 ticks; /* 1-based number of the current example */
    i32 log2;
    u8 *seen; /* how often each feature was seen, by its high bits; NULL = all are kept */
    i32 seen_log2, least;
};

/* 2^log2 rows; memory 16 bytes a weight, from `a`. */
struct trainer *trainer_make(struct arena *a, i32 log2, i32 classes);
/* sum[0..classes) += weights of the feature. */
void trainer_add(const struct trainer *t, u32 feature, i32 *sum);
/* Moves one weight by `by`. */
void trainer_move(struct trainer *t, u32 feature, i32 cls, i32 by);
/* Before learning: from now on only features are kept (linear.h) that were seen `least` times (255
 * at most) in examples shown to trainer_see; told apart by 2^log2 bits. */
void trainer_rare(struct trainer *t, struct arena *a, i32 log2, i32 least);
void trainer_see(struct trainer *t, const u32 *feature, i32 n);
/* As linear_keep. */
i32 trainer_keep(const struct trainer *t, u32 *feature, i32 n);
/* The next example begins. */
void trainer_tick(struct trainer *t);
/* The bytes of a model file. `labels`: the classes' names, one blank between. `features`: the most
 * rows one sum may add. Averages are scaled so that the largest of them is the largest weight
 * allowed, but for `clip` millionths of the weights, which are cut to it. */
struct str trainer_pack(const struct trainer *t, struct arena *a, const char *name,
                        const char *labels, i32 features, i32 clip);
/* A fixed pseudo-random permutation of [0, n) for pass `pass` (Fisher–Yates, xorshift64*). */
i32 *trainer_order(struct arena *a, i32 n, u32 pass);

#endif
