/* Dates in English words: absolute ("10 March 2031", "2031-03-10", "March 2031", "in 2029"),
 * partial ("16 August"), weekdays ("on Monday"), relative ("last week", "yesterday", "three days
 * ago", "over the past three weeks").
 *
 * Conventions (CLAIMS.md, tests/statements/README.md): a week is Monday to Sunday (ISO 8601); "on
 * Monday" is that weekday on or before the anchor; "over the past three weeks" is the anchor less
 * 21 days up to the anchor; a day without a year is the last such day on or before the anchor.
 * Without an anchor of day precision a relative phrase keeps its words only: range.precision is
 * DATE_NONE. Nothing is guessed. */
#ifndef CAIRN_TEXT_WHEN_H
#define CAIRN_TEXT_WHEN_H

#include "base/date.h"
#include "text/token.h"

enum when_kind {
    WHEN_DATE,  /* says when something happened */
    WHEN_BOUND, /* until, before, by, next …: a date that is not when it happened */
    WHEN_TIME   /* time of day, duration: only keeps its numbers from being counts */
};

struct when_phrase {
    i32 from, to;            /* tokens, preposition included */
    struct date_range range; /* DATE_NONE: words only */
    bool relative;           /* resolved (or to be resolved) against the anchor */
    bool bare_year;          /* "in 2029" */
    u8 kind;                 /* enum when_kind */
};

/* Reads the longest date phrase that begins at token i. anchor.precision DATE_DAY or it is not
 * used. O(length). */
bool when_at(struct str text, const struct token *t, i32 i, i32 to, struct date_range anchor,
             struct when_phrase *out);
/* A whole date with year within tokens [from, to): for datelines and header lines. */
bool when_absolute(struct str text, const struct token *t, i32 from, i32 to,
                   struct when_phrase *out);
int month_of(struct str text, const struct token *t); /* 1..12 or 0 */

#endif
