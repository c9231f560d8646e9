/* Words of the short form to spans of the text. */
#ifndef CAIRN_TESTS_GOLD_FIND_H
#define CAIRN_TESTS_GOLD_FIND_H

#include "store/claim.h"

struct finder {
    struct str text;
    bool bound;       /* words begin and end at word boundaries (not in Arabic, which joins) */
    struct span near; /* the trigger: its line is searched before the rest; {0,0} none */
};

/* "words", "words#2" (the second time they stand in the text), "first … last". False: not there. */
bool gold_find(const struct finder *f, struct str spec, struct span *out);
/* The line of the text around a byte. */
struct span gold_line(struct str text, u32 at);

#endif
