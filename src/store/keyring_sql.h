/* Statements of the keys' acts. */
#ifndef CAIRN_STORE_KEYRING_SQL_H
#define CAIRN_STORE_KEYRING_SQL_H

#include "store/noun.h"

extern const struct sql Q_KEY_ACT_PUT, Q_KEY_ACTS;
extern const struct part_kind KEYRING_PARTS[];

#endif
