/* Inside the store: a filter as a question to the index of lists. */
#ifndef CAIRN_STORE_LIST_ASK_H
#define CAIRN_STORE_LIST_ASK_H

#include "store/list_index.h"
#include "store/slice.h"

enum { ASK_GROUPS = LIST_WORDS_MAX + 24 };

struct ask {
    struct db *d;
    struct arena *a;
    enum listed noun;
    i64 reach;
    struct str incident; /* not by the index: its members are walked */
    bool down;
    struct term_any all[ASK_GROUPS];
    i64 n;
};
/* RC_USAGE for a queue that there is not, RC_LIMIT for too many words. */
MUST rc list_ask(struct db *d, struct arena *a, enum listed noun, const struct list_filter *f,
                 struct ask *out, struct err *e);
/* One more condition: this mark. */
void ask_mark(struct ask *x, struct str mark);
/* Documents in [from, to], at most `most`, in order of the list (or against it). docs in a. */
MUST rc ask_docs(const struct ask *x, struct arena scratch, i64 from, i64 to, bool against,
                 i64 most, i64 **docs, i64 *n, struct err *e);
/* How many, counted up to `most`. */
MUST rc ask_count(const struct ask *x, struct arena scratch, i64 most, i64 *n, struct err *e);

#endif
