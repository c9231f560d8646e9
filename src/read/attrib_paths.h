/* The inside of the trained stage of attribution: its model and the sums of one paragraph. Internal
 * to attrib*.c and the trainer. */
#ifndef CAIRN_READ_ATTRIB_PATHS_H
#define CAIRN_READ_ATTRIB_PATHS_H

#include "learn/sparse.h"
#include "read/attrib_features.h"

struct attrib_model {
    struct sparse m;
    struct attrib_states st;
    i16 *step; /* [ATTRIB_STEPS][ATTRIB_STEP_VALUES][ATTRIB_STATES][LINEAR_LANES] */
};

/* For the trainer: a model of these bytes. */
MUST rc attrib_open(struct arena *a, struct str bytes, struct attrib_model *out, struct err *e);

/* Sums of one word over all columns. */
struct attrib_sums {
    i32 v[ATTRIB_WIDTH];
};

/* Both passes over a paragraph of at most ATTRIB_WORDS_MAX words: fills t->at and the sums. */
void attrib_score(const struct attrib_model *m, struct attrib_text *t, struct attrib_sums *sum);
/* The states of the best path. */
void attrib_best(const struct attrib_model *m, struct arena scratch, const struct attrib_text *t,
                 const struct attrib_sums *sum, u8 *state);

#endif
