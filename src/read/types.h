/* The different words of a text, each looked at once: what its letters say (learn/wordtype.h) and
 * what the table of words knows of it (learn/words.h). Trained stages keep what they compute of a
 * word beside its number here, so a word that stands a hundred times in a block costs once.
 *
 * Typographic marks count as ASCII: “ ” „ « » as ", ’ ‘ as ' (inside words too), – as -, — as --,
 * … as ... Number 0 is the empty word: what stands before and behind a sentence. Numbers are given
 * in the order in which words are first asked for. */
#ifndef CAIRN_READ_TYPES_H
#define CAIRN_READ_TYPES_H

#include "learn/words.h"
#include "learn/wordtype.h"

struct word_type {
    struct wordtype w;
    struct word_info info;
    struct str form; /* the bytes, with typographic marks as ASCII */
};

struct word_types {
    struct word_type *v;
    i64 n, cap;
    struct arena *a;
    const struct word_table *table;
    i32 *slot; /* open addressing: number + 1, 0 = free */
    u32 mask;
};

/* The table of words that is linked in (data/models/words.bin); immutable. */
const struct word_table *word_table_make(struct arena *a);

/* No words yet but the empty one; room for `expected` before it grows. Memory from `a`, which
 * is kept. */
struct word_types *word_types_make(struct arena *a, const struct word_table *table, i64 expected);
/* The number of a word. O(bytes). */
i32 word_type_of(struct word_types *t, struct str word);
static inline const struct word_type *word_type_at(const struct word_types *t, i32 number) {
    return &t->v[number];
}

#endif
