/* Statements on settings, by name. */
#ifndef CAIRN_STORE_SETTING_SQL_H
#define CAIRN_STORE_SETTING_SQL_H

#include "store/noun.h"

extern const struct sql Q_SETTING_PUT, Q_SETTING_GET;
extern const struct part_kind SETTING_PARTS[];

#endif
