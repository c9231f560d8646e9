/* serve: opens the desk. What it does is the face's business (src/web). */
#include "flow/session.h"

static rc run(struct op_ctx *c, struct err *e) {
    if (c->face->serve) return c->face->serve(c->face->self, c, e);
    return fail(e, RC_UNSUPPORTED, "the desk is opened from the command line");
}

static const struct op_arg ARGS[] = {
    {"port", "N", ARG_OPT, false, "the port; without it a free one", NULL, ARG_NUMBER},
    {"listen", "NAME", ARG_OPT, false,
     "for a local network: name or address under which others reach this machine; only with TLS "
     "and accounts",
     NULL},
    {"tls-cert", "FILE", ARG_OPT, false, "certificate (PEM); without it one is made", NULL,
     ARG_FILE_IN},
    {"tls-key", "FILE", ARG_OPT, false, "its key (PEM)", NULL, ARG_FILE_IN},
    {"no-browser", "", ARG_FLAG, false, "print the link, open nothing", NULL},
    {"workers", "N", ARG_OPT, false, "processes that answer; 4", NULL, ARG_NUMBER},
    {"read-only", "", ARG_FLAG, false, "nobody changes anything", NULL},
    {0}};

const struct op OP_SERVE = {
    .name = "serve",
    .group = "start",
    .summary = "open the desk in the browser",
    .details = "On this machine alone (127.0.0.1), unless --listen names how others reach it. The "
               "link that is printed\n"
               "works once; Ctrl-C closes the desk. Nothing is loaded from outside.",
    .perm = PERM_OWN,
    .args = ARGS,
    .columns = "",
    .examples = {"cairn -C case serve", "cairn -C case serve --port 8480 --no-browser", NULL},
    .run = run,
    .local = true,
};
