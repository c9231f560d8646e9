/* What attribution is told by. Internal to attrib*.c and the trainer, which must agree. */
#ifndef CAIRN_READ_ATTRIB_FEATURES_H
#define CAIRN_READ_ATTRIB_FEATURES_H

#include "read/attrib_states.h"
#include "read/pos.h"

enum {
    ATTRIB_NEAR = 3,        /* words on each side that are looked at as words */
    ATTRIB_ROWS_MOST = 144, /* features of a word in all */
    ATTRIB_STEPS = 3,       /* features of a step, each with less than … values: */
    ATTRIB_STEP_VALUES = 128
};

/* What is known of a word's surroundings before any label is given. */
struct attrib_place {
    i32 from, to;         /* its sentence */
    u32 stem;             /* of its word, attrib_stem */
    i32 noun;             /* the nearest noun, name or pronoun before it, -1 none */
    i32 left, right;      /* the nearest verbs of the sentence, -1 none */
    i32 stop, before;     /* the next mark of the sentence behind it, and the one before; -1 none */
    i32 open, close;      /* the quote it stands in: its marks, -1 none */
    u8 quote;             /* 0 outside, 1 inside, 2 at the opening mark, 3 at the closing */
    u8 kind;              /* what steps are told by */
    u8 guess;             /* label of the first pass */
    u8 sure;              /* how far it was ahead, in four steps */
    u8 next;              /* the label behind it */
    i32 run_from, run_to; /* words of its sentence around it that were guessed of one part */
    i32 cue_left, cue_right; /* nearest guessed cues of the sentence, -1 none */
    i32 src_left, src_right; /* nearest guessed sources */
};

struct attrib_text {
    const struct word_types *types;
    const struct attrib_word *w;
    i32 n;
    struct attrib_place *at;
};

/* A number of what is left of an English word without its ending: "deny", "denies", "denied" and
 * "denying" have the same. */
u32 attrib_stem(struct str form);
/* Fills at[]: quotes, sentences, verbs, marks. */
void attrib_places(struct attrib_text *t);
/* Fills in what the first pass guessed: at[].guess and .sure are set. */
void attrib_guesses(struct attrib_text *t);

/* Features and the numbers of their templates. */
struct attrib_features {
    i32 n;
    u32 f[ATTRIB_ROWS_MOST];
    u8 id[ATTRIB_ROWS_MOST];
};

/* Each appends. Of the word at a place from -ATTRIB_NEAR to ATTRIB_NEAR, by its type alone; of the
 * place; with what the first pass guessed. */
void attrib_word_features(const struct word_type *w, i32 place, struct attrib_features *o);
void attrib_here_features(const struct attrib_text *t, i32 i, struct attrib_features *o);
void attrib_second_features(const struct attrib_text *t, i32 i, struct attrib_features *o);
/* All that do not need the first pass. */
void attrib_first_features(const struct attrib_text *t, i32 i, struct attrib_features *o);
/* What a template looks at: "tag, tag behind", for explanations. */
const char *attrib_template(u8 id);

/* The three features of the step to word i, each < ATTRIB_STEP_VALUES. */
void attrib_step_features(const struct attrib_text *t, i32 i, u32 out[ATTRIB_STEPS]);
/* How many values the feature `which` of a step has. */
static inline u32 attrib_step_values(u32 which) {
    return which == 2 ? ATTRIB_STEP_VALUES : 48;
}
/* The row of a step feature for the state before; ATTRIB_STATES - 1 at the beginning. */
u32 attrib_step_row(u32 which, u32 value, i32 from);
/* Sets guess and sure from the sums of the labels; the scale of the weights does not matter. */
void attrib_guess_of(const i32 *sum, struct attrib_place *p);

#endif
