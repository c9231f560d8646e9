/* Inside the store: rows of the projection to nouns of a book. What loading a whole case
 * (records_load.c) and a slice of it (slice.c) share: each row function reads the current row of a
 * statement with the columns named in records_sql.h, puts it at the end of its array and remembers
 * its ids. */
#ifndef CAIRN_STORE_RECORDS_ROWS_H
#define CAIRN_STORE_RECORDS_ROWS_H

#include "store/records.h"

struct load {
    struct db *d;
    struct arena *a;
    struct book *b;
    struct map outside; /* outside name -> item index */
    struct arena tmp;   /* the JSON tree of one claim: the end of a, lent while loading */
    char *end;
    i64 reach; /* of whoever asks: publications that they may know of */
    i64 owner; /* of the list being filled by one row after the other */
    struct {
        i64 items, claims, publications, parties, places, incidents, reviews, list;
    } cap;
};

void load_begin(struct load *x, struct db *d, struct arena *a, struct book *b);
void load_end(struct load *x); /* gives tmp back to the arena */

typedef rc row_fn(struct load *x, struct stmt *q, struct err *e);
/* Calls fn for each row of q. */
MUST rc load_each(struct load *x, struct stmt *q, row_fn *fn, struct err *e);

row_fn load_item, load_claim, load_incident, load_review;
/* Publications with their feeds, parties with names and allies, places of the case. */
MUST rc load_registers(struct load *x, struct err *e);
/* The text derivative of each item of the book. */
MUST rc load_texts(struct load *x, struct err *e);
/* Size of the log, and the last number in a code: facts of the whole case. */
MUST rc load_facts(struct load *x, struct store *s, struct err *e);
/* A claim belongs to an incident; then, once all are told, each incident's claims in their order.
 */
void load_member(struct load *x, i64 claim, i64 incident);
void load_members_done(struct load *x);

#endif
