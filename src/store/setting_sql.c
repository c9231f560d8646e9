#include "store/setting_sql.h"

static const struct sql CREATE = {
    "setting.create",
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL, entry BIGINT NOT NULL);"};
const struct sql Q_SETTING_PUT = {
    "setting.put", "INSERT INTO setting(name, value, entry) VALUES($1,$2,$3) ON CONFLICT(name)"
                   " DO UPDATE SET value=excluded.value, entry=excluded.entry"};
const struct sql Q_SETTING_GET = {"setting.get", "SELECT value, entry FROM setting WHERE name=$1"};
static const struct sql ROWS = {"rows.setting",
                                "SELECT name, value, entry FROM setting ORDER BY name"};

static const struct table_rows TABLES[] = {{"setting", &ROWS}, {0}};
static const struct sql *const STATEMENTS[] = {&Q_SETTING_PUT, &Q_SETTING_GET, NULL};

const struct noun NOUN_SETTING = {.name = "setting",
                                  .create = &CREATE,
                                  .tables = TABLES,
                                  .statements = STATEMENTS,
                                  .parts = SETTING_PARTS};
