/* Tables and statements of intake and custody. */
#include "store/records_custody_sql.h"

const struct sql Q_CUSTODY_CREATE = {
    "custody.create",
    "CREATE TABLE custody(entry BIGINT NOT NULL, part BIGINT NOT NULL, item TEXT NOT NULL, act TEXT"
    " NOT NULL, sender TEXT, receiver TEXT, happened TEXT NOT NULL, place TEXT, note TEXT, actor "
    "TEXT NOT NULL, at BIGINT NOT NULL, signer TEXT, automatic BIGINT NOT NULL, "
    "PRIMARY KEY(entry, part, item));"
    "CREATE INDEX custody_item ON custody(item, entry, part);"
    "CREATE TABLE intake(entry BIGINT PRIMARY KEY, body TEXT NOT NULL, source TEXT);"
    "CREATE TABLE derived(entry BIGINT NOT NULL, part BIGINT NOT NULL, item TEXT NOT NULL, body "
    "TEXT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX derived_item ON derived(item, entry, part);"
    "CREATE TABLE item_more(item TEXT PRIMARY KEY, path TEXT, sha512 TEXT);"};

const struct sql Q_CUSTODY_PUT = {
    "custody.put",
    "INSERT INTO custody(entry, part, item, act, sender, receiver, happened, place, note, actor, "
    "at, signer, automatic) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)"
    " ON CONFLICT(entry, part, item) DO NOTHING"};
const struct sql Q_CUSTODY_OF = {
    "custody.of_item", "SELECT entry, part, act, sender, receiver, happened, place, note, actor, "
                       "at, signer, automatic FROM custody WHERE item=$1 ORDER BY entry, part"};
const struct sql Q_CUSTODY_ALL = {
    "custody.all", "SELECT entry, part, item, act, sender, receiver, happened, place, note, actor, "
                   "at, signer, automatic FROM custody ORDER BY entry, part, item"};
const struct sql Q_CUSTODY_ITEMS = {
    "custody.items", "SELECT DISTINCT c.item FROM custody c JOIN item i ON i.outside=c.item WHERE "
                     "i.reach & $1 <> 0 ORDER BY c.item"};

const struct sql Q_INTAKE_PUT = {"intake.put", "INSERT INTO intake(entry, body) VALUES($1,$2)"
                                               " ON CONFLICT(entry) DO UPDATE SET "
                                               "body=excluded.body"};
const struct sql Q_INTAKE_SOURCE = {"intake.source", "UPDATE intake SET source=$2 WHERE entry=$1"};
const struct sql Q_INTAKE_GET = {"intake.get", "SELECT body, source FROM intake WHERE entry=$1"};
const struct sql Q_INTAKE_ALL = {"intake.all",
                                 "SELECT entry, body, source FROM intake ORDER BY entry"};

const struct sql Q_ITEM_MORE_PUT = {"item_more.put",
                                    "INSERT INTO item_more(item, path, sha512) VALUES($1,$2,$3)"};
const struct sql Q_ITEM_MORE_GET = {"item_more.get",
                                    "SELECT path, sha512 FROM item_more WHERE item=$1"};
const struct sql Q_ITEM_MORE_ALL = {"item_more.all",
                                    "SELECT item, path, sha512 FROM item_more ORDER BY item"};
const struct sql Q_ITEM_MORE_DEL = {"item_more.del", "DELETE FROM item_more WHERE item=$1"};

const struct sql Q_DERIVED_PUT = {
    "derived.put", "INSERT INTO derived(entry, part, item, body) VALUES($1,$2,$3,$4)"};
const struct sql Q_DERIVED_OF = {
    "derived.of_item", "SELECT entry, body FROM derived WHERE item=$1 ORDER BY entry, part"};
const struct sql Q_DERIVED_ALL = {
    "derived.all", "SELECT entry, part, item, body FROM derived ORDER BY entry, part"};
