/* Statements of the lists. */
#ifndef CAIRN_STORE_LIST_SQL_H
#define CAIRN_STORE_LIST_SQL_H

#include "store/noun.h"

extern const struct sql L_NUMBER, L_NUMBER_ITEM, L_STALE, L_STALE_CLAIMS, L_STALE_INCIDENT,
    L_STALE_INCIDENTS, L_STALE_ALL, L_STALE_DONE, L_STALE_ANY, L_ID, L_DOC;
extern const struct sql L_ITEM, L_CLAIM, L_ACTORS, L_INCIDENT, L_MEMBERS, L_MEMBER_DOCS, L_PLACE,
    L_PLACE_NAMES, L_OUTSIDE, L_CLAIM_COUNT;

#endif
