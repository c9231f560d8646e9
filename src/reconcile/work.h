/* One run of assigning claims to incidents, shared by changes.c and denial.c. */
#ifndef CAIRN_RECONCILE_WORK_H
#define CAIRN_RECONCILE_WORK_H

#include "reconcile/index.h"

struct work {
    struct arena *a; /* all of this run; the result is built in out */
    struct scene s;
    const struct book *b;
    i64 *up; /* claims tied by their report */
    struct event *events;
    i64 nevents, ecap; /* incidents: those of the book first */
    bool *changed;
    i64 nchanged, chcap;
    i64 *of; /* claim -> event, -1 */
    struct index index;
    struct map copies; /* (text, kind, sentence) -> event */
    struct map again;  /* item and kind of assigned claims -> list of claims, for new readings */
};

bool shares_item(const struct event *x, const struct event *y);
/* The one incident (event number) that this denial speaks about, -1 when none or two fit. */
i64 work_denied(struct work *w, const struct event *e, i64 claim);

#endif
