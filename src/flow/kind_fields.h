/* Which fields a kind of claim is entered by, and what its numbers count by default. */
#ifndef CAIRN_FLOW_KIND_FIELDS_H
#define CAIRN_FLOW_KIND_FIELDS_H

#include "store/claim.h"

enum what kind_counts(enum kind k);
/* Blank-separated names of fields, first things first. */
struct str kind_fields(enum kind k);

#endif
