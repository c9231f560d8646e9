/* A page of the site: its frame, and the pieces from which all pages are made. */
#ifndef CAIRN_PUBLISH_PAGE_H
#define CAIRN_PUBLISH_PAGE_H

#include "publish/site.h"

struct page {
    struct site *s;
    struct html h;
    struct arena mem, *a; /* memory of this page */
    struct str path;
    const char *up; /* "" or "../" */
};

enum nav {
    NAV_HOME,
    NAV_INCIDENTS,
    NAV_TIMELINE,
    NAV_PLACES,
    NAV_PARTIES,
    NAV_PUBLICATIONS,
    NAV_DATA,
    NAV_CHECK
};

/* First: gives p->a, in which path and title may then be made. */
void page_init(struct page *p, struct site *s);
/* Doctype to the open <main>. */
void page_begin(struct page *p, struct str path, struct str title, enum nav at);
/* </main>, footer, writes the file. */
MUST rc page_end(struct page *p, struct err *e);

/* A link to another page of the site; `path` from its root. */
void page_link(struct page *p, struct str path, struct str text);
struct str page_href(struct page *p, struct str path);
void page_para(struct page *p, const char *cls, struct str text);
void page_h2(struct page *p, const char *id, struct str text);
/* dt + open dd; close with h_end. */
void page_term(struct page *p, struct str term);
/* Footer's sentence, also in receipts and data. */
struct str page_law(void);
struct str page_draft_note(void);

/* One page each. */
MUST rc page_index(struct site *s, struct err *e);
MUST rc page_lists(struct site *s, struct err *e); /* all incidents, 250 a page */
MUST rc page_incident(struct site *s, i64 incident, struct err *e);
void page_incident_body(struct page *p, i64 incident); /* its article, also for the draft */
MUST rc page_redirect(struct site *s, i64 incident, struct err *e);
MUST rc page_figure(struct site *s, i64 figure, struct err *e);
MUST rc page_parties(struct site *s, struct err *e);
MUST rc page_publications(struct site *s, struct err *e);
MUST rc page_places(struct site *s, struct err *e);
MUST rc page_timeline(struct site *s, struct err *e);
MUST rc page_data(struct site *s, struct err *e);
MUST rc page_check(struct site *s, struct err *e);

/* Shared by several pages. A claim with its excerpt and where it comes from, id "c" + number; full:
 * chain, document and commitments one by one, else in a line. */
void page_claim(struct page *p, i64 claim, i64 number, struct span mark, bool full);
void page_incident_rows(struct page *p, const i64 *incidents,
                        i64 n); /* the list, as cards that become a table */

#endif
