/* Operations about the program itself: man page and completion (hidden), methods. */
#include "flow/op.h"

static const struct op_arg NONE[] = {{0}};
static const struct op_arg SHELL[] = {
    {"SHELL", "SHELL", ARG_POS, true, "which shell", "bash|zsh|fish"}, {0}};

static rc man(struct op_ctx *c, struct err *e) {
    (void)e;
    c->face->raw(c->face->self, op_man(c->perm));
    return RC_OK;
}

static rc completion(struct op_ctx *c, struct err *e) {
    (void)e;
    c->face->raw(c->face->self, op_completion(c->perm, op_str(c, "SHELL")));
    return RC_OK;
}

const struct op OP_MAN = {.name = "op-man",
                          .group = "",
                          .summary = "the man page",
                          .details = "",
                          .perm = PERM_NONE,
                          .no_case = true,
                          .args = NONE,
                          .columns = "",
                          .run = man,
                          .local = true};
const struct op OP_COMPLETION = {.name = "op-completion",
                                 .group = "",
                                 .summary = "shell completion",
                                 .details = "",
                                 .perm = PERM_NONE,
                                 .no_case = true,
                                 .args = SHELL,
                                 .columns = "",
                                 .run = completion,
                                 .local = true};
