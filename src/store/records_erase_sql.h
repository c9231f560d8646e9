/* The statements of erasures and holds: records_erase_sql.c. */
#ifndef CAIRN_STORE_RECORDS_ERASE_SQL_H
#define CAIRN_STORE_RECORDS_ERASE_SQL_H

#include "store/noun.h"

extern const struct sql Q_ERASE_CREATE, Q_GONE_PUT, Q_GONE_ANY, Q_GONE_ROWS;
extern const struct sql Q_ORDER_PUT, Q_ORDER_ANSWER, Q_ORDER_COUNTS, Q_ORDERS, Q_ORDER,
    Q_ORDER_OPEN;
extern const struct sql Q_ERASED_ITEM, Q_ERASED_INCIDENT, Q_ERASED_INCIDENTS, Q_ERASED_OF_ITEM;
extern const struct sql Q_ERASED_OF_INCIDENT, Q_ERASED_COUNT;
extern const struct sql Q_HOLD_PUT, Q_HOLD_RELEASE, Q_HOLDS, Q_HELD;

#endif
