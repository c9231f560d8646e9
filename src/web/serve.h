/* `cairn serve`: the desk's server. */
#ifndef CAIRN_WEB_SERVE_H
#define CAIRN_WEB_SERVE_H

#include "flow/op.h"

/* Serves the case of `c` until it is stopped (Ctrl-C, SIGTERM). For the op's declaration:
 * flow/op_serve.c. */
MUST rc web_serve(void *self, struct op_ctx *c, struct err *e);

#endif
