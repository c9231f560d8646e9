/* Tables and statements of what the log tells of accounts and of the audit trail. */
#include "store/records_account.h"

const struct sql Q_ACCOUNT_CREATE = {
    "account.create",
    "CREATE TABLE account(name TEXT PRIMARY KEY, roles TEXT NOT NULL, state TEXT NOT NULL, since "
    "BIGINT NOT NULL, entry BIGINT NOT NULL);"
    "CREATE TABLE audit_head(entry BIGINT PRIMARY KEY, n BIGINT NOT NULL, head TEXT NOT NULL);"};

const struct sql Q_ACCOUNT_TOLD = {
    "account.told",
    "INSERT INTO account(name, roles, state, since, entry) VALUES($1,$2,$3,$4,$5) ON CONFLICT(name)"
    " DO UPDATE SET roles=excluded.roles, state=excluded.state, entry=excluded.entry"};
const struct sql Q_ACCOUNTS_TOLD = {
    "account.all", "SELECT name, roles, state, since, entry FROM account ORDER BY name"};
const struct sql Q_AUDIT_HEAD_PUT = {"audit_head.put",
                                     "INSERT INTO audit_head(entry, n, head) VALUES($1,$2,$3)"
                                     " ON CONFLICT(entry) DO NOTHING"};
const struct sql Q_AUDIT_HEADS = {"audit_head.all",
                                  "SELECT entry, n, head FROM audit_head ORDER BY entry"};
const struct sql Q_TEAM_NAMES = {"team.names", "SELECT bit, name FROM team ORDER BY bit"};
const struct sql Q_REACH_OF = {"item.reach_of", "SELECT reach FROM item WHERE outside=$1"};
