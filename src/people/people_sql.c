/* The tables of desk.db and every statement on them. PostgreSQL words, as everywhere. */
#include "people/people_sql.h"

const struct sql PQ_CREATE = {
    "people.create",
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE account(folded TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL,"
    " reach BIGINT NOT NULL, state BIGINT NOT NULL, hash TEXT NOT NULL, totp BYTEA, pending BYTEA,"
    " totp_step BIGINT NOT NULL, made BIGINT NOT NULL, seen BIGINT NOT NULL, lang TEXT NOT NULL);"
    "CREATE TABLE link(secret BYTEA PRIMARY KEY, account TEXT NOT NULL, made BIGINT NOT NULL);"
    "CREATE TABLE sitting(id TEXT PRIMARY KEY, token BYTEA NOT NULL, account TEXT NOT NULL,"
    " folded TEXT NOT NULL,"
    " strong BIGINT NOT NULL, begun BIGINT NOT NULL, seen BIGINT NOT NULL, lang TEXT NOT NULL);"
    "CREATE UNIQUE INDEX sitting_token ON sitting(token);"
    "CREATE INDEX sitting_account ON sitting(folded);"
    "CREATE TABLE knock(who BYTEA PRIMARY KEY, failures BIGINT NOT NULL, until BIGINT NOT NULL,"
    " last BIGINT NOT NULL);"
    "CREATE TABLE audit(n BIGINT PRIMARY KEY, at BIGINT NOT NULL, account TEXT NOT NULL,"
    " act TEXT NOT NULL, object TEXT NOT NULL, chain BYTEA NOT NULL);"
    "CREATE TABLE kept(account TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " value TEXT NOT NULL, PRIMARY KEY(account, kind, name));"
    "CREATE TABLE request(id TEXT PRIMARY KEY, account TEXT NOT NULL, words TEXT NOT NULL,"
    " purpose TEXT NOT NULL, recipients TEXT NOT NULL, asked BIGINT NOT NULL, state BIGINT NOT "
    "NULL,"
    " decider TEXT NOT NULL, decided BIGINT NOT NULL, expires BIGINT NOT NULL, reason TEXT NOT "
    "NULL,"
    " taken BIGINT NOT NULL);"
    "CREATE INDEX request_account ON request(account, asked)"};

const struct sql PQ_SETTING_GET = {"setting.get", "SELECT value FROM setting WHERE name=$1"};
const struct sql PQ_SETTING_PUT = {
    "setting.put", "INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET "
                   "value=excluded.value"};

#define ACCOUNT_COLUMNS                                                                            \
    "name, roles, reach, state, hash, totp, pending, totp_step, made, seen, lang"
const struct sql PQ_ACCOUNT_ANY = {"account.any", "SELECT name FROM account LIMIT 1"};
const struct sql PQ_ACCOUNT_GET = {"account.get",
                                   "SELECT " ACCOUNT_COLUMNS " FROM account WHERE folded=$1"};
const struct sql PQ_ACCOUNT_ALL = {"account.all",
                                   "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY folded"};
const struct sql PQ_ACCOUNT_PUT = {
    "account.put",
    "INSERT INTO account(folded, name, roles, reach, state, hash, totp_step, made, seen, lang)"
    " VALUES($1,$2,$3,$4,$5,'',0,$6,0,$7) ON CONFLICT(folded) DO UPDATE SET roles=excluded.roles,"
    " reach=excluded.reach, state=excluded.state, lang=excluded.lang"};
const struct sql PQ_ACCOUNT_HASH = {"account.hash", "UPDATE account SET hash=$2 WHERE folded=$1"};
const struct sql PQ_ACCOUNT_TOTP = {
    "account.totp", "UPDATE account SET totp=$2, pending=$3, totp_step=$4 WHERE folded=$1"};
const struct sql PQ_ACCOUNT_STEP = {"account.step",
                                    "UPDATE account SET totp_step=$2 WHERE folded=$1"};
const struct sql PQ_ACCOUNT_SEEN = {"account.seen", "UPDATE account SET seen=$2 WHERE folded=$1"};
const struct sql PQ_ACCOUNT_LANG = {"account.lang", "UPDATE account SET lang=$2 WHERE folded=$1"};

