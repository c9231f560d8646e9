/* The automaton of attribution: which labels may follow, and what has been seen of the attribution
 * at hand. Internal to attrib*.c and the trainer. */
#ifndef CAIRN_READ_ATTRIB_STATES_H
#define CAIRN_READ_ATTRIB_STATES_H

#include "read/attrib.h"

/* What has been seen: bits (HEAD: the content began with its sentence), or AFTER: an earlier
 * sentence of the paragraph had a whole attribution. */
enum attrib_seen {
    SEEN_S = 1,
    SEEN_C = 2,
    SEEN_K = 4,
    SEEN_ALL = 7,
    SEEN_AFTER = 8,
    SEEN_HEAD = 16
};

/* Columns of the model: those of the best path, then the labels of the first pass. */
enum { ATTRIB_STATES = 64, ATTRIB_COLUMNS = 16, ATTRIB_WIDTH = 24 };

struct attrib_state {
    u8 label;  /* enum attrib_label */
    u8 before; /* enum attrib_seen, before the span (or now, for ATTRIB_NONE) */
    u8 after;  /* and behind it */
    u8 column; /* of the model */
};

/* next[first][state][label] = the state that follows, -1 where none; `first`: the word behind is
 * the first of its sentence. */
struct attrib_states {
    struct attrib_state v[ATTRIB_STATES];
    i32 n;
    int8_t next[2][ATTRIB_STATES][ATTRIB_LABELS];
    int8_t begin[ATTRIB_LABELS];
};
void attrib_states_make(struct attrib_states *s);

/* Which of the moves a label is: nothing, a source, a cue, a content begins, the span goes on. */
static inline u32 attrib_move(u8 label) {
    static const u8 move[ATTRIB_LABELS] = {0, 1, 4, 2, 4, 3, 4};
    return move[label];
}

#endif
