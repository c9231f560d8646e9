/* Jansson behind one function, in a file of its own: its names and ours do not go together in one.
 */
#ifndef CAIRN_BASE_ORACLE_TEST_H
#define CAIRN_BASE_ORACLE_TEST_H

#include "base/str.h"

enum oracle { ORACLE_READ, ORACLE_REFUSED, ORACLE_LIMIT /* a limit of the oracle, no verdict */ };

/* Reads a JSON text and dumps its tree: n, t, f; s LENGTH : bytes; d and the eight bytes of a
 * double; a COUNT and the elements; o COUNT and the members as key = value, in the order of the
 * text. */
enum oracle oracle_read(struct str text, struct buf *dump);

#endif
