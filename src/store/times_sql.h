/* SQL of what others say about when (times.h): the parts as they were sealed, read whole. */
#ifndef CAIRN_STORE_TIMES_SQL_H
#define CAIRN_STORE_TIMES_SQL_H

#include "store/noun.h"

extern const struct sql Q_TIME_PUT, Q_TIMES, Q_TIME_CLAIMED;
extern const struct part_kind TIME_PARTS[];

#endif
