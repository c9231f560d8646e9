#include "store/nodes_sql.h"

static const struct sql CREATE = {
    "capture.create", "CREATE TABLE capture(node TEXT NOT NULL, number BIGINT NOT NULL, "
                      "entry BIGINT NOT NULL, sha256 TEXT NOT NULL, item TEXT NOT NULL, "
                      "PRIMARY KEY(node, number, entry));"};
const struct sql Q_CAPTURE_PUT = {
    "capture.put", "INSERT INTO capture(node, number, entry, sha256, item) VALUES($1,$2,$3,$4,$5)"};
const struct sql Q_CAPTURE_GET = {"capture.get",
                                  "SELECT sha256, item, entry FROM capture "
                                  "WHERE node = $1 AND number = $2 ORDER BY entry LIMIT 1"};
const struct sql Q_CAPTURES = {
    "rows.capture",
    "SELECT node, number, entry, sha256, item FROM capture ORDER BY node, number, entry"};

static const struct table_rows TABLES[] = {{"capture", &Q_CAPTURES}, {0}};
static const struct sql *const STATEMENTS[] = {&Q_CAPTURE_PUT, &Q_CAPTURE_GET, &Q_CAPTURES, NULL};

extern const struct noun NOUN_NODE;
const struct noun NOUN_NODE = {.name = "node",
                               .create = &CREATE,
                               .tables = TABLES,
                               .statements = STATEMENTS,
                               .parts = NODE_PARTS};
