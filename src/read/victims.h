/* Named victims over a whole text: what later sentences say of a person ("he", "her husband") tells
 * man from woman where the words of the list did not. */
#ifndef CAIRN_READ_VICTIMS_H
#define CAIRN_READ_VICTIMS_H

#include "read/event.h"

/* Sets `who` of grown or ageless named victims of claims [0, n), by the pronoun nearest behind each
 * mention of the first word of their name, and by kin words before it; the more frequent sex wins,
 * equals leave it unknown. Only what is UNKNOWN changes. At most VICTIMS_MAX people. O(tokens).
 * Then sets `by_name` of those that are still unknown by their given name (given.h). */
void victims_class(const struct doc *d, struct claim *c, i64 n);

#endif
