/* The transition system of parse.c and its trainer: arc-hybrid (Kuhlmann et al. 2011) with the root
 * at the end of the buffer (Ballesteros & Nivre 2013).
 *
 *   SHIFT  b0 goes onto the stack       LEFT   s0 depends on b0 and leaves
 *                                       RIGHT  s0 depends on s1 and leaves
 *
 * Words are 0..n-1, n is the root, n+1 stands for no word. Only one word may depend on the root:
 * with the root alone in the buffer, LEFT waits until one word is left on the stack. So every
 * sequence of allowed steps is 2n long and ends in a projective tree with one root. An arc carries
 * a coarse class (enum arc) that later steps may look at; relations are told apart afterwards. */
#ifndef CAIRN_READ_PARSE_STATE_H
#define CAIRN_READ_PARSE_STATE_H

#include "read/parse.h"

/* Columns of the model of steps: which step, and of what class the arc is. */
enum arc {
    ARC_SHIFT,
    ARC_LEFT_FUNCTION, /* articles, prepositions, auxiliaries, marks … */
    ARC_LEFT_ARGUMENT, /* subjects, objects */
    ARC_LEFT_MODIFIER,
    ARC_RIGHT_ARGUMENT, /* objects, obliques, complements */
    ARC_RIGHT_NOMINAL,  /* modifiers of nouns */
    ARC_RIGHT_JOINED,   /* conjuncts, parataxis */
    ARC_RIGHT_OTHER,
    ARC_COUNT,
    ARC_NONE = ARC_COUNT
};
enum { PARSE_WORDS = SENTENCE_TOKENS_MAX + 2 };

static inline bool arc_is_left(int c) {
    return c >= ARC_LEFT_FUNCTION && c <= ARC_LEFT_MODIFIER;
}

struct parse_state {
    i32 n, b, top; /* words; the first of the buffer; how many are on the stack */
    int16_t stack[PARSE_WORDS];
    int16_t head[PARSE_WORDS];
    /* the outermost two children on each side, n + 1 where there is none */
    int16_t left[PARSE_WORDS], left2[PARSE_WORDS], right[PARSE_WORDS], right2[PARSE_WORDS];
    u8 arc[PARSE_WORDS];                        /* class of the arc to the head */
    u8 nleft[PARSE_WORDS], nright[PARSE_WORDS]; /* children, 7 at most */
    u8 kinds[PARSE_WORDS];                      /* classes of the children, a bit each */
};

static inline void parse_begin(struct parse_state *s, i32 n) {
    s->n = n, s->b = 0, s->top = 0;
    for (i32 i = 0; i <= n + 1; i++) {
        s->head[i] = s->left[i] = s->left2[i] = s->right[i] = s->right2[i] = (int16_t)(n + 1);
        s->arc[i] = ARC_NONE;
        s->nleft[i] = s->nright[i] = s->kinds[i] = 0;
    }
}

static inline bool parse_done(const struct parse_state *s) {
    return s->b == s->n && s->top == 0;
}
/* The k-th word from the top of the stack, of the buffer; n + 1 where there is none. */
static inline i32 parse_stack(const struct parse_state *s, i32 k) {
    return k < s->top ? s->stack[s->top - 1 - k] : s->n + 1;
}
static inline i32 parse_buffer(const struct parse_state *s, i32 k) {
    return s->b + k <= s->n ? s->b + k : s->n + 1;
}

static inline bool parse_may_shift(const struct parse_state *s) {
    return s->b < s->n;
}
static inline bool parse_may_left(const struct parse_state *s) {
    return s->top > 0 && (s->b < s->n || s->top == 1);
}
static inline bool parse_may_right(const struct parse_state *s) {
    return s->top > 1;
}
static inline bool parse_may(const struct parse_state *s, int c) {
    if (c == ARC_SHIFT) return parse_may_shift(s);
    return arc_is_left(c) ? parse_may_left(s) : parse_may_right(s);
}

static inline u8 parse_count(u8 n) {
    return n < 7 ? (u8)(n + 1) : n;
}

/* One allowed step. */
static inline void parse_step(struct parse_state *s, int c) {
    if (c == ARC_SHIFT) {
        s->stack[s->top++] = (int16_t)s->b++;
        return;
    }
    i32 d = s->stack[--s->top], h = arc_is_left(c) ? s->b : s->stack[s->top - 1];
    s->head[d] = (int16_t)h;
    s->arc[d] = (u8)c;
    s->kinds[h] = (u8)(s->kinds[h] | 1u << c);
    if (arc_is_left(c)) {
        s->left2[h] = s->left[h], s->left[h] = (int16_t)d;
        s->nleft[h] = parse_count(s->nleft[h]);
    } else {
        s->right2[h] = s->right[h], s->right[h] = (int16_t)d;
        s->nright[h] = parse_count(s->nright[h]);
    }
}

#endif
