/* Attribution by a trained stage: which words of a paragraph name a source, which are the cue,
 * which the content (PolNeAR: Newell et al. 2018; the flat form of CofeNet: Wang et al. 2022)?
 *
 * A structured perceptron (Collins 2002) over a small automaton: a state is the label of a word and
 * which parts of the attribution at hand have been seen so far, so that a content waits for its cue
 * and a cue for its source across any distance. The best path is found by Viterbi; integers only.
 * Model data/models/attrib.bin. */
#ifndef CAIRN_READ_ATTRIB_H
#define CAIRN_READ_ATTRIB_H

#include "base/limits.h"
#include "read/types.h"

enum attrib_label {
    ATTRIB_NONE,
    ATTRIB_SOURCE, /* first word of a source; the next label: a further word of it */
    ATTRIB_SOURCE_ON,
    ATTRIB_CUE,
    ATTRIB_CUE_ON,
    ATTRIB_CONTENT,
    ATTRIB_CONTENT_ON,
    ATTRIB_LABELS
};

/* Where a word stands. */
enum attrib_flag { ATTRIB_FIRST = 1 /* of its sentence */, ATTRIB_OPEN = 2, ATTRIB_CLOSE = 4 };

struct attrib_word {
    i32 type; /* number in the table of types */
    u8 upos;  /* enum upos */
    u8 flags; /* enum attrib_flag: quote marks that open and close */
};

/* The model that is linked in, opened once; immutable. */
struct attrib_model;
const struct attrib_model *attrib_model_make(struct arena *a);

/* One attribution: words [from, to) of each part, {-1, -1} where there is none. */
struct attrib_link {
    i32 source[2], cue[2];
    i32 content[ATTRIB_CONTENTS][2];
    i32 ncontents;
};

/* out[i] = enum attrib_label of word i; sure[i] (NULL: not wanted) = 0 where the two passes differ
 * in the part, else 1 to 4: how far the first pass was ahead. The words are one paragraph; of more
 * than ATTRIB_WORDS_MAX each ATTRIB_WORDS_MAX are read for themselves. O(n). */
void attrib_tag(const struct attrib_model *m, struct arena scratch, const struct word_types *types,
                const struct attrib_word *w, i32 n, u8 *out, u8 *sure);

/* The parts of labelled words tied together, one link a cue; returns how many (<= max). flags of w
 * say where sentences begin. O(n). */
i32 attrib_links(const struct attrib_word *w, const u8 *label, i32 n, struct attrib_link *out,
                 i32 max);

/* What speaks for the label of word i: the label, then the features with the highest weights, as
 * "cue: word behind +112, tag +87". */
void attrib_explain(const struct attrib_model *m, struct arena scratch,
                    const struct word_types *types, const struct attrib_word *w, i32 n, i32 i,
                    struct buf *out);
const char *attrib_label_name(u8 label);

#endif
