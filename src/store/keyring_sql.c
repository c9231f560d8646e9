#include "store/keyring_sql.h"

/* The parts as they were sealed: few, and read whole. */
static const struct sql CREATE = {
    "key_act.create", "CREATE TABLE key_act(entry BIGINT NOT NULL, part BIGINT NOT NULL, "
                      "at BIGINT NOT NULL, by_name TEXT NOT NULL, body TEXT NOT NULL, "
                      "PRIMARY KEY(entry, part));"};
const struct sql Q_KEY_ACT_PUT = {
    "key_act.put", "INSERT INTO key_act(entry, part, at, by_name, body) VALUES($1,$2,$3,$4,$5)"};
const struct sql Q_KEY_ACTS = {
    "rows.key_act", "SELECT entry, part, at, by_name, body FROM key_act ORDER BY entry, part"};

static const struct table_rows TABLES[] = {{"key_act", &Q_KEY_ACTS}, {0}};
static const struct sql *const STATEMENTS[] = {&Q_KEY_ACT_PUT, &Q_KEY_ACTS, NULL};

extern const struct noun NOUN_KEYRING;
const struct noun NOUN_KEYRING = {.name = "keyring",
                                  .create = &CREATE,
                                  .tables = TABLES,
                                  .statements = STATEMENTS,
                                  .parts = KEYRING_PARTS};
