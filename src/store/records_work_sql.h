/* Statements of what people add around claims and incidents. Texts in records_work_sql.c. */
#ifndef CAIRN_STORE_RECORDS_WORK_SQL_H
#define CAIRN_STORE_RECORDS_WORK_SQL_H

#include "store/noun.h"

extern const struct sql Q_WORK_CREATE;
extern const struct sql Q_COMMENT_PUT, Q_COMMENTS_OF;
extern const struct sql Q_SEARCHED_PUT, Q_SEARCHED_OF, Q_SEARCHED_ALL;
extern const struct sql Q_REPLY_PUT, Q_REPLIES_OF, Q_REPLIES_ALL;
extern const struct sql Q_OVERLAP_PUT, Q_OVERLAP_DROP, Q_OVERLAPS_OF, Q_OVERLAPS_ON, Q_OVERLAPS_ALL;
extern const struct sql Q_SET_PUT, Q_SET_DROP, Q_SET_OF, Q_SET_ALL, Q_SET_OVERLAY;
extern const struct sql Q_VERSIONS_OF, Q_DECISIONS_OF, Q_PROPOSED_OF, Q_MERGED_INTO;
extern const struct table_rows WORK_TABLES[];
extern const struct sql *const WORK_STATEMENTS[];

#endif
