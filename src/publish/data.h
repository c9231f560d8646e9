/* The data files of a site: CSV (formula-guarded) with a JSON twin, GeoJSON, and a README that
 * defines every term. Names are withheld as on the pages; a draft says so in every file. */
#ifndef CAIRN_PUBLISH_DATA_H
#define CAIRN_PUBLISH_DATA_H

#include "publish/site.h"

MUST rc data_write(struct site *s, struct err *e);

#endif
