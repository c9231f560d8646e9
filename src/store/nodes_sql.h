/* Statements of the captures taken. */
#ifndef CAIRN_STORE_NODES_SQL_H
#define CAIRN_STORE_NODES_SQL_H

#include "store/noun.h"

extern const struct sql Q_CAPTURE_PUT, Q_CAPTURE_GET, Q_CAPTURES;
extern const struct part_kind NODE_PARTS[];

#endif
