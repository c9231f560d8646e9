/* How a terminal shows an operation's rows: NDJSON (--json), TSV (--plain), else an aligned table.
 */
#ifndef CAIRN_CLI_PRINT_H
#define CAIRN_CLI_PRINT_H

#include "flow/op.h"

#include <stdio.h>

/* Text from a case to a terminal: what controls it (C0, C1, DEL, marks of direction) becomes a
 * blank. */
void print_safe(FILE *f, struct str s);

enum print_form { PRINT_TABLE, PRINT_JSON, PRINT_PLAIN };
struct print_opts {
    enum print_form form;
    bool quiet; /* no words on stderr */
};
struct printer;

struct printer *print_make(struct arena *a, struct print_opts o);
struct face print_face(struct printer *p);
/* Prints a pending table and flushes. RC_IO when stdout could not take it (a full disk, a closed
 * pipe). */
MUST rc print_end(struct printer *p, struct err *e);

#endif
