/* What an operation's options ask of a list. */
#ifndef CAIRN_FLOW_FILTER_H
#define CAIRN_FLOW_FILTER_H

#include "flow/session.h"

/* Options that lists share; each operation declares those that its noun has. */
#define FILTER_KIND                                                                                \
    { "kind", "KIND", ARG_OPT, false, "only this kind of claim, see docs/kinds.md", NULL }
#define FILTER_PLACE                                                                               \
    { "place", "NAME", ARG_OPT, false, "only in this place or what lies in it", NULL }
#define FILTER_FROM                                                                                \
    { "from", "DATE", ARG_OPT, false, "not before", NULL, ARG_DATE }
#define FILTER_TO                                                                                  \
    { "to", "DATE", ARG_OPT, false, "not after", NULL, ARG_DATE }
#define FILTER_PUBLICATION                                                                         \
    { "publication", "NAME", ARG_OPT, false, "only from this publication, by name or id", NULL }
#define FILTER_LANG                                                                                \
    { "lang", "LANG", ARG_OPT, false, "only from items in this language, such as ar", NULL }
#define FILTER_ITEM                                                                                \
    { "item", "ITEM", ARG_OPT, false, "only from this item", NULL }
#define FILTER_INCIDENT                                                                            \
    { "incident", "ID", ARG_OPT, false, "only of this incident", NULL }
#define FILTER_STATUS                                                                              \
    {                                                                                              \
        "status", "STATUS", ARG_OPT, false, "only in this state",                                  \
            "machine|accepted|conflict|work_needed|withdrawn"                                      \
    }
#define FILTER_ROLE                                                                                \
    { "role", "ROLE", ARG_OPT, false, "only as said by such a speaker: witness, official, …", NULL }
#define FILTER_QUEUE                                                                               \
    {                                                                                              \
        "queue", "QUEUE", ARG_OPT, false, "only what waits for this",                              \
            "machine|mine|second|conflict|work_needed"                                             \
    }
#define FILTER_WORDS                                                                               \
    { "words", "WORDS", ARG_OPT, false, "only with all these words, in any script", NULL }
/* All that narrows a list of claims; all that narrows a search. */
#define FILTERS_OF_CLAIMS                                                                          \
    FILTER_KIND, FILTER_ITEM, FILTER_INCIDENT, FILTER_STATUS, FILTER_PUBLICATION, FILTER_PLACE,    \
        FILTER_FROM, FILTER_TO, FILTER_LANG, FILTER_ROLE, FILTER_QUEUE, FILTER_WORDS
#define FACETS_OF_SEARCH                                                                           \
    {"noun",                                                                                       \
     "NOUN",                                                                                       \
     ARG_OPT,                                                                                      \
     false,                                                                                        \
     "only among these",                                                                           \
     "item|claim|incident|publication|party|place|person"},                                        \
        FILTER_KIND, FILTER_STATUS, FILTER_PUBLICATION, FILTER_PLACE, FILTER_FROM, FILTER_TO,      \
        FILTER_LANG, FILTER_ROLE
#define FILTER_LIMIT                                                                               \
    { "limit", "N", ARG_OPT, false, "at most so many", NULL, ARG_NUMBER }
#define FILTER_AFTER                                                                               \
    { "after", "CURSOR", ARG_OPT, false, "go on from where the last answer ended", NULL }

/* From the options that the operation declares, within the reach of whoever acts. Names that
 * nothing bears are RC_NOTFOUND. Strings in c->perm. */
MUST rc filter_read(struct op_ctx *c, struct list_filter *f, struct err *e);
/* The same from words, for what is no option of the operation ("" filters nothing). */
MUST rc filter_publication(struct op_ctx *c, struct str name, struct list_filter *f, struct err *e);
MUST rc filter_place(struct op_ctx *c, struct str name, struct list_filter *f, struct err *e);

/* Walks a list screen by screen: each screen's book is loaded as `with` says, given to `each`, and
 * forgotten. limit 0: to the end. *n: how many there were. When more follow, *next is the cursor,
 * else "". */
struct walk {
    enum list_noun noun;
    const struct list_filter *filter;
    struct str after;
    i64 limit;
    u32 with; /* bits of enum slice_with */
    rc (*each)(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
               void *ctx, struct err *e);
    void *ctx;
};
MUST rc filter_walk(struct op_ctx *c, const struct walk *w, i64 *n, struct str *next,
                    struct err *e);

#endif
