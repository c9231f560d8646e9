/* What the trainer of attribution learns from: the paragraphs with the numbers of their features.
 */
#ifndef CAIRN_TOOLS_ATTRIB_LEARN_H
#define CAIRN_TOOLS_ATTRIB_LEARN_H

#include "attrib_corpus.h"
#include "keep.h"

/* A feature seen less often has no row. The rows of steps stand behind those of words. */
enum {
    SEEN_LEAST = 6,
    SECOND_MOST = 36, /* features of a word that the second pass adds */
    ROWS_LOG2 = 20,
    ROWS = 1 << ROWS_LOG2,
    STEP_BASE = ROWS - ATTRIB_STEPS * ATTRIB_STEP_VALUES * ATTRIB_STATES
};

struct sample {
    u32 *f;   /* features of the words, one after the other */
    i32 *at;  /* n + 1: where those of each word begin */
    u8 *gold; /* states */
};

struct learner {
    struct arena *a;
    struct corpus c;
    struct sample *s;
    struct attrib_states st;
    struct keep keep; /* the features that have rows */
    i32 hold;         /* which fifth of the articles is left out, -1 none */
};

static inline bool held(const struct learner *l, const struct para *p) {
    return l->hold >= 0 && p->doc % 5 == l->hold;
}

static inline void extract(struct learner *l, i64 i) {
    struct para *p = &l->c.v[i];
    struct sample *s = &l->s[i];
    i32 n = p->t.n, total = 0;
    s->at = NEWN(l->a, i32, n + 1);
    s->f = NEWN(l->a, u32, (i64)n * ATTRIB_ROWS_MOST);
    for (i32 k = 0; k < n; k++) {
        s->at[k] = total;
        struct attrib_features o = {0};
        attrib_first_features(&p->t, k, &o);
        if (o.n > ATTRIB_ROWS_MOST - SECOND_MOST) fprintf(stderr, "%d features\n", o.n), exit(2);
        memcpy(s->f + total, o.f, (size_t)o.n * 4);
        total += o.n;
    }
    s->at[n] = total;
    s->gold = NEWN(l->a, u8, n);
    i32 at = -1;
    for (i32 k = 0; k < n; k++) {
        at = k ? l->st.next[(p->t.w[k].flags & ATTRIB_FIRST) != 0][at][p->gold[k]]
               : l->st.begin[p->gold[k]];
        if (at < 0) fprintf(stderr, "label that cannot follow\n"), exit(2);
        s->gold[k] = (u8)at;
    }
}

/* Features become the numbers of their rows; those that have none go. */
static inline void number(struct learner *l, i64 i) {
    struct sample *s = &l->s[i];
    i32 n = l->c.v[i].t.n, to = 0, from = 0;
    for (i32 k = 0; k < n; k++) {
        i32 end = s->at[k + 1];
        s->at[k] = to;
        for (; from < end; from++) {
            i32 v = keep_number(&l->keep, s->f[from], SEEN_LEAST);
            if (v >= 0) s->f[to++] = (u32)v;
        }
    }
    s->at[n] = to;
}

static inline void see(struct learner *l, i64 i) {
    const struct sample *s = &l->s[i];
    for (i32 j = 0; j < s->at[l->c.v[i].t.n]; j++)
        keep_see(&l->keep, s->f[j]);
}

/* The row of a step. */
static inline u32 step_row(u32 which, u32 value, i32 from) {
    return (u32)STEP_BASE + (which * ATTRIB_STEP_VALUES + value) * ATTRIB_STATES + (u32)from;
}

/* ---- features of the second pass ---- */

static inline void second_see(struct learner *l, i64 i) {
    struct para *p = &l->c.v[i];
    attrib_guesses(&p->t);
    for (i32 k = 0; k < p->t.n && !held(l, p); k++) {
        struct attrib_features o = {0};
        attrib_second_features(&p->t, k, &o);
        if (o.n > SECOND_MOST) fprintf(stderr, "%d features\n", o.n), exit(2);
        for (i32 j = 0; j < o.n; j++)
            keep_see(&l->keep, o.f[j]);
    }
}

/* Adds them to those of the first. */
static inline void second_number(struct learner *l, i64 i) {
    struct para *p = &l->c.v[i];
    struct sample *s = &l->s[i];
    i32 n = p->t.n, total = 0;
    u32 *f = NEWN(l->a, u32, s->at[n] + (i64)n * SECOND_MOST);
    for (i32 k = 0; k < n; k++) {
        i32 at = total;
        for (i32 j = s->at[k]; j < s->at[k + 1]; j++)
            f[total++] = s->f[j];
        struct attrib_features o = {0};
        attrib_second_features(&p->t, k, &o);
        for (i32 j = 0; j < o.n; j++) {
            i32 v = keep_number(&l->keep, o.f[j], SEEN_LEAST);
            if (v >= 0) f[total++] = (u32)v;
        }
        s->at[k] = at;
    }
    s->at[n] = total;
    s->f = f;
}

#endif
