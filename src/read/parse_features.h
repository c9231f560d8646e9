/* What steps of the parser and relations of arcs are told by. Internal to parse.c and its trainer,
 * which must agree. Templates after Zhang & Nivre 2011: words, tags and classes near the top of
 * the stack and the front of the buffer, their children, distances, how many children. */
#ifndef CAIRN_READ_PARSE_FEATURES_H
#define CAIRN_READ_PARSE_FEATURES_H

#include "learn/linear.h"
#include "read/parse_state.h"

enum { PARSE_ROWS_MOST = 112, DEP_ROWS_MOST = 64 };
#define ARC_LABELS "shift left-f left-a left-m right-a right-n right-j right-o"

/* What is asked of a word, computed once a sentence. */
struct parse_word {
    u32 w;    /* the word, or the looks of one that is not known */
    u32 f;    /* the tag, told apart by endings; of words of closed classes the word itself */
    u32 m;    /* the tag, told apart by endings and kinds of marks only */
    u32 c;    /* cluster, or f where it has none */
    u8 t;     /* enum upos; UPOS_COUNT the root, +1 none */
    u8 verbs; /* verbs before it in the sentence, modulo 256 */
    u8 marks; /* marks before it */
};

/* Fills out[0..n+1], the root and the word that is none included. */
void parse_words(const struct word_types *t, const i32 *types, const u8 *upos, i32 n,
                 struct parse_word *out);

/* Features of a state; returns how many (<= PARSE_ROWS_MOST). */
i32 parse_features(const struct parse_state *s, const struct parse_word *w, u32 *f);

/* Features of the relation of word d, whose head is s->head[d], in a finished tree; returns how
 * many (<= DEP_ROWS_MOST). */
i32 dep_features(const struct parse_state *s, const struct parse_word *w, i32 d, u32 *f);

/* The class of an arc of this relation. */
enum arc arc_of(enum dep r, bool left);

#endif
