/* Places by name: those of the case first, then those of the built-in gazetteer. */
#ifndef CAIRN_FLOW_PLACES_H
#define CAIRN_FLOW_PLACES_H

#include "flow/enter.h"
#include "text/gazetteer.h"

struct place_found {
    struct str id; /* "" = none */
    enum precision precision;
};

/* An id or a name that only one place bears. RC_NOTFOUND; RC_USAGE when several bear it. */
MUST rc place_resolve(struct enter *x, struct str given, struct place_found *out, struct err *e);
/* What the case knows these words as; nothing is guessed. */
void place_known(struct enter *x, struct str words, struct place_found *out);
/* How precise a place of the gazetteer is. */
enum precision place_grain(enum place_kind k);
/* Name of any place, by id: of the case, else as the gazetteer writes it; "" when unknown. */
struct str place_name_of(const struct book *b, struct str id);

#endif
