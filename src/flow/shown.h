/* Words of items as whoever asks may see them: without the field group "names", names of persons
 * are withheld; without "exact places", words that name one. The masks are those of publication
 * (publish/mask.h), learnt from the items of the book at hand: a name that only another item
 * betrays is not known here. */
#ifndef CAIRN_FLOW_SHOWN_H
#define CAIRN_FLOW_SHOWN_H

#include "flow/session.h"
#include "publish/mask.h"

struct shown {
    const struct book *b;
    bool masked; /* anything is withheld */
    struct masks masks;
    /* How terms of the closed lists are written; NULL: by their names in words.def. */
    struct str (*term)(void *ctx, const char *list, struct str value);
    void *ctx;
};

void shown_make(struct op_ctx *c, const struct book *b, struct shown *out);
/* Borrowed or in `a`; "" for an empty span. */
struct str shown_words(struct arena *a, const struct shown *x, i64 item, struct span s);
/* Words that stand in no text of the case: comments, replies, titles. */
struct str shown_text(struct arena *a, const struct shown *x, struct str s);

struct str shown_term(const struct shown *x, const char *list, int value);

#endif