const struct sql PQ_LINK_PUT = {"link.put",
                                "INSERT INTO link(secret, account, made) VALUES($1,$2,$3)"};
const struct sql PQ_LINK_GET = {"link.get", "SELECT account, made FROM link WHERE secret=$1"};
const struct sql PQ_LINK_DEL = {"link.del", "DELETE FROM link WHERE secret=$1"};
const struct sql PQ_LINK_SWEEP = {"link.sweep", "DELETE FROM link WHERE made < $1"};

#define SITTING_COLUMNS "id, account, strong, begun, seen, lang"
const struct sql PQ_SITTING_PUT = {
    "sitting.put", "INSERT INTO sitting(id, token, account, folded, strong, begun, seen, lang)"
                   " VALUES($1,$2,$3,$4,$5,$6,$6,$7)"};
const struct sql PQ_SITTING_GET = {"sitting.get",
                                   "SELECT " SITTING_COLUMNS " FROM sitting WHERE token=$1"};
const struct sql PQ_SITTING_SEEN = {"sitting.seen", "UPDATE sitting SET seen=$2 WHERE id=$1"};
const struct sql PQ_SITTING_LANG = {"sitting.lang", "UPDATE sitting SET lang=$2 WHERE id=$1"};
const struct sql PQ_SITTING_END = {"sitting.end", "DELETE FROM sitting WHERE id=$1"};
const struct sql PQ_SITTING_END_OF = {"sitting.end_of",
                                      "DELETE FROM sitting WHERE folded=$1 AND id<>$2"};
const struct sql PQ_SITTING_SWEEP = {"sitting.sweep",
                                     "DELETE FROM sitting WHERE begun < $1 OR seen < $2"};
const struct sql PQ_SITTING_ALL = {"sitting.all", "SELECT " SITTING_COLUMNS
                                                  " FROM sitting WHERE $1='' OR folded=$1"
                                                  " ORDER BY begun DESC, id"};
const struct sql PQ_SITTING_OLDEST = {
    "sitting.oldest",
    "DELETE FROM sitting WHERE id IN (SELECT id FROM sitting ORDER BY seen, id LIMIT 1)"};
const struct sql PQ_SITTING_COUNT = {"sitting.count", "SELECT COUNT(*) FROM sitting"};

const struct sql PQ_KNOCK_GET = {"knock.get", "SELECT failures, until FROM knock WHERE who=$1"};
const struct sql PQ_KNOCK_PUT = {
    "knock.put", "INSERT INTO knock(who, failures, until, last) VALUES($1,$2,$3,$4) ON "
                 "CONFLICT(who) DO UPDATE SET failures=excluded.failures, until=excluded.until,"
                 " last=excluded.last"};
const struct sql PQ_KNOCK_DEL = {"knock.del", "DELETE FROM knock WHERE who=$1"};
const struct sql PQ_KNOCK_SWEEP = {"knock.sweep", "DELETE FROM knock WHERE last < $1"};
const struct sql PQ_KNOCK_COUNT = {"knock.count", "SELECT COUNT(*) FROM knock"};
const struct sql PQ_KNOCK_OLDEST = {
    "knock.oldest",
    "DELETE FROM knock WHERE who IN (SELECT who FROM knock ORDER BY last, who LIMIT 1)"};

const struct sql PQ_AUDIT_LAST = {"audit.last",
                                  "SELECT n, chain FROM audit ORDER BY n DESC LIMIT 1"};
const struct sql PQ_AUDIT_PUT = {
    "audit.put", "INSERT INTO audit(n, at, account, act, object, chain) VALUES($1,$2,$3,$4,$5,$6)"};
const struct sql PQ_AUDIT_ALL = {
    "audit.all", "SELECT n, at, account, act, object, chain FROM audit WHERE n > $1 ORDER BY n"};

const struct sql PQ_AUDIT_BACK = {"audit.back", "SELECT n, at, account, act, object FROM audit"
                                                " WHERE n < $1 ORDER BY n DESC LIMIT $2"};

