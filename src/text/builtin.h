/* The data files that are part of the program, as bytes: open them with gazetteer_open(),
 * outline_open(), countries_open(). Read-only, alive as long as the process; only the pages that
 * are looked at take memory. */
#ifndef CAIRN_TEXT_BUILTIN_H
#define CAIRN_TEXT_BUILTIN_H

#include "base/str.h"

struct str builtin_places(void);    /* data/places.bin */
struct str builtin_world(void);     /* data/world.bin */
struct str builtin_countries(void); /* data/countries.txt */

#endif
