/* Hand-built books for the tests of this room: a report is a text; a claim is made of words found
 * in it. */
#ifndef CAIRN_RECONCILE_BOOK_TEST_H
#define CAIRN_RECONCILE_BOOK_TEST_H

#include "base/t.h"
#include "reconcile/inner.h"

struct maker {
    struct arena *a, *scratch;
    struct book b;
    i64 icap, pcap, qcap, lcap, ccap, ncap;
    i64 item; /* the report that claims are added to */
};

struct maker maker_start(void);
i64 maker_party(struct maker *m, const char *id, const char *name, const char *alias);
i64 maker_place(struct maker *m, const char *id, const char *name, const char *parent,
                enum precision p);
/* side: party id, "none" or "". owner "" = not registered. */
i64 maker_publication(struct maker *m, const char *id, const char *name, const char *owner,
                      const char *side);
/* A report by publication id, published on an ISO day ("" = not known). Further claims belong to
 * it. */
i64 maker_report(struct maker *m, const char *publication, const char *day, const char *text);
/* A claim: trigger, speaker ("" = the publication alone), place ("" = none): words of the report's
 * text. */
struct claim *maker_claim(struct maker *m, enum kind k, const char *trigger, const char *speaker,
                          enum role role, const char *place);
void maker_count(struct maker *m, struct claim *c, enum what what, enum who who, const char *words,
                 i64 min, i64 max);
void maker_day(struct claim *c, const char *iso);
void maker_accused(struct maker *m, struct claim *c, const char *words);
void maker_same(struct maker *m, struct claim *x, struct claim *y);
/* A person accepts all claims so far. */
void maker_accept(struct maker *m);
/* The book as loaded; runs reconcile_changes and takes its parts in, as the projection would;
 * returns how many. */
struct book *maker_book(struct maker *m);
i64 maker_reconcile(struct maker *m);
/* Also the view. */
struct book *maker_view(struct maker *m);
/* Takes parts in, as the projection does. */
void maker_take(struct maker *m, struct json **parts, i64 n);
/* Index of the incident of a claim, followed through the book. */
i64 maker_incident(struct maker *m, const struct claim *c);
const struct figure *maker_figure(const struct book *b, i64 incident, enum what what, enum who who);

/* A war between a government (State Radio) and a band; Orlan with two quarters, Tarn; two papers of
 * no side. */
struct maker maker_war(void);
/* 14 by ministry officials, 21 by a resident: two publications of no side, two parties accused. */
struct pair {
    struct maker m;
    struct claim *x, *y;
};
struct pair pair_of_accounts(void);
/* Reconciles and, where the machine keeps them apart, merges as a person would. */
bool pair_together(struct pair *p);

#endif
