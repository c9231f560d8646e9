/* The list of incidents, its map and its time line share one filter, read from the query. */
#ifndef CAIRN_WEB_INCIDENT_LIST_H
#define CAIRN_WEB_INCIDENT_LIST_H

#include "web/told.h"

struct incident_filter {
    struct list_filter list;
    struct str accounts, disputed, reviewed; /* of what one screen holds: computed, not indexed */
    struct str place;                        /* as given */
};
/* Reads the query; what makes no sense does not filter. */
MUST rc incident_filter_read(struct req *r, struct incident_filter *out, struct err *e);
/* The form, and links between list, map and time line that keep the filter. */
void incident_filter_form(struct req *r, const struct incident_filter *f, const char *path);
void incident_views(struct req *r, const char *here);
/* Number of the incident as its kind counts it; NULL when none is stated. */
const struct figure *incident_figure(const struct book *b, i64 incident);
bool incident_disputed(const struct book *b, i64 incident);
struct str incident_reviewed(const struct book *b, i64 incident); /* none, one_person, … */
struct str incident_accounts(const struct book *b, i64 incident);

#endif
