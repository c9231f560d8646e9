/* Tables and statements of erasures and holds. */
#include "store/records_erase_sql.h"

const struct sql Q_ERASE_CREATE = {
    "erasure.create",
    "CREATE TABLE gone(entry BIGINT NOT NULL, part BIGINT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE TABLE erasure(id TEXT PRIMARY KEY, item TEXT NOT NULL, basis TEXT NOT NULL, "
    "reason TEXT NOT NULL, asked_by TEXT NOT NULL, asked_at BIGINT NOT NULL, "
    "asked_entry BIGINT NOT NULL, "
    "asked_part BIGINT NOT NULL, state BIGINT NOT NULL, actor TEXT, at BIGINT, entry BIGINT, why "
    "TEXT, parts BIGINT NOT NULL DEFAULT 0, objects BIGINT NOT NULL DEFAULT 0, claims BIGINT NOT "
    "NULL DEFAULT 0, persons BIGINT NOT NULL DEFAULT 0, incidents BIGINT NOT NULL DEFAULT 0);"
    "CREATE INDEX erasure_item ON erasure(item);"
    "CREATE TABLE erased_incident(incident TEXT NOT NULL, erasure TEXT NOT NULL, claims BIGINT NOT "
    "NULL, whole BIGINT NOT NULL, reach BIGINT NOT NULL, PRIMARY KEY(incident, erasure));"
    "CREATE TABLE hold(entry BIGINT NOT NULL, part BIGINT NOT NULL, item TEXT NOT NULL, authority "
    "TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL, released "
    "BIGINT, released_by TEXT, released_at BIGINT, released_why TEXT, PRIMARY KEY(entry, part));"
    "CREATE INDEX hold_item ON hold(item);"};

const struct sql Q_GONE_PUT = {"gone.put", "INSERT INTO gone(entry, part) VALUES($1,$2)"};
const struct sql Q_GONE_ANY = {"gone.any", "SELECT entry FROM gone LIMIT 1"};
const struct sql Q_GONE_ROWS = {"gone.all", "SELECT entry, part FROM gone ORDER BY entry, part"};

#define ORDER_COLUMNS                                                                              \
    "id, item, basis, reason, asked_by, asked_at, asked_entry, asked_part, state, actor, at,"      \
    " entry, why, parts, objects, claims, persons, incidents"
const struct sql Q_ORDER_PUT = {
    "erasure.put", "INSERT INTO erasure(id, item, basis, reason, asked_by, asked_at, asked_entry, "
                   "asked_part, state) VALUES($1,$2,$3,$4,$5,$6,$7,$8,0) ON CONFLICT(id) DO "
                   "NOTHING"};
const struct sql Q_ORDER_ANSWER = {
    "erasure.answer",
    "UPDATE erasure SET state=$2, actor=$3, at=$4, entry=$5, why=$6 WHERE id=$1 AND state=0"};
const struct sql Q_ORDER_COUNTS = {"erasure.counts",
                                   "UPDATE erasure SET parts=$2, objects=$3, claims=$4, "
                                   "persons=$5, incidents=$6 WHERE id=$1"};
const struct sql Q_ORDERS = {"erasure.all", "SELECT " ORDER_COLUMNS
                                            " FROM erasure ORDER BY asked_entry, asked_part"};
const struct sql Q_ORDER = {"erasure.get", "SELECT " ORDER_COLUMNS " FROM erasure WHERE id=$1"};
const struct sql Q_ORDER_OPEN = {"erasure.open",
                                 "SELECT " ORDER_COLUMNS " FROM erasure WHERE item=$1 AND state=0"};

const struct sql Q_ERASED_ITEM = {
    "erasure.item",
    "INSERT INTO item(outside, ordinal, state, received_at, entry, part, object, reach)"
    " VALUES($1,$2,4,(SELECT at FROM entry WHERE idx=$3),$3,$4,'',$5) ON CONFLICT(outside) DO"
    " UPDATE SET state=4, reason=NULL"};
const struct sql Q_ERASED_INCIDENT = {
    "erasure.incident",
    "INSERT INTO erased_incident(incident, erasure, claims, whole, reach) VALUES($1,$2,$3,$4,$5)"
    " ON CONFLICT(incident, erasure) DO NOTHING"};
const struct sql Q_ERASED_INCIDENTS = {
    "erasure.incidents",
    "SELECT incident, erasure, claims, whole, reach FROM erased_incident ORDER "
    "BY incident, erasure"};
const struct sql Q_ERASED_OF_ITEM = {
    "erasure.of_item", "SELECT at, basis FROM erasure WHERE item=$1 AND state=2 ORDER BY entry"};
/* Of several erasures the last one is told. */
const struct sql Q_ERASED_OF_INCIDENT = {
    "erasure.of_incident", "SELECT e.at, e.basis, i.claims, i.whole FROM erased_incident i "
                           "JOIN erasure e ON e.id = i.erasure"
                           " WHERE i.incident=$1 ORDER BY e.entry"};
const struct sql Q_ERASED_COUNT = {"erasure.count", "SELECT COUNT(*) FROM erasure WHERE state=2"};

#define HOLD_COLUMNS                                                                               \
    "entry, part, item, authority, reason, actor, at, released, released_by, released_at,"         \
    " released_why"
const struct sql Q_HOLD_PUT = {"hold.put",
                               "INSERT INTO hold(entry, part, item, authority, reason, actor, at) "
                               "VALUES($1,$2,$3,$4,$5,$6,$7)"};
const struct sql Q_HOLD_RELEASE = {
    "hold.release", "UPDATE hold SET released=$2, released_by=$3, released_at=$4, released_why=$5 "
                    "WHERE item=$1 AND released IS NULL"};
const struct sql Q_HOLDS = {"hold.all", "SELECT " HOLD_COLUMNS " FROM hold ORDER BY entry, part"};
const struct sql Q_HELD = {"hold.of_item",
                           "SELECT " HOLD_COLUMNS " FROM hold WHERE item IN ($1, 'all') AND "
                           "released IS NULL ORDER BY entry, part LIMIT 1"};
