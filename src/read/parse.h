/* Dependencies: on which word does each word of a sentence depend, and how? A trained stage: a
 * greedy transition parser (arc-hybrid, Kuhlmann, Gómez-Rodríguez & Satta 2011) learnt with a
 * dynamic oracle (Goldberg & Nivre 2012, 2013), then a relation for every arc of the finished
 * tree. Averaged perceptrons over hashed features (learn/linear.h), both in data/models/parse.bin.
 *
 * Relations are those of Universal Dependencies v2, reduced to the ones the reader asks for. */
#ifndef CAIRN_READ_PARSE_H
#define CAIRN_READ_PARSE_H

#include "base/limits.h"
#include "read/pos.h"

/* Name, and how UD writes it. What is not here is DEP_OTHER; a subtype not here its main type. */
#define DEP_RELATIONS(X)                                                                           \
    X(ROOT, "root")                                                                                \
    X(NSUBJ, "nsubj")                                                                              \
    X(NSUBJ_PASS, "nsubj:pass")                                                                    \
    X(OBJ, "obj")                                                                                  \
    X(IOBJ, "iobj")                                                                                \
    X(OBL, "obl")                                                                                  \
    X(OBL_AGENT, "obl:agent")                                                                      \
    X(OBL_UNMARKED, "obl:unmarked")                                                                \
    X(NMOD, "nmod")                                                                                \
    X(NMOD_POSS, "nmod:poss")                                                                      \
    X(AMOD, "amod")                                                                                \
    X(NUMMOD, "nummod")                                                                            \
    X(ACL, "acl")                                                                                  \
    X(ACL_RELCL, "acl:relcl")                                                                      \
    X(ADVCL, "advcl")                                                                              \
    X(CCOMP, "ccomp")                                                                              \
    X(XCOMP, "xcomp")                                                                              \
    X(CONJ, "conj")                                                                                \
    X(CC, "cc")                                                                                    \
    X(CASE, "case")                                                                                \
    X(MARK, "mark")                                                                                \
    X(AUX, "aux")                                                                                  \
    X(AUX_PASS, "aux:pass")                                                                        \
    X(COP, "cop")                                                                                  \
    X(APPOS, "appos")                                                                              \
    X(DET, "det")                                                                                  \
    X(ADVMOD, "advmod")                                                                            \
    X(COMPOUND, "compound")                                                                        \
    X(PRT, "compound:prt")                                                                         \
    X(FLAT, "flat")                                                                                \
    X(PARATAXIS, "parataxis")                                                                      \
    X(PUNCT, "punct")                                                                              \
    X(OTHER, "other")

#define DEP_ENUM(name, ud) DEP_##name,
enum dep { DEP_RELATIONS(DEP_ENUM) DEP_COUNT };
#undef DEP_ENUM

/* "nsubj:pass" …; and back: the relation for what a treebank writes. */
const char *dep_name(enum dep r);
enum dep dep_of(struct str ud);

/* The tree of a sentence. head[i]: the word that word i depends on, -1 for the one root. Always a
 * projective tree: every word reaches the root. */
struct parse {
    int16_t *head;
    u8 *dep; /* enum dep */
    i32 n;
};

/* The model that is linked in, opened once; immutable. */
struct parse_model;
const struct parse_model *parse_model_make(struct arena *a);
/* A model from a file's bytes, for trainers. CHECKs that it is one. */
const struct parse_model *parse_model_of(struct arena *a, struct str file);

/* Parses n words (0 <= n <= SENTENCE_TOKENS_MAX): numbers in `types`, tags from pos.h. out->head
 * and out->dep have room for n. About 2n steps of some 90 features each: O(n). */
void parse_types(const struct parse_model *m, const struct word_types *t, const i32 *types,
                 const u8 *upos, i32 n, struct parse *out);

#endif
