/* Inside the store: which noun stands as which numbered document in the index of lists, and keeping
 * that index right. A document's number tells the noun and the place in the log where it first
 * came: noun · 2^56 + entry · 2^24 + part. Lists are in that order. */
#ifndef CAIRN_STORE_LIST_INDEX_H
#define CAIRN_STORE_LIST_INDEX_H

#include "store/list_marks.h"
#include "store/noun.h"

enum listed { LISTED_ITEM = 1, LISTED_CLAIM, LISTED_INCIDENT, LISTED_PERSON };

/* This object has changed, and with it what is listed by it: records_index() will see to it. Called
 * by apply_touch(). */
MUST rc list_touch(struct apply *x, struct str object, struct err *e);

/* The text read last: claims of one item come one after the other. */
struct list_text {
    struct arena room;
    struct str outside, text;
};

/* One document on its way into the index. */
struct list_doc {
    struct db *d;
    struct arena *a; /* scratch of this document */
    i64 doc;
    struct str id;
    struct marks marks;
    struct str words; /* as written; the index folds them */
    struct list_places *places;
    struct list_text *text;
    bool found; /* false: it is listed no more */
};
/* Brings the marks and words of one noun together. */
typedef rc listed_fn(struct list_doc *x, struct err *e);
listed_fn list_item, list_claim, list_incident;

/* The mark that an item has by its outside name, which is long: its beginning does. */
struct str list_item_mark(struct arena *a, struct str outside);

void list_say(struct list_doc *x, struct str words); /* more words */

#endif
