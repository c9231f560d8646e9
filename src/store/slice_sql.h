/* Statements of slices, by name. Texts in slice_sql.c. */
#ifndef CAIRN_STORE_SLICE_SQL_H
#define CAIRN_STORE_SLICE_SQL_H

#include "store/noun.h"

extern const struct sql S_PUBLICATION_SEEN;
extern const struct sql Q_TEAM_PUT, Q_REACH_ITEM, Q_REACH_CLAIMS;
extern const struct sql S_ITEM, S_ITEM_ID, S_CLAIM, S_OF_ITEM, S_OF_INCIDENT;
extern const struct sql S_INCIDENT, S_INCIDENT_CODE, S_INCIDENT_SEEN;
extern const struct sql S_ITEM_ROW, S_CLAIM_ROW, S_INCIDENT_ROW, S_REVIEW_ROWS;
extern const struct sql S_CLAIM_FROM, S_ITEM_FROM, S_OUTSIDE_FROM, S_NAME, S_INCIDENT_FROM;
extern const struct sql S_ITEMS, S_SIZE, S_MORE_CLAIMS, S_NEAR, S_NEAR_UNDATED;
extern const struct part_kind ACCESS_PARTS[];

#endif
