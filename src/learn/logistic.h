/* Logistic regression, one against the rest: like train.h, but the scores of linear.h then are
 * log-odds in fixed units, so that thresholds mean the same in every model. Steps per weight after
 * AdaGrad (Duchi, Hazan and Singer 2011). Used by the programs in tools/models only. Integers only:
 * the same bytes on every machine.
 *
 * log-odds are fixed point, 65536 = 1; errors too. */
#ifndef CAIRN_LEARN_LOGISTIC_H
#define CAIRN_LEARN_LOGISTIC_H

#include "learn/linear.h"

enum { LOGISTIC_ONE = 1 << 16 };

struct logistic {
    i32 classes, width, log2;
    u32 mask;
    i32 *w;    /* rows × width */
    u32 *size; /* Σ squared errors of each weight, 65536 = 1 */
    i32 *mean; /* Σ of w after each pass that logistic_keep() counted */
    i32 kept;
    u32 root[480];  /* 1 / sqrt, by leading bits */
    u8 *seen;       /* examples with a feature of the row, up to 255 */
    u32 seen_least; /* rows seen in fewer examples are left alone */
    i32 rate;       /* of the steps, LOGISTIC_ONE = 1 */
    i32 decay;      /* each step takes w >> decay off; 0 none */
};

/* 2^log2 rows; 13 bytes a weight, from `a`. */
struct logistic *logistic_make(struct arena *a, i32 log2, i32 classes);
/* Counts the rows of an example; call for all of them before learning. */
void logistic_see(struct logistic *l, const u32 *f, i32 n);
/* odds[0..classes) = log-odds of the example. */
void logistic_odds(const struct logistic *l, const u32 *f, i32 n, i32 *odds);
/* One step towards `want`: bit c = the example is of class c; classes whose bit in `skip` is set
 * learn nothing. weight: of the example, LOGISTIC_ONE = 1. O(n × classes). */
void logistic_learn(struct logistic *l, const u32 *f, i32 n, u32 want, u32 skip, i32 weight);
/* A pass ends: packed weights are the means over all passes kept. */
void logistic_keep(struct logistic *l);
/* 1 / (1 + e^-odds), LOGISTIC_ONE = 1. */
i32 logistic_chance(i32 odds);
/* The bytes of a model file whose scores are odds in 1/unit. */
struct str logistic_pack(const struct logistic *l, struct arena *a, const char *name,
                         const char *labels, i32 features, i32 unit);

#endif
