#include "people/job_sql.h"

const struct sql JQ_CREATE = {
    "job.create",
    "CREATE TABLE job(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
    " op TEXT NOT NULL, args TEXT NOT NULL, folder TEXT NOT NULL, outfile TEXT NOT NULL,"
    " result TEXT NOT NULL, state BIGINT NOT NULL, made BIGINT NOT NULL, begun BIGINT NOT NULL,"
    " ended BIGINT NOT NULL, done BIGINT NOT NULL, total BIGINT NOT NULL);"
    "CREATE INDEX job_state ON job(state, n);"
    "CREATE INDEX job_account ON job(account, n)"};
const struct sql JQ_PUT = {
    "job.put", "INSERT INTO job(id, account, op, args, folder, outfile, result, state, made, begun,"
               " ended, done, total) VALUES($1,$2,$3,$4,$5,$6,'',0,$7,0,0,0,0)"};
const struct sql JQ_WAITING = {"job.waiting", "SELECT count(*) FROM job WHERE state=0"};
#define COLUMNS                                                                                    \
    "id, account, op, args, folder, outfile, result, state, made, begun, ended, done, total"
const struct sql JQ_OLDEST = {"job.oldest",
                              "SELECT " COLUMNS " FROM job WHERE state=0 ORDER BY n LIMIT 1"};
const struct sql JQ_BEGIN = {"job.begin", "UPDATE job SET state=1, begun=$2 WHERE id=$1"};
const struct sql JQ_PROGRESS = {"job.progress", "UPDATE job SET done=$2, total=$3 WHERE id=$1"};
const struct sql JQ_END = {"job.end", "UPDATE job SET state=$2, result=$3, ended=$4 WHERE id=$1"};
const struct sql JQ_GET = {"job.get", "SELECT " COLUMNS " FROM job WHERE id=$1"};
const struct sql JQ_ALL = {"job.all", "SELECT " COLUMNS " FROM job ORDER BY n DESC LIMIT $1"};
const struct sql JQ_OF = {"job.of",
                          "SELECT " COLUMNS " FROM job WHERE account=$2 ORDER BY n DESC LIMIT $1"};
const struct sql JQ_SWEEP = {
    "job.sweep", "DELETE FROM job WHERE n <= (SELECT max(n) FROM job) - $1 AND state >= 2"};
const struct sql JQ_CUT_OFF = {"job.cut_off",
                               "UPDATE job SET state=3, result=$1, ended=$2 WHERE state IN (0, 1)"};
const struct sql JQ_CUT_RUNNING = {"job.cut_running",
                                   "UPDATE job SET state=3, result=$1, ended=$2 WHERE state=1"};
const struct sql JQ_FORGET = {"job.forget", "DELETE FROM job WHERE state >= 2"};