const struct sql PQ_KEPT_PUT = {
    "kept.put", "INSERT INTO kept(account, kind, name, value) VALUES($1,$2,$3,$4) ON "
                "CONFLICT(account, kind, name) DO UPDATE SET value=excluded.value"};
const struct sql PQ_KEPT_DEL = {"kept.del",
                                "DELETE FROM kept WHERE account=$1 AND kind=$2 AND name=$3"};
const struct sql PQ_KEPT_ALL = {
    "kept.all", "SELECT name, value FROM kept WHERE account=$1 AND kind=$2 ORDER BY name"};
const struct sql PQ_KEPT_COUNT = {"kept.count",
                                  "SELECT COUNT(*) FROM kept WHERE account=$1 AND kind=$2"};

#define REQUEST_COLUMNS                                                                            \
    "id, account, words, purpose, recipients, asked, state, decider, decided, expires, reason, "   \
    "taken"
const struct sql PQ_REQUEST_PUT = {"request.put", "INSERT INTO request(" REQUEST_COLUMNS ")"
                                                  " VALUES($1,$2,$3,$4,$5,$6,0,'',0,$7,'',0)"};
const struct sql PQ_REQUEST_GET = {"request.get",
                                   "SELECT " REQUEST_COLUMNS " FROM request WHERE id=$1"};
const struct sql PQ_REQUEST_DECIDE = {
    "request.decide",
    "UPDATE request SET state=$2, decider=$3, decided=$4, expires=$5, reason=$6 WHERE id=$1"};
const struct sql PQ_REQUEST_TAKEN = {"request.taken",
                                     "UPDATE request SET taken=taken+1 WHERE id=$1"};
const struct sql PQ_REQUEST_ALL = {"request.all", "SELECT " REQUEST_COLUMNS
                                                  " FROM request ORDER BY asked DESC, id"};
const struct sql PQ_REQUEST_OF = {"request.of",
                                  "SELECT " REQUEST_COLUMNS
                                  " FROM request WHERE account=$1 ORDER BY asked DESC, id"};

const struct sql *const PEOPLE_STATEMENTS[] = {&PQ_SETTING_GET,    &PQ_SETTING_PUT,
                                               &PQ_ACCOUNT_ANY,    &PQ_ACCOUNT_GET,
                                               &PQ_ACCOUNT_ALL,    &PQ_ACCOUNT_PUT,
                                               &PQ_ACCOUNT_HASH,   &PQ_ACCOUNT_TOTP,
                                               &PQ_ACCOUNT_STEP,   &PQ_ACCOUNT_SEEN,
                                               &PQ_ACCOUNT_LANG,   &PQ_LINK_PUT,
                                               &PQ_LINK_GET,       &PQ_LINK_DEL,
                                               &PQ_LINK_SWEEP,     &PQ_SITTING_PUT,
                                               &PQ_SITTING_GET,    &PQ_SITTING_SEEN,
                                               &PQ_SITTING_LANG,   &PQ_SITTING_END,
                                               &PQ_SITTING_END_OF, &PQ_SITTING_SWEEP,
                                               &PQ_SITTING_ALL,    &PQ_SITTING_OLDEST,
                                               &PQ_SITTING_COUNT,  &PQ_KNOCK_GET,
                                               &PQ_KNOCK_PUT,      &PQ_KNOCK_DEL,
                                               &PQ_KNOCK_SWEEP,    &PQ_KNOCK_COUNT,
                                               &PQ_KNOCK_OLDEST,   &PQ_AUDIT_LAST,
                                               &PQ_AUDIT_PUT,      &PQ_AUDIT_ALL,
                                               &PQ_AUDIT_BACK,     &PQ_KEPT_PUT,
                                               &PQ_KEPT_DEL,       &PQ_KEPT_ALL,
                                               &PQ_KEPT_COUNT,     &PQ_REQUEST_PUT,
                                               &PQ_REQUEST_GET,    &PQ_REQUEST_DECIDE,
                                               &PQ_REQUEST_TAKEN,  &PQ_REQUEST_ALL,
                                               &PQ_REQUEST_OF,     NULL};
