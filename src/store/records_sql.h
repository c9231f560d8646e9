/* The projection's statements, by name. Texts in records_sql.c. */
#ifndef CAIRN_STORE_RECORDS_SQL_H
#define CAIRN_STORE_RECORDS_SQL_H

#include "store/noun.h"

/* Columns as records_rows.h reads them, in its order. */
#define ITEM_COLUMNS                                                                               \
    "i.outside, i.id, i.name, i.size, i.publication, i.publication_by, i.published,"               \
    " i.published_anchor, i.lang, i.url, i.sender, i.state, i.reason, i.title, i.received_at,"     \
    " i.entry, i.part, i.object, i.text_entry, i.text_part, i.text_ordinal, i.reach"
#define CLAIM_COLUMNS                                                                              \
    "c.id, c.outside, c.status, c.reviewers, c.version, c.entry, c.part, c.body, n.actor, c.others"
#define CLAIM_TABLES                                                                               \
    "claim c JOIN item i ON i.outside = c.outside JOIN entry n ON n.idx = c.entry"
#define INCIDENT_COLUMNS "id, code, kind, place, grain, place_words, happened, merged_into, entry"
#define REVIEW_COLUMNS   "entry, claim, act, actor, at, reason, part, undone"

extern const struct sql Q_CREATE, Q_APPLIED, Q_ENTRY_PUT, Q_ENTRY_ACTOR, Q_ENTRY_BY;
extern const struct sql Q_ITEM_TITLE, Q_REVIEW_REASON;
extern const struct sql Q_ITEM_PUT, Q_ITEM_MANIFEST, Q_ITEM_READING, Q_ITEM_PUBLISHED,
    Q_ITEM_BY_OUTSIDE, Q_ITEMS;
extern const struct sql Q_TEXT_PUT, Q_TEXT_GET;
extern const struct sql Q_CLAIM_PUT, Q_CLAIM_GET, Q_CLAIM_STATUS, Q_CLAIM_SUPERSEDE, Q_CLAIMS,
    Q_CLAIM_IDS_OF_ITEM;
extern const struct sql Q_VERSION_PUT, Q_VERSION_GET, Q_VERSION_LAST;
extern const struct sql Q_PROPOSAL_PUT, Q_PROPOSALS;
extern const struct sql Q_REVIEW_PUT, Q_REVIEW_LAST, Q_REVIEW_UNDO, Q_REVIEWS, Q_REVIEWS_OF;
extern const struct sql Q_PUBLICATION_SEEN, Q_PUBLICATION_PUT, Q_PUBLICATIONS, Q_FEED_PUT, Q_FEEDS;
extern const struct sql Q_PARTY_PUT, Q_PARTIES, Q_ALIAS_PUT, Q_ALIASES, Q_ALLY_PUT, Q_ALLIES;
extern const struct sql Q_PLACE_PUT, Q_PLACES;
extern const struct sql Q_INCIDENT_PUT, Q_INCIDENTS, Q_MEMBER_CLEAR, Q_MEMBER_PUT, Q_MEMBERS;
extern const struct sql Q_INCIDENT_LAST, Q_INCIDENT_SPOT, Q_INCIDENT_NEAR, Q_VERSION_KEEP,
    Q_VERSION_FIRST;
extern const struct sql Q_PENDING_PUT, Q_PENDING_DEL, Q_PENDING;

extern const struct sql Q_TOUCH, Q_VERSION_OF, Q_SCHEMA_PUT, Q_SCHEMA_GET;
extern const struct part_kind CASE_PARTS[];

#endif
