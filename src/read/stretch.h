/* Which language is each paragraph of a text in? Runs of lines of one language, so that each is
 * read by its own reader. */
#ifndef CAIRN_READ_STRETCH_H
#define CAIRN_READ_STRETCH_H

#include "base/str.h"

struct stretch {
    i64 from, to;    /* whole lines */
    struct str lang; /* "en", "ar", … "und"; static, or `main` */
    i64 lines;       /* that have letters */
};

/* Covers the whole text in order. A line is of the script of most of its letters; Arabic and
 * Cyrillic lines are told apart by text/lang.h, and one too short to tell is Arabic or Russian
 * unless it has a letter that these do not write. Lines in Latin letters are of language `main`
 * where that is written so; else only a line of four words or more is of its own. A line without
 * letters goes with the one before it. A text without a letter of these scripts is one stretch of
 * `main`: nothing is asked of it. O(bytes). */
struct stretch *stretches_of(struct arena *a, struct str text, struct str main, i64 *n);

#endif
