/* Words of a text as masking sees them, and the closed lists that it knows. */
#ifndef CAIRN_PUBLISH_MASK_WORDS_H
#define CAIRN_PUBLISH_MASK_WORDS_H

#include "base/map.h"
#include "store/claim.h"

struct mword {
    struct span span;
    struct str folded; /* comparable form (text/fold.h) */
    bool capital;      /* begins with a capital */
    bool arabic;
    bool first;    /* begins a sentence, a line or a quotation */
    bool headline; /* in a line of capitals or of capitalised words */
    u32 lists;     /* bits, 1 << enum word_list */
    bool joined;   /* only a blank, hyphen or initial's point parts it from the word before */
};

struct mwords {
    struct mword *w;
    i64 n;
};

enum word_list {
    LIST_TITLE,    /* Dr, General, Sheikh, President */
    LIST_KIN,      /* sister, husband, named */
    LIST_BODY,     /* Ministry, Front, Bridge: a run with one of them is no person */
    LIST_OFFICE,   /* spokesman, director, governor: who bears it speaks in office */
    LIST_PARTICLE, /* bin, al, de, van */
    LIST_PLAIN,    /* the, we, months, weekdays: never a name */
    LIST_COUNT
};
/* Folded word -> bits, 1 << enum word_list. */
struct map mask_lists(struct arena *a);
/* Ordinary English words of reports, from the lexicons of data/lexicon with their endings: in a
 * text of capitals they are no names. Adds folded words to `m`. */
void mask_ordinary(struct arena *a, struct map *m);

/* Words of letters and digits; apostrophes and hyphens inside belong to them, a possessive 's does
 * not. O(n). */
struct mwords mask_words(struct arena *a, const struct map *lists, struct str text);

static inline bool mword_is(const struct mword *w, enum word_list l) {
    return (w->lists >> l & 1u) != 0;
}
/* Does any word of the text stand in the list? */
bool words_hold(struct arena scratch, const struct map *lists, enum word_list l, struct str text);

#endif
