/* The statements of the queue: job_sql.c. */
#ifndef CAIRN_PEOPLE_JOB_SQL_H
#define CAIRN_PEOPLE_JOB_SQL_H

#include "db/db.h"

extern const struct sql JQ_CREATE, JQ_PUT, JQ_WAITING, JQ_OLDEST, JQ_BEGIN, JQ_PROGRESS, JQ_END,
    JQ_GET, JQ_ALL, JQ_OF, JQ_SWEEP, JQ_CUT_OFF, JQ_CUT_RUNNING, JQ_FORGET;

#endif
