/* Statements of slices, and who may see what. */
#include "store/slice_sql.h"

#include "store/records_sql.h"

static const struct sql Q_CREATE_ACCESS = {
    "slice.create", "CREATE TABLE team(bit BIGINT PRIMARY KEY, name TEXT NOT NULL);"};

const struct sql Q_TEAM_PUT = {"team.put", "INSERT INTO team(bit, name) VALUES($1,$2)"
                                           " ON CONFLICT(bit) DO UPDATE SET name=excluded.name"};
static const struct sql Q_TEAMS = {"team.all", "SELECT bit, name FROM team ORDER BY bit"};
const struct sql Q_REACH_ITEM = {"item.reach", "UPDATE item SET reach=$2 WHERE outside=$1"};
const struct sql Q_REACH_CLAIMS = {"claim.reach", "UPDATE claim SET reach=$2 WHERE outside=$1"};

/* Keys: what is wanted, with what it is sorted by. */
#define CLAIM_KEYS "SELECT c.id, c.outside, c.ordinal, i.ordinal, m.incident"
const struct sql S_ITEM = {"slice.item", "SELECT outside, ordinal FROM item WHERE outside=$1"
                                         " AND (reach & $2) <> 0"};
const struct sql S_ITEM_ID = {"slice.item_id", "SELECT outside, ordinal FROM item WHERE id=$1"
                                               " AND (reach & $2) <> 0 ORDER BY ordinal"};
const struct sql S_CLAIM = {"slice.claim",
                            CLAIM_KEYS " FROM claim c JOIN item i ON i.outside = c.outside"
                                       " LEFT JOIN member m ON m.claim = c.id"
                                       " WHERE c.id=$1 AND (c.reach & $2) <> 0"};
const struct sql S_OF_ITEM = {"slice.claims_of_item",
                              CLAIM_KEYS " FROM claim c JOIN item i ON i.outside = c.outside"
                                         " LEFT JOIN member m ON m.claim = c.id"
                                         " WHERE c.outside=$1 AND (c.reach & $2) <> 0"};
const struct sql S_OF_INCIDENT = {
    "slice.claims_of_incident",
    CLAIM_KEYS " FROM member m JOIN claim c ON c.id = m.claim JOIN item i ON i.outside = c.outside"
               " WHERE m.incident=$1 AND (c.reach & $2) <> 0"};
const struct sql S_INCIDENT = {"slice.incident",
                               "SELECT id, code, merged_into FROM incident WHERE id=$1"};
const struct sql S_INCIDENT_CODE = {"slice.incident_code",
                                    "SELECT id, code, merged_into FROM incident WHERE code=$1"};
const struct sql S_INCIDENT_SEEN = {"slice.incident_seen",
                                    "SELECT 1 WHERE EXISTS (SELECT 1 FROM member m JOIN claim c ON "
                                    "c.id = m.claim WHERE m.incident=$1 AND (c.reach & $2) <> 0)"
                                    " OR EXISTS (SELECT 1 FROM erased_incident z WHERE "
                                    "z.incident=$1 AND z.whole=1 AND (z.reach & $2) <> 0)"};

/* Rows. */
const struct sql S_ITEM_ROW = {"slice.item_row",
                               "SELECT " ITEM_COLUMNS " FROM item i WHERE i.outside=$1"};
const struct sql S_CLAIM_ROW = {"slice.claim_row",
                                "SELECT " CLAIM_COLUMNS " FROM " CLAIM_TABLES " WHERE c.id=$1"};
const struct sql S_INCIDENT_ROW = {"slice.incident_row",
                                   "SELECT " INCIDENT_COLUMNS " FROM incident WHERE id=$1"};
const struct sql S_REVIEW_ROWS = {"slice.review_rows",
                                  "SELECT " REVIEW_COLUMNS " FROM review WHERE claim=$1"};

/* Ids by their beginning: [$1, $2). */
const struct sql S_CLAIM_FROM = {"find.claim", "SELECT id FROM claim WHERE id >= $1 AND id < $2"
                                               " AND (reach & $3) <> 0 ORDER BY id LIMIT 2"};
