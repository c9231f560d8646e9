/* Paragraphs and sentences, with what a paragraph is: headline, sub-headline, header line, body;
 * and the dateline.
 *
 * A line is a paragraph unless the text is hard-wrapped (most long lines end in mid-sentence): then
 * only an empty line or an indented line after a full stop begins one. A sentence longer than
 * SENTENCE_TOKENS_MAX is cut at the next blank: the parts are read as sentences of their own, `cut`
 * says so. */
#ifndef CAIRN_TEXT_SENTENCE_H
#define CAIRN_TEXT_SENTENCE_H

#include "base/limits.h"
#include "text/token.h"

enum sentence_kind { SENT_BODY, SENT_HEADLINE, SENT_SUBHEAD, SENT_HEADER };

struct sentence {
    i32 from, to;     /* tokens [from, to) */
    i32 para;         /* number of its paragraph, from 0 */
    i32 dateline;     /* tokens [from, dateline) are "MARAT, March 10 (Agency) -"; 0 = none */
    u8 kind;          /* enum sentence_kind */
    bool first, last; /* in its paragraph */
    bool cut;         /* longer than the limit: this is a part */
};

struct sentences {
    struct sentence *v;
    i32 n;
    bool wrapped; /* the text is hard-wrapped */
    bool caps;    /* the text is all upper case: capitals say nothing */
};

/* `top`: the tokens begin the document (headlines and dateline are looked for). O(tokens). */
struct sentences sentences_of(struct arena *a, struct str text, struct tokens t, bool top);

#endif
