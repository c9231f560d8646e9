/* Names registered in the case (places, parties and their aliases), looked up by folded words for
 * the reader. */
#ifndef CAIRN_FLOW_NAMES_H
#define CAIRN_FLOW_NAMES_H

#include "read/read.h"
#include "store/records.h"

struct names {
    struct arena *a;
    struct map map; /* folded name -> struct read_name */
};

/* All names of the book; O(names). */
void names_make(struct arena *a, const struct book *b, struct names *out);
/* struct read_opts.name */
bool names_lookup(void *names, struct str words, struct read_name *out);

#endif