const struct sql S_ITEM_FROM = {"find.item", "SELECT DISTINCT id FROM item WHERE id >= $1"
                                             " AND id < $2 AND (reach & $3) <> 0 ORDER BY id"
                                             " LIMIT 2"};
const struct sql S_OUTSIDE_FROM = {"find.outside", "SELECT outside FROM item WHERE outside >= $1"
                                                   " AND outside < $2 AND (reach & $3) <> 0"
                                                   " ORDER BY outside LIMIT 2"};
const struct sql S_NAME = {"find.name", "SELECT outside FROM item WHERE name = $1"
                                        " AND (reach & $2) <> 0 ORDER BY ordinal LIMIT 2"};
const struct sql S_INCIDENT_FROM = {"find.incident",
                                    "SELECT n.id FROM incident n WHERE n.id >= $1 AND n.id < $2"
                                    " AND ($3 = -1 OR EXISTS (SELECT 1 FROM member m JOIN claim c"
                                    " ON c.id = m.claim WHERE m.incident = n.id"
                                    " AND (c.reach & $3) <> 0)) ORDER BY n.id LIMIT 2"};

/* Incidents near a place and some days, newest first. */
const struct sql S_NEAR = {"near.dated", "SELECT id, day_to FROM incident WHERE spot=$1 AND"
                                         " day_from BETWEEN $2 AND $3 AND merged_into IS NULL"
                                         " ORDER BY day_from DESC, entry DESC LIMIT $4"};
const struct sql S_NEAR_UNDATED = {
    "near.undated", "SELECT id, day_to FROM incident WHERE spot=$1 AND day_from IS NULL AND"
                    " merged_into IS NULL ORDER BY entry DESC LIMIT $2"};

const struct sql S_MORE_CLAIMS = {"claim.more", "SELECT 1 FROM claim LIMIT 1 OFFSET $1"};

const struct sql S_ITEMS = {"slice.items",
                            "SELECT outside FROM item WHERE (reach & $1) <> 0 AND state <> 4"
                            " ORDER BY ordinal"};
const struct sql S_SIZE = {"slice.size", "SELECT 1 FROM item WHERE size=$1 LIMIT 1"};

/* Is a publication named on an item that is there? */
const struct sql S_PUBLICATION_SEEN = {"slice.publication_seen",
                                       "SELECT 1 FROM item WHERE publication=$1"
                                       " AND (reach & $2) <> 0 LIMIT 1"};

static const struct sql *const STATEMENTS[] = {&S_PUBLICATION_SEEN,
                                               &Q_TEAM_PUT,
                                               &Q_REACH_ITEM,
                                               &Q_REACH_CLAIMS,
                                               &S_ITEM,
                                               &S_ITEM_ID,
                                               &S_CLAIM,
                                               &S_OF_ITEM,
                                               &S_OF_INCIDENT,
                                               &S_INCIDENT,
                                               &S_INCIDENT_CODE,
                                               &S_INCIDENT_SEEN,
                                               &S_ITEM_ROW,
                                               &S_CLAIM_ROW,
                                               &S_INCIDENT_ROW,
                                               &S_REVIEW_ROWS,
                                               &S_CLAIM_FROM,
                                               &S_ITEM_FROM,
                                               &S_OUTSIDE_FROM,
                                               &S_NAME,
                                               &S_INCIDENT_FROM,
                                               &S_NEAR,
                                               &S_NEAR_UNDATED,
                                               &S_MORE_CLAIMS,
                                               &S_ITEMS,
                                               &S_SIZE,
                                               NULL};

static const struct table_rows TABLES[] = {{"team", &Q_TEAMS}, {0}};

const struct noun NOUN_ACCESS = {.name = "access",
                                 .create = &Q_CREATE_ACCESS,
                                 .tables = TABLES,
                                 .statements = STATEMENTS,
                                 .parts = ACCESS_PARTS};
