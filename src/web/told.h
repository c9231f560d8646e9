/* Pieces that the pages of review and incidents share: a claim told with its speaker, its words,
 * its standing; the forms that decide on it; a thread of comments. Words of items are shown as
 * whoever asks may see them (flow/shown.h). Nothing alleged is told as fact: who says it always
 * stands beside it. */
#ifndef CAIRN_WEB_TOLD_H
#define CAIRN_WEB_TOLD_H

#include "flow/shown.h"
#include "flow/work.h"
#include "web/ui.h"

struct told {
    struct req *r;
    struct book *b;
    struct shown shown;
};
/* The slice with figures, disputes and ties where it has whole incidents. */
MUST rc told_open(struct req *r, const struct slice *want, struct told *w, struct err *e);
/* The words of w->b as whoever asks may see them. */
void told_shown(struct told *w);

/* “words” of an item in their own direction and language; nothing for an empty span. */
void told_words(struct told *w, i64 item, struct span s, const char *tag, const char *cls);
/* “X” (official), quoted by “Y” · PUBLICATION; "nobody quoted" when the publication says it itself.
 */
void told_speaker(struct told *w, i64 claim);
void told_source(struct told *w, i64 item);  /* publication, date, who says so */
void told_badges(struct told *w, i64 claim); /* machine, accepted by two persons, a denial … */
void told_quote(struct told *w, i64 claim);  /* what is said, as a quotation */
/* Where in its medium it stands: page and line, cell, time … (store/cited.h); often nothing. Part
 * of told_quote. */
void told_cited(struct told *w, i64 claim);
/* Number, place, when, accused: only what is stated, each with its words. */
void told_facts(struct told *w, i64 claim);
struct str told_place(struct told *w, const struct incident *in); /* "" = not known */
/* "killing reported, Orlan, 3 March 2031"; the working title of a person instead, if there is one.
 */
void told_title(struct told *w, i64 incident);
void told_incident_link(struct told *w, i64 incident);
struct str told_claim_n(struct req *r, i64 n); /* "claim 3" */
/* A comma, a semicolon, "said by", with blanks as they need. */
void told_between(struct req *r, const char *id);
struct str told_claim_path(struct arena *a, struct str id);
struct str told_incident_path(struct arena *a, struct str code, const char *tail);
struct str told_read_path(struct told *w, i64 claim); /* the claim at the reading desk */

/* May whoever asks decide on it? Otherwise says why not. */
bool told_may_decide(struct told *w, i64 claim);
/* Accept with a reason that stands there already; reject with one to be written. */
void told_decide(struct told *w, i64 claim, struct str next);
/* The thread on one object and a form to add to it. */
MUST rc told_comments(struct told *w, struct str object, struct str next, struct err *e);
void told_reason(struct req *r); /* the field "reason", required */

/* How many claims wait, by queue, for whoever asks: for the first page. */
struct waiting {
    i64 machine, mine, second, conflict, work_needed;
    bool more[5]; /* counted up to LIST_COUNT_MAX, there are more; in the order above */
};
MUST rc told_waiting(struct req *r, struct waiting *out, struct err *e);
/* Tiles with links to the queues. */
void told_waiting_tiles(struct req *r, const struct waiting *n);

#endif
