#include "store/times_sql.h"

/* The parts as they were sealed: few, and read whole. */
static const struct sql CREATE = {
    "time_part.create", "CREATE TABLE time_part(entry BIGINT NOT NULL, part BIGINT NOT NULL, "
                        "kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(entry, part));"};
const struct sql Q_TIME_PUT = {
    "time_part.put", "INSERT INTO time_part(entry, part, kind, body) VALUES($1,$2,$3,$4)"};
const struct sql Q_TIMES = {"rows.time_part",
                            "SELECT entry, part, kind, body FROM time_part ORDER BY entry, part"};

const struct sql Q_TIME_CLAIMED = {"entry.claimed", "SELECT idx, at FROM entry ORDER BY idx"};

static const struct table_rows TABLES[] = {{"time_part", &Q_TIMES}, {0}};
static const struct sql *const STATEMENTS[] = {&Q_TIME_PUT, &Q_TIMES, &Q_TIME_CLAIMED, NULL};

extern const struct noun NOUN_TIME;
const struct noun NOUN_TIME = {.name = "time",
                               .create = &CREATE,
                               .tables = TABLES,
                               .statements = STATEMENTS,
                               .parts = TIME_PARTS};
