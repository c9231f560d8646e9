/* Part of a case, and lists of it, by queries: what a page or a decision needs, in time that does
 * not grow with the case. A slice is a struct book like any other: rooms and pages work on it as on
 * the whole.
 *
 * reach: bits of groups that whoever asks belongs to (store/rights.h), -1 = all. What lies outside
 * is not there: no row, no count, no name of it. An item has the bits of the groups that may see it
 * (bit 0: everybody); its claims, lists and persons have those of the item; an incident is there
 * when one of its claims is. */
#ifndef CAIRN_STORE_SLICE_H
#define CAIRN_STORE_SLICE_H

#include "store/records.h"

#define REACH_KEY ((i64)1 << REACH_BITS) /* in every item: whoever holds the case's key */

enum slice_with {
    SLICE_TEXTS = 1,       /* texts of the items loaded */
    SLICE_ITEM_CLAIMS = 2, /* all claims of each item loaded by name or by claim */
    SLICE_INCIDENTS = 4,   /* each loaded claim's incident with all its claims and their items:
                              figures   and disputes of these are complete */
    SLICE_REVIEWS = 8      /* reviews of the claims loaded */
};
struct slice {
    const struct str *items, *claims,
        *incidents; /* ids (items also outside names, incidents codes) */
    i64 nitems, nclaims, nincidents;
    u32 with; /* bits of enum slice_with */
    i64 reach;
};
/* Registers (publications, parties, places of the case) are always whole. Names of what is not
 * there are skipped: ask the finders. log_size and last_number are those of the case. The incident
 * of each loaded claim is there, complete only with SLICE_INCIDENTS; what people added to incidents
 * (work.h) too. O(what is loaded · log case). */
MUST rc records_load_slice(struct db *d, struct store *s, struct arena *a, const struct slice *want,
                           struct book *out, struct err *e);

/* Ids from what a person writes: a whole id, its beginning (8 characters at least) when only one
 * begins so; incidents by code, items (outside name given back) by file name too. RC_NOTFOUND,
 * RC_USAGE when it fits several. O(log case). */
MUST rc records_find_claim(struct db *d, struct arena *a, struct str id, i64 reach, struct str *out,
                           struct err *e);
MUST rc records_find_incident(struct db *d, struct arena *a, struct str id, i64 reach,
                              struct str *out, struct err *e);
MUST rc records_find_item(struct db *d, struct arena *a, struct str id, i64 reach, struct str *out,
                          struct err *e);

/* Outside names of all items that were not erased, in order of receipt. */
MUST rc records_items(struct db *d, struct arena *a, i64 reach, struct str **outside, i64 *n,
                      struct err *e);
/* The item with these bytes ("sha256:…"), "" when there is none; is there one of this size? */
MUST rc records_item_of(struct db *d, struct arena *a, struct str sha256, i64 reach,
                        struct str *outside, struct err *e);
MUST rc records_size_seen(struct db *d, i64 size, bool *seen, struct err *e);

/* Incidents that new claims may belong to: of this place (id, or words as written), beginning on
 * these days, or undated; from > to: undated ones only. Newest first, at most `most` in all. */
struct near {
    struct str spot;
    i32 from, to;
};
MUST rc records_near(struct db *d, struct arena *a, const struct near *spots, i64 n, i64 most,
                     struct str **ids, i64 *nids, struct err *e);
/* Claims that wait for an incident, by id: not withdrawn, not names of groups. */
MUST rc records_pending(struct db *d, struct arena *a, struct str **ids, i64 *n, struct err *e);
/* Has the case more claims than this? O(n). */
MUST rc records_more_claims(struct db *d, i64 n, bool *more, struct err *e);

/* Lists, one screen at a time by keyset cursor: claims in the order in which they came, items and
 * incidents newest first. Empty fields do not filter. What changed is listed once records_index()
 * has run. At 1,000,000 claims any five fields with words take some 10 ms, 100 at worst. */
struct list_filter {
    u32 status;               /* bits 1 << enum claim_status (items: enum item_state; incidents:
                                 of one of their claims); 0 = all that count: not withdrawn, not
                                 merged */
    int kind;                 /* enum kind, -1 any; not of items */
    struct str publication;   /* id; incidents: of one of their claims, and so for lang and item */
    struct str place;         /* id; what lies in it too; not of items */
    const struct str *places; /* or in one of these, */
    i64 nplaces;
    struct str place_words; /* or at a place that is named just so (folded) */
    struct str item, lang;
    struct str incident;     /* id; of claims alone */
    struct str speaker_role; /* word of list "role"; of claims alone */
    i32 day_from, day_to;    /* when it is said to have happened (items: published); overlap;
                                day_from > day_to, or both 0: any */
    struct str words;  /* folded; all must occur: claims in their sentence, items in their text,
                          incidents in code, title, place and kind */
    struct str queue;  /* "machine", "mine", "second", "conflict", "work_needed": of claims, and but
                          for "mine" of incidents that have such a claim. "second": accepted by one
                          person who is not the actor; meaningful where the case asks for two */
    struct str actor;  /* who asks, for queues */
    bool oldest_first; /* items and incidents too */
    bool all;          /* withdrawn and merged ones too, unless status says which */
    i64 reach;
};
/* What filters nothing. */
static inline struct list_filter list_everything(i64 reach) {
    return (struct list_filter){.kind = -1, .day_from = 1, .day_to = 0, .reach = reach};
}
struct list_page {
    struct str *ids; /* in order; of items their outside names */
    i64 n;
    struct str after;  /* cursor of the next screen; "" = that was the last */
    struct str before; /* cursor of the screen before; "" = that was the first */
    i64 count;         /* how many in all, counted up to LIST_COUNT_MAX */
    bool count_more;   /* there are more than that */
};
/* after: "" for the first screen, or a cursor of a page of the same filter (RC_USAGE for anything
 * else). most: 1 … LIST_MOST_MAX. */
MUST rc records_list_items(struct db *d, struct arena *a, const struct list_filter *f,
                           struct str after, i64 most, struct list_page *out, struct err *e);
MUST rc records_list_claims(struct db *d, struct arena *a, const struct list_filter *f,
                            struct str after, i64 most, struct list_page *out, struct err *e);
MUST rc records_list_incidents(struct db *d, struct arena *a, const struct list_filter *f,
                               struct str after, i64 most, struct list_page *out, struct err *e);

/* How many claims of an item (outside name) count. O(claims of it). */
MUST rc records_claim_count(struct db *d, struct str outside, i64 *n, struct err *e);

/* How many there are under each further filter: for the same filter with one field added. Up to
 * LIST_COUNT_MAX in all these are exact; beyond that each value that the first of them have is
 * counted up to LIST_FACET_MAX. */
enum list_noun { LIST_ITEMS = 1, LIST_CLAIMS, LIST_INCIDENTS };
enum list_field { BY_KIND, BY_STATUS, BY_PUBLICATION, BY_PLACE, BY_LANG, BY_ROLE, BY_COUNT };
struct list_facet {
    struct str value; /* kind, status and role as words, else ids */
    i64 n;
    bool more;
};
struct list_facets {
    struct list_facet *of[BY_COUNT]; /* most first, then by value; at most LIST_FACETS_MAX */
    i64 n[BY_COUNT];
};
MUST rc records_list_facets(struct db *d, struct arena *a, enum list_noun noun,
                            const struct list_filter *f, struct list_facets *out, struct err *e);

#endif
