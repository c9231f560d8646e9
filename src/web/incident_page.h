/* The page of an incident, in parts. */
#ifndef CAIRN_WEB_INCIDENT_PAGE_H
#define CAIRN_WEB_INCIDENT_PAGE_H

#include "web/incident_list.h"

struct incident_page {
    struct told w;
    struct req *r;
    const struct book *b;
    const struct incident *in;
    i64 at;
    struct str path; /* of the page: where forms come back to */
};
/* The incident of the path with its claims. moved: it was merged, and the answer leads on. */
MUST rc incident_open(struct req *r, struct incident_page *x, bool *moved, struct err *e);
/* "3": the row of a claim in the matrix, linked. */
void incident_ref(struct incident_page *x, i64 claim);
bool incident_denies(const struct claim_row *row);

/* page_incident_matrix.c */
void incident_matrix(struct incident_page *x);
void incident_disputes(struct incident_page *x);
void incident_origins(struct incident_page *x);
/* page_incident_work.c */
void incident_searched(struct incident_page *x);
void incident_replies(struct incident_page *x);
MUST rc incident_overlaps(struct incident_page *x, struct err *e);
void incident_settle(struct incident_page *x);
MUST rc incident_merge(struct incident_page *x, struct err *e);
void incident_split(struct incident_page *x);

#endif
